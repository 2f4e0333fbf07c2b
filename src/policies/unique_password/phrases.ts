import type { z } from 'zod';
import { type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { UniquePasswordConfig } from './schema.ts';

/** What a policy about former passwords means in a rule. */
export function uniquenessInWords({
  num_historical_passwords: count,
}: z.output<typeof UniquePasswordConfig>): Phrases | undefined {
  if (count === 0) return undefined;
  const [en, de] =
    count === 1
      ? ['the present password or the one before', 'das jetzige Passwort oder das davor']
      : [
          `the present password or one of the ${count} before`,
          `das jetzige Passwort oder eines der ${count} davor`,
        ];
  return phrase(
    { passes: `the new password is not ${en}`, fails: `the new password is ${en}` },
    { passes: `das neue Passwort ist nicht ${de}`, fails: `das neue Passwort ist ${de}` },
  );
}
