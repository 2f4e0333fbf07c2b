import { seconds } from '../../core/model/fields.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import { lockoutInWords } from './phrases.ts';
import { LockoutConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Locks accounts whose secrets are guessed at. In the flows that it is bound to, it says how often that may be wrong. */
export const lockout = definePolicyType({
  type: 'lockout',
  model: 'authentik_policies_lockout.lockoutpolicy',
  component: 'ak-policy-lockout-form',
  title: 'Lockout',
  description: 'Locks an account for a while after too many wrong tries, over all names, factors and flows.',
  example: 'Bound to the login flow: “after ten wrong tries, fifteen minutes nothing is judged”.',
  config: LockoutConfig,
  words: { de: german },
  messages: { locked: 'Too many wrong tries. This account is locked for a while.' },
  uses: ['tries'],
  phrases: lockoutInWords,
  beyondPerson: () => true,

  gather({ request, ports }) {
    const { user, http_request } = request;
    // Nobody is known yet; and whoever is signed in has proven who they are.
    const signedIn = user.pk !== null && http_request?.user === user.pk;
    if (user.username === '' || signedIn) return null;
    return ports.tries.lockedUntil(
      { user: user.pk === null ? undefined : user, identifier: user.username },
      http_request?.client_ip ?? null,
    );
  },

  evaluate: ({ facts, pass, fail }) => (facts === null ? pass() : fail('locked')),

  fits: ({ target }) =>
    target === 'stage_binding'
      ? [
          'A lockout counts the tries of a whole flow: bind it to the flow. At a stage it would only leave the stage out for whoever is locked.',
        ]
      : [],

  check: ({ config }) => ({
    ...(seconds(config.duration) >= 1 ? {} : { duration: ['Lock for a second at least.'] }),
    ...(seconds(config.window) >= 1 ? {} : { window: ['Count for a second at least.'] }),
    ...(config.attempts_from_address > config.attempts
      ? { attempts_from_address: ['This cannot be more than the tries of the account.'] }
      : {}),
  }),
});
