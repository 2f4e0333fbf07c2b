import type { z } from 'zod';
import { countInWords, type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { PasswordExpiryConfig } from './schema.ts';

/** What a policy about the age of passwords means in a rule. */
export function expiryInWords({ days }: z.output<typeof PasswordExpiryConfig>): Phrases {
  if (days <= 0)
    return phrase(
      { passes: 'they have never set a password', fails: 'they have set a password' },
      { passes: 'hat nie ein Passwort gesetzt', fails: 'hat ein Passwort gesetzt' },
    );
  const [en, de] = [countInWords(days, 'day', 'days'), countInWords(days, 'Tag', 'Tage')];
  return phrase(
    { passes: `their password is less than ${en} old`, fails: `their password is ${en} old or older` },
    {
      passes: `hat ein Passwort, das keine ${de} alt ist`,
      fails: `hat ein Passwort, das ${de} alt ist oder älter`,
    },
  );
}
