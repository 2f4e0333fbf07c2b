import { z } from 'zod';
import { brandOf } from '../../core/brand/brand-of.ts';
import { nowProven, pendingUser } from '../../core/flow/context.ts';
import {
  canCheckPassword,
  checkPassword,
  loginFailed,
  passwordUncheckable,
} from '../../core/flow/credentials.ts';
import { flowPage } from '../../core/flow/flow-page.ts';
import { defineStageType, type StageInput } from '../../core/flow/stage-type.ts';
import { PasswordConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Wrong tries of this visit. */
const Memory = z.object({ tries: z.int() }).catch({ tries: 0 });

type Input = StageInput<z.output<typeof PasswordConfig>, 'configuration'>;

function recovery({ ports, request, query }: Input): { recovery_url?: string } {
  const brand = brandOf(ports.configuration.all('brands'), request.host);
  const pk = brand?.flow_recovery;
  const flow = typeof pk === 'string' ? ports.configuration.get('flows', pk) : undefined;
  return flow ? { recovery_url: flowPage(String(flow.slug), query) } : {};
}

/** Proves the pending user by a password or an app password. */
export const password = defineStageType({
  type: 'password',
  model: 'authentik_stages_password.passwordstage',
  component: 'ak-stage-password-form',
  title: 'Password',
  description: "Asks for the pending user's password.",
  config: PasswordConfig,
  words: { de: german },
  challenge: 'ak-stage-password',
  asks: z.strictObject({ recovery_url: z.string().optional(), allow_show_password: z.boolean() }),
  // Taken as typed: neither trimmed nor normalised.
  answer: z.strictObject({ password: z.string().min(1) }),
  messages: {
    invalid: 'Invalid password',
    inactive: 'This account is not active.',
    no_pending_user: 'No Pending user to check the password of.',
    uncheckable: 'Passwords cannot be checked here. Tell whoever runs this server.',
  },
  uses: ['users', 'hashing', 'configuration', 'events', 'clock', 'tries'],
  proves: true,
  configurable: true,
  traits: () => ({ proves_by: 'password' }),

  check: ({ backends }) =>
    canCheckPassword(backends)
      ? {}
      : {
          backends: [
            'No password would ever be right: this version asks neither LDAP nor Kerberos. ' +
              'Add authentik.core.auth.InbuiltBackend or authentik.core.auth.TokenBackend.',
          ],
        },

  begin(input) {
    const { config, stage, context, request, memory, ports, ask, deny } = input;
    if (!context.pending_user) return deny('no_pending_user');
    // Whoever is asked for a password that cannot be checked looks for the mistake in what they type.
    if (!canCheckPassword(config.backends)) {
      ports.events.emit(passwordUncheckable({ stage, backends: config.backends, request }));
      return deny('uncheckable');
    }
    return ask(
      { ...recovery(input), allow_show_password: config.allow_show_password },
      // Showing the challenge again is no new visit: the tries stay counted.
      Memory.parse(memory),
    );
  },

  async answered({ config, stage, context, pending, request, memory, execution, answer, ports, ...say }) {
    if (!context.pending_user) return say.deny('no_pending_user');
    const identifier = context.pending_user_identifier ?? context.pending_user.username;
    const match = await checkPassword({
      user: pending,
      identifier,
      tries: ports.tries,
      password: answer.password,
      backends: config.backends,
      users: ports.users,
      hashing: ports.hashing,
    });
    if (!match || !pending) {
      ports.events.emit(loginFailed({ stage, identifier, user: pending, request }));
      const tries = Memory.parse(memory).tries + 1;
      if (tries >= config.failed_attempts_before_cancel) return say.deny('invalid');
      return say.retry({ password: 'invalid' }, { memory: { tries } });
    }
    if (!pending.is_active) {
      ports.events.emit(loginFailed({ stage, identifier, user: pending, request }));
      return say.deny('inactive');
    }
    const proof = { type: 'password', execution, time: ports.clock.now() };
    return say.done({ pending_user: pendingUser(pending), ...nowProven(context.proofs, proof, match) });
  },
});
