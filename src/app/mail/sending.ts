import type { EventPort } from '../../core/event/port.ts';
import { type Mail, MailFailure } from '../../core/mail/port.ts';
import type { Outbox } from '../../core/mail/posting.ts';
import { type MailServer, serverOf } from '../../core/mail/server.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { Clock } from '../../core/ports.ts';

export interface SendingDeps {
  readonly outbox: Pick<Outbox, 'find' | 'remove'>;
  readonly replica: Pick<Replica, 'get'>;
  /** The global server. */
  readonly mail: Mail;
  /** A server that a stage names. */
  readonly mailOf: (server: MailServer) => Mail;
  readonly events: EventPort;
  readonly clock: Clock;
}

export interface Sending {
  /** Sends one mail of the queue; throws where it is worth another try. */
  send(pk: string, attempt: { readonly last: boolean }): Promise<void>;
}

/** Takes mails from the queue to their servers. A mail leaves the queue once its server has taken it. */
export function createSending({ outbox, replica, mail, mailOf, events, clock }: SendingDeps): Sending {
  function giveUp(to: readonly string[], reason: string): void {
    events.emit({
      action: 'system_task_exception',
      app: 'postern.mail',
      context: { message: `An e-mail to ${to.join(', ')} could not be sent: ${reason}` },
    });
  }

  return {
    async send(pk, { last }) {
      const queued = await outbox.find(pk);
      if (!queued) return;
      const { message, stage, expires } = queued;
      if (message === null) return outbox.remove(pk);
      if (expires <= clock.now()) {
        giveUp(message.to, 'what is in it has expired in the meantime.');
        return outbox.remove(pk);
      }
      const row = stage === null ? undefined : replica.get('stages', stage);
      const server = row && serverOf(row);
      try {
        await (server ? mailOf(server) : mail).send({ ...message, id: pk });
      } catch (error) {
        // What may not be sent will not get better by waiting.
        const hopeless = error instanceof MailFailure && error.kind === 'invalid';
        if (last || hopeless) {
          giveUp(message.to, error instanceof Error ? error.message : String(error));
          await outbox.remove(pk);
        }
        if (hopeless) return;
        throw error;
      }
      await outbox.remove(pk);
    },
  };
}
