import type { EventPort } from '../../core/event/port.ts';
import { type Mail, MailFailure } from '../../core/mail/port.ts';
import type { Clock } from '../../core/ports.ts';

/** Milliseconds between two events that say the same. */
const PATIENCE = 3_600_000;

/** A mail port that tells of what it sent, and of a configuration that cannot send; the bodies stay untold. */
export function tellingMail(deps: {
  readonly mail: Mail;
  readonly events: EventPort;
  readonly clock: Clock;
  /** The part of Postern that sends. */
  readonly app: string;
}): Mail {
  const { mail, events, clock, app } = deps;
  let told = Number.NEGATIVE_INFINITY;
  return {
    async send(message) {
      try {
        await mail.send(message);
      } catch (error) {
        if (error instanceof MailFailure && error.kind === 'unconfigured' && clock.now() - told >= PATIENCE) {
          told = clock.now();
          events.emit({ action: 'configuration_error', app, context: { message: error.message } });
        }
        throw error;
      }
      events.emit({
        action: 'email_sent',
        app,
        context: {
          message: `An e-mail was sent to ${message.to.join(', ')}.`,
          subject: message.subject,
          to_email: message.to,
        },
      });
    },
  };
}
