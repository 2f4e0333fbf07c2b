import type { JsonSchema, Values } from '../../../ui/form/fields.ts';
import type { Key } from '../texts/english.ts';

/** A rule as it is edited; which fields there are the API says (see the test). */
export const RULE = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    severity: { type: 'string', enum: ['notice', 'warning', 'alert'], default: 'notice' },
    destination_group: { type: ['string', 'null'], default: null, ref: 'authentik_core.group' },
    destination_event_user: { type: 'boolean', default: false },
    transports: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      ref: 'authentik_events.notificationtransport',
    },
  },
} as const satisfies JsonSchema;

export const RULE_TITLES: Readonly<Record<string, Key>> = {
  severity: 'notice.severity',
  severity_about: 'notice.severity_about',
  destination_group: 'notice.group',
  destination_group_about: 'notice.group_about',
  destination_event_user: 'notice.event_user',
  destination_event_user_about: 'notice.event_user_about',
  transports: 'notice.transports',
  transports_about: 'notice.transports_about',
};

const mapping = {
  type: ['string', 'null'],
  default: null,
  ref: 'authentik_events.notificationwebhookmapping',
} as const;

/** A transport as it is edited. */
export const TRANSPORT = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    mode: { type: 'string', enum: ['local', 'email', 'webhook', 'webhook_slack'], default: 'local' },
    webhook_url: { type: 'string', default: '' },
    send_once: { type: 'boolean', default: false },
    webhook_ca: { type: ['string', 'null'], default: null, ref: 'authentik_crypto.certificatekeypair' },
    webhook_mapping_body: mapping,
    webhook_mapping_headers: mapping,
    email_subject_prefix: { type: 'string', default: 'Postern notification: ' },
  },
} as const satisfies JsonSchema;

export const TRANSPORT_TITLES: Readonly<Record<string, Key>> = {
  mode: 'notice.mode',
  mode_about: 'notice.mode_about',
  webhook_url: 'notice.url',
  webhook_url_about: 'notice.url_about',
  send_once: 'notice.once',
  send_once_about: 'notice.once_about',
  webhook_ca: 'notice.ca',
  webhook_ca_about: 'notice.ca_about',
  webhook_mapping_body: 'notice.body',
  webhook_mapping_body_about: 'notice.body_about',
  webhook_mapping_headers: 'notice.headers',
  webhook_mapping_headers_about: 'notice.headers_about',
  email_subject_prefix: 'notice.prefix',
  email_subject_prefix_about: 'notice.prefix_about',
};

const CALLING = ['webhook_url', 'webhook_ca', 'webhook_mapping_body', 'webhook_mapping_headers'];
const MAILING = ['email_subject_prefix'];

/** The fields of a transport that say nothing for the way that is chosen. */
export function idleOf({ mode }: Values): ReadonlySet<string> {
  const calls = mode === 'webhook' || mode === 'webhook_slack';
  const mails = mode === 'email';
  return new Set([
    ...(calls ? [] : CALLING),
    ...(mails ? [] : MAILING),
    ...(calls || mails ? [] : ['send_once']),
  ]);
}
