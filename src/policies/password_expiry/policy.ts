import { definePolicyType } from '../../core/policy/type.ts';
import { expiryInWords } from './phrases.ts';
import { PasswordExpiryConfig } from './schema.ts';
import { german } from './words.de.ts';

const DAY = 86_400_000;

/** Refuses people whose password is too old, and makes such a password unusable. */
export const passwordExpiry = definePolicyType({
  type: 'password_expiry',
  model: 'authentik_policies_expiry.passwordexpirypolicy',
  component: 'ak-policy-password-expiry-form',
  title: 'Password Expiry',
  description: 'Refuses a password that was set too long ago.',
  example: 'Where rules ask for it: “a password has to be changed after a year”.',
  config: PasswordExpiryConfig,
  words: { de: german },
  messages: {
    expired: 'Your password has expired.',
    expired_since: 'Your password expired {days} day(s) ago. Please set a new one.',
  },
  uses: [],
  beyondPerson: () => false,
  phrases: expiryInWords,
  evaluate({ config, request, pass, fail }) {
    const { user, time } = request;
    if (user.pk === null) {
      return { fault: 'missing', detail: 'nobody is known yet whose password could have expired' };
    }
    // Who never set a password has none that could be too old: an account of a source, a service account.
    if (user.password_change_date === null) return pass();
    const age = Math.floor((time - Date.parse(user.password_change_date)) / DAY);
    if (Number.isNaN(age)) return { fault: 'exception', detail: 'the date of the password cannot be read' };
    if (config.days > 0 && age < config.days) return pass();
    if (config.deny_only) return fail('expired');
    return {
      ...fail('expired_since', { days: Math.max(0, age - Math.max(0, config.days)) }),
      effects: [{ kind: 'expire_password', user: user.pk }],
    };
  },
});
