import type { Users } from '../../core/directory/ports.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Log } from '../../core/log.ts';
import type { Mail } from '../../core/mail/port.ts';
import type { Effect } from '../../core/policy/effect.ts';
import { redactorOf } from '../../core/policy/record.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';

/** Carries out what policies wanted to happen. Never rejects: a decision stands whatever becomes of its effects. */
export type Perform = (effects: readonly Effect[], request: PolicyRequest) => Promise<void>;

export interface PerformDeps {
  readonly events: EventPort;
  readonly users: Pick<Users, 'expirePassword'>;
  readonly mail: Mail;
  readonly log: Log;
}

/** Changes of a flow's context and redirects are the flow's own affair: it reads them from the decision. */
export function createPerform({ events, users, mail, log }: PerformDeps): Perform {
  const failed = (effect: Effect, error: unknown) =>
    log.error({ err: error, effect: effect.kind }, 'what a policy wanted to happen did not');

  async function perform(effect: Effect, request: PolicyRequest): Promise<void> {
    switch (effect.kind) {
      case 'expire_password':
        return users.expirePassword(effect.user);
      case 'email': {
        const { to, cc, bcc, subject, body } = effect;
        // A slow mail server holds up nobody who waits for a decision.
        void mail.send({ to, cc, bcc, subject, text: body }).catch((error: unknown) => failed(effect, error));
        return;
      }
      case 'event': {
        // Never one of Postern's own actions: those are believed, by reputation as by whoever reads the log.
        const action = effect.action.replace(/^custom_/, '');
        events.emit({
          action: `custom_${action}`,
          app: 'postern.policies',
          user: request.user,
          http_request: request.http_request,
          context: redactorOf(request).data(effect.context) as Record<string, unknown>,
        });
      }
    }
  }

  return async (effects, request) => {
    for (const effect of effects) {
      try {
        await perform(effect, request);
      } catch (error) {
        failed(effect, error);
      }
    }
  };
}
