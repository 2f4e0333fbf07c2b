import { z } from 'zod';
import { group } from '../directory/models.ts';
import type { MappingType } from '../mapping/models.ts';
import { reference, references } from '../model/fields.ts';
import { defineModel, type ReplyOf, replyOf } from '../model/model.ts';
import { said } from '../words/said.ts';
import { event } from './models.ts';

/** From a hint to something that cannot wait. */
export const SEVERITIES = ['notice', 'warning', 'alert'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The ways that a notification can take, with their words for people. */
export const TRANSPORT_MODES = {
  local: 'Postern (on its pages)',
  webhook: 'Webhook (generic)',
  webhook_slack: 'Webhook (Slack or Discord)',
  email: 'E-mail',
} as const;
export type TransportMode = keyof typeof TRANSPORT_MODES;

const MODES = Object.keys(TRANSPORT_MODES) as [TransportMode, ...TransportMode[]];

/** The texts that mails of notifications can have; the name is the one that clients of the API know. */
export const EMAIL_TEMPLATE = 'email/event_notification.html';

const webhookUrl = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'Begin with https:// or http://.' }).max(2_048),
  ])
  .refine((text) => !/^\w+:\/\/[^/?#]*@/.test(text), 'The address must not hold a user name or password.');

/** An expression that makes the body or the headers of a webhook's request. */
export const webhookMapping: MappingType = {
  type: 'notification',
  model: 'authentik_events.notificationwebhookmapping',
  component: 'ak-property-mapping-notification-form',
  title: 'Webhook Mapping',
  description: 'Makes the body or the headers of a request that tells of a notification.',
  config: z.strictObject({}),
  filters: [],
};

const mapping = () => reference('authentik_events.notificationwebhookmapping');

/** A way that notifications go. */
export const notificationTransport = defineModel({
  name: 'authentik_events.notificationtransport',
  table: 'notification_transports',
  title: 'Notification Transport',
  plural: 'Notification Transports',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(255).meta({ title: 'Name', description: 'Unique.' }),
    mode: z.enum(MODES).default('local').meta({ title: 'Mode' }),
    webhook_url: webhookUrl.default('').meta({
      title: 'Webhook address',
      description:
        'For webhooks. Whoever knows it can often write to the channel behind it: it is not logged.',
    }),
    webhook_ca: reference('authentik_crypto.certificatekeypair').meta({
      title: 'Certificate of the webhook',
      description: 'Has to vouch for the server, instead of the certificates that the system trusts.',
    }),
    webhook_mapping_body: mapping().meta({
      title: 'Webhook body',
      description: 'Makes the body of the request, from `notification` and `event`; JSON data.',
    }),
    webhook_mapping_headers: mapping().meta({
      title: 'Webhook headers',
      description: 'Makes further headers of the request: an object of texts.',
    }),
    email_subject_prefix: z
      .string()
      .max(255)
      .regex(/^[^\r\n]*$/, 'A subject is one line.')
      .default('Postern notification: ')
      .meta({ title: 'Subject prefix', description: 'For e-mails: stands in front of every subject.' }),
    email_template: z
      .literal(EMAIL_TEMPLATE, { error: `The only template is "${EMAIL_TEMPLATE}".` })
      .default(EMAIL_TEMPLATE)
      .meta({ title: 'E-mail template' }),
    send_once: z.boolean().default(false).meta({
      title: 'Send once',
      description: 'One message for each event, however many people a rule tells: for channels of a chat.',
    }),
  }),
  columns: { name: 'text' },
  computed: z.strictObject({ mode_verbose: said() }),
  unique: [['name']],
  search: ['name', 'mode'],
  filters: { name: ['exact'], mode: ['exact'], webhook_url: ['exact'], send_once: ['boolean'] },
  ordering: ['name'],
  replicated: true,
});

/** Which events are told to whom, and how. What is bound to a rule says which events those are. */
export const notificationRule = defineModel({
  name: 'authentik_events.notificationrule',
  table: 'notification_rules',
  title: 'Notification Rule',
  plural: 'Notification Rules',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(255).meta({ title: 'Name', description: 'Unique.' }),
    transports: references('authentik_events.notificationtransport').meta({
      title: 'Transports',
      description: 'None: notifications are shown on the pages of Postern only.',
    }),
    severity: z.enum(SEVERITIES).default('notice').meta({ title: 'Severity' }),
    destination_group: reference('authentik_core.group').meta({
      title: 'Group',
      description: 'Its members, and those of the groups below it, are told.',
    }),
    destination_event_user: z.boolean().default(false).meta({
      title: 'User of the event',
      description: 'Whoever caused the event is told, beside the group.',
    }),
  }),
  columns: { name: 'text', destination_group: 'uuid' },
  computed: z.strictObject({ destination_group_obj: replyOf(group).meta({ id: 'Group' }).nullable() }),
  unique: [['name']],
  search: ['name', 'severity'],
  filters: { name: ['exact'], severity: ['exact'] },
  ordering: ['name'],
  replicated: true,
});

const notificationFields = z.strictObject({
  seen: z.boolean().default(false).meta({ title: 'Seen' }),
});

const notificationFacts = z.strictObject({
  severity: z.enum(SEVERITIES),
  body: said(),
  hyperlink: z.string().nullable().default(null),
  hyperlink_label: said().nullable().default(null),
  user: z.int(),
  event: z.uuid().nullable(),
  /** Undefined where the rule is gone, and for tests of a transport. */
  rule: z.uuid().nullable(),
  /** False for one that only goes by other transports: its owner's pages do not show it. */
  local: z.boolean(),
});

/** A notification as the API returns it, beside its event. */
export type NotificationReply = Omit<
  ReplyOf<typeof notificationFields, typeof notificationFacts>,
  'event' | 'rule' | 'local'
>;

/** What one person is told of one event. Written by the server; its owner says that it was seen, or deletes it. */
export const notification = defineModel({
  name: 'authentik_events.notification',
  table: 'notifications',
  title: 'Notification',
  plural: 'Notifications',
  fields: notificationFields,
  internal: notificationFacts,
  hidden: ['rule', 'local'],
  computed: z.strictObject({ event: replyOf(event).meta({ id: 'Event' }).nullable() }),
  columns: {
    seen: 'boolean',
    severity: 'text',
    body: 'text',
    hyperlink: 'text',
    hyperlink_label: 'text',
    user: 'integer',
    event: 'uuid',
    rule: 'uuid',
    local: 'boolean',
  },
  search: ['severity', 'body', 'event'],
  filters: {
    body: ['exact'],
    created: ['exact'],
    event: ['exact'],
    seen: ['boolean'],
    severity: ['exact'],
    user: ['exact'],
  },
  ordering: ['-created', 'pk'],
});
