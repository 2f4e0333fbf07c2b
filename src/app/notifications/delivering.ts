import type { Catalogue } from '../../core/catalogue.ts';
import type { Severity } from '../../core/event/notification-models.ts';
import type { Delivery } from '../../core/event/notifications.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { EventRecord } from '../../core/event/store.ts';
import type { Sandbox } from '../../core/expression/sandbox.ts';
import { type Mail, MailFailure } from '../../core/mail/port.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { visible } from '../../core/policy/with-expression.ts';
import type { Clock, Egress } from '../../core/ports.ts';
import { NOTIFICATIONS_APP } from './judging.ts';
import { mailOf, slackBody, subjectOf, type Telling, webhookBody } from './message.ts';

/** Milliseconds that a webhook and a mapping have. */
const PATIENCE = 10_000;
const MAPPING_PATIENCE = 1_000;
/** Bytes of a webhook's answer, which nobody reads. */
const LIMIT = 65_536;

export interface DeliveringDeps {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'get'>;
  readonly objects: Pick<Objects, 'find' | 'insert'>;
  readonly user: (pk: number) => UserFacts | undefined;
  readonly mail: Mail;
  readonly egress: Egress;
  readonly sandbox: Pick<Sandbox, 'run'>;
  /** Quiet: no rule is asked about what deliveries tell. */
  readonly events: EventPort;
  readonly clock: Clock;
  /** Postern's public address; null where nobody has said it. */
  readonly origin: string | null;
}

/** Why a message did not arrive: a plain sentence without the address of a webhook. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
}

/** Takes notifications to people. */
export interface Delivering {
  /** Rejects where the message did not arrive and may be sent again; `last` says that nobody will. */
  deliver(delivery: Delivery, attempt: { readonly last: boolean }): Promise<void>;
  /** Sends a message to whoever asks, so that they see whether the transport works. */
  test(transport: Row, user: UserFacts): Promise<void>;
}

export function createDelivering(deps: DeliveringDeps): Delivering {
  const { catalogue, replica, objects, events, clock } = deps;
  const notifications = catalogue.model('authentik_events.notification');
  const eventModel = catalogue.model('authentik_events.event');

  async function mapped(pk: unknown, telling: Telling): Promise<unknown> {
    if (typeof pk !== 'string') return undefined;
    const mapping = replica.get('property_mappings', pk);
    if (!mapping) throw new DeliveryFailure('The webhook mapping does not exist any more.');
    const { user, event, created, ...told } = telling;
    const said = await deps.sandbox.run(
      String(mapping.expression),
      {
        request: visible({
          user,
          http_request: null,
          obj: null,
          context: { notification: { ...told, created, event: event ?? null }, event: event ?? null },
          debug: false,
          time: clock.now(),
        }),
        extra: {
          user: visible({ user, http_request: null, obj: null, context: {}, debug: false, time: 0 }).user,
        },
      },
      MAPPING_PATIENCE,
    );
    if (said.ok) return said.value ?? null;
    events.emit({
      action: 'property_mapping_exception',
      app: NOTIFICATIONS_APP,
      context: {
        message: `The webhook mapping "${mapping.name}" failed.`,
        mapping: { pk, name: mapping.name },
        exception: said.detail,
      },
    });
    throw new DeliveryFailure(`The webhook mapping "${mapping.name}" failed: ${said.detail}`);
  }

  async function headersOf(transport: Row, telling: Telling): Promise<Record<string, string>> {
    const wanted = await mapped(transport.webhook_mapping_headers, telling);
    if (wanted === undefined) return {};
    const entries =
      typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)
        ? Object.entries(wanted)
        : undefined;
    if (!entries?.every(([name, value]) => isHeader(name, String(value))))
      throw new DeliveryFailure(
        'The webhook mapping for headers has to return an object of names and texts.',
      );
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }

  /** Without the certificate that was to vouch for the server, it is not called. */
  function certificateOf({ webhook_ca }: Row): string | undefined {
    if (typeof webhook_ca !== 'string') return undefined;
    const pair = replica.get('certificate_key_pairs', webhook_ca);
    if (!pair) throw new DeliveryFailure('The certificate of the webhook does not exist any more.');
    return String(pair.certificate_data);
  }

  async function call(transport: Row, telling: Telling): Promise<void> {
    const body =
      (await mapped(transport.webhook_mapping_body, telling)) ??
      (transport.mode === 'webhook_slack' ? slackBody(telling) : webhookBody(telling));
    const answer = await deps.egress.request({
      url: String(transport.webhook_url),
      method: 'POST',
      headers: { ...(await headersOf(transport, telling)), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeout: PATIENCE,
      limit: LIMIT,
      ca: certificateOf(transport),
    });
    if ('refused' in answer) throw new DeliveryFailure(`The webhook was not called: ${answer.refused}`);
    if ('failed' in answer) throw new DeliveryFailure(`The webhook did not answer: ${answer.failed}`);
    if (answer.status < 200 || answer.status > 299)
      throw new DeliveryFailure(`The webhook answered with the status ${answer.status}.`);
  }

  async function send(transport: Row, telling: Telling): Promise<void> {
    switch (transport.mode) {
      case 'webhook':
      case 'webhook_slack':
        return call(transport, telling);
      case 'email': {
        if (telling.user.email === '') return; // nowhere to send it, now or later
        return deps.mail.send({
          to: [telling.user.email],
          subject: subjectOf(String(transport.email_subject_prefix ?? ''), telling.body),
          ...mailOf(telling, deps.origin),
        });
      }
    }
  }

  function giveUp(transport: Row, user: UserFacts, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    events.emit({
      action: 'system_task_exception',
      app: NOTIFICATIONS_APP,
      context: {
        message: `The transport "${transport.name}" could not tell ${user.username}: ${reason}`,
        transport: { pk: transport.pk, name: transport.name },
        recipient: { pk: user.pk, username: user.username },
      },
    });
  }

  return {
    async deliver(delivery, { last }) {
      const row = await objects.find(notifications, { pk: delivery.notification });
      const transport = replica.get('notification_transports', delivery.transport);
      const user = row && deps.user(Number(row.user));
      // Whoever left, and what was deleted since, needs no message.
      if (!row || !transport || !user?.is_active) return;
      const event = row.event ? await objects.find(eventModel, { pk: String(row.event) }) : undefined;
      try {
        await send(transport, {
          severity: row.severity as Severity,
          body: String(row.body),
          hyperlink: (row.hyperlink ?? null) as string | null,
          hyperlink_label: (row.hyperlink_label ?? null) as string | null,
          created: String(row.created),
          user,
          event: event as EventRecord | undefined,
        });
      } catch (error) {
        const kind = error instanceof MailFailure ? error.kind : undefined;
        // The mail port itself tells that nobody has named a server, once for all the mails that wait.
        if (kind === 'unconfigured') return;
        // What may not be sent will not get better by waiting.
        const hopeless = kind === 'invalid';
        if (last || hopeless) giveUp(transport, user, error);
        if (!hopeless) throw error;
      }
    },

    async test(transport, user) {
      const told = {
        severity: 'notice',
        body: 'This is a test: the transport works.',
        hyperlink: null,
        hyperlink_label: null,
      } as const;
      if (transport.mode === 'local')
        await objects.insert(notifications, { ...told, user: user.pk, seen: false, local: true });
      else if (transport.mode === 'email' && user.email === '')
        throw new DeliveryFailure('Your account has no e-mail address that the test could go to.');
      else
        await send(transport, {
          ...told,
          created: new Date(clock.now()).toISOString(),
          user,
          event: undefined,
        });
    },
  };
}

const isHeader = (name: string, value: string): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
