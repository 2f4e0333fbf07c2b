import type { z } from 'zod';
import { allOf, countInWords, listInWords, type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { PasswordConfig } from './schema.ts';

type Config = z.output<typeof PasswordConfig>;

/** What a policy about passwords means in a rule. */
export function passwordInWords(config: Config): Phrases | undefined {
  return allOf([
    ...(config.check_static_rules ? staticRules(config) : []),
    ...(config.check_have_i_been_pwned
      ? [
          phrase(
            {
              passes: 'the password is not known to be stolen',
              fails: 'the password is known to be stolen',
            },
            {
              passes: 'das Passwort ist nicht als gestohlen bekannt',
              fails: 'das Passwort ist als gestohlen bekannt',
            },
          ),
        ]
      : []),
    ...(config.check_zxcvbn
      ? [
          phrase(
            { passes: 'the password is hard to guess', fails: 'the password is easy to guess' },
            { passes: 'das Passwort ist schwer zu erraten', fails: 'das Passwort ist leicht zu erraten' },
          ),
        ]
      : []),
  ]);
}

function staticRules(config: Config): readonly Phrases[] {
  const counts: readonly (readonly [number, string, string, string, string])[] = [
    [config.length_min, 'character', 'characters', 'Zeichen', 'Zeichen'],
    [config.amount_digits, 'digit', 'digits', 'Ziffer', 'Ziffern'],
    [config.amount_uppercase, 'capital letter', 'capital letters', 'Großbuchstaben', 'Großbuchstaben'],
    [config.amount_lowercase, 'small letter', 'small letters', 'Kleinbuchstaben', 'Kleinbuchstaben'],
    [config.amount_symbols, 'symbol', 'symbols', 'Sonderzeichen', 'Sonderzeichen'],
  ];
  const wanted = counts.filter(([count]) => count > 0);
  const en = listInWords(
    wanted.map(([count, one, many]) => countInWords(count, one, many)),
    'en',
  );
  const de = listInWords(
    wanted.map(([count, , , one, many]) => countInWords(count, one, many)),
    'de',
  );
  const enough = phrase(
    {
      passes: `the password has at least ${en}`,
      fails: `the password does not have at least ${en}`,
    },
    {
      passes: `das Passwort hat mindestens ${de}`,
      fails: `das Passwort hat nicht mindestens ${de}`,
    },
  );
  const impersonal = phrase(
    {
      passes: 'no name or e-mail address of the person is in the password',
      fails: 'a name or e-mail address of the person is in the password',
    },
    {
      passes: 'im Passwort steht weder ein Name noch eine E-Mail-Adresse der Person',
      fails: 'im Passwort steht ein Name oder eine E-Mail-Adresse der Person',
    },
  );
  return [...(wanted.length > 0 ? [enough] : []), ...(config.forbid_personal_data ? [impersonal] : [])];
}
