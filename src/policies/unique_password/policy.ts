import { enteredPassword } from '../../core/policy/entered-password.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import { uniquenessInWords } from './phrases.ts';
import { UniquePasswordConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Refuses a new password that the person has, or had not long ago. */
export const uniquePassword = definePolicyType({
  type: 'unique_password',
  model: 'authentik_policies_unique_password.uniquepasswordpolicy',
  component: 'ak-policy-password-uniqueness-form',
  title: 'Password Uniqueness',
  description: 'Refuses a new password that is the same as the present one or a former one.',
  example: 'At the prompt stage that asks for a new password: “none of the last five passwords again”.',
  config: UniquePasswordConfig,
  words: { de: german },
  messages: {
    not_in_context: 'No password was entered.',
    reused: 'You have used this password before. Choose another one.',
  },
  uses: ['users', 'passwordHistory', 'hashing', 'clock'],
  secrets: ({ password_field }) => [password_field],
  phrases: uniquenessInWords,

  async gather({ config, request, ports, timeout }): Promise<{ reused: boolean } | Fault> {
    const { pk } = request.user;
    const count = config.num_historical_passwords;
    const entered = enteredPassword(request, config.password_field);
    if (entered === undefined || pk === null || count === 0) return { reused: false };
    const end = ports.clock.now() + timeout;
    const [present, former] = await Promise.all([
      ports.users.passwordHash(pk),
      ports.passwordHistory.recent(pk, count),
    ]);
    // One after the other: whoever signs in meanwhile needs the same threads.
    for (const hash of [present, ...former].filter((hash) => hash !== '')) {
      if (ports.clock.now() >= end) {
        return { fault: 'timeout', detail: 'the former passwords could not be compared in time' };
      }
      if (await ports.hashing.verify(hash, entered)) return { reused: true };
    }
    return { reused: false };
  },

  evaluate({ config, request, facts, pass, fail }) {
    if (enteredPassword(request, config.password_field) === undefined) return fail('not_in_context');
    return facts.reused ? fail('reused') : pass();
  },
});
