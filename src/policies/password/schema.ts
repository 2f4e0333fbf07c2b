import { z } from 'zod';
import { uint31 } from '../../core/model/fields.ts';

/** ASCII's punctuation and the space. */
const SYMBOLS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ ';

const amount = (what: string) =>
  uint31()
    .default(0)
    .meta({
      title: `Least ${what}`,
      slider: [0, 10],
      description: `How many ${what} there have to be; 0 = any number.`,
    });

export const PasswordConfig = z.strictObject({
  password_field: z.string().min(1).default('password').meta({
    title: 'Password field',
    widget: 'prompt-key',
    description: 'The field key of the prompt that holds the password.',
  }),
  check_static_rules: z.boolean().default(true).meta({
    title: 'Check static rules',
    description: 'Length and kinds of characters.',
  }),
  check_have_i_been_pwned: z.boolean().default(false).meta({
    title: 'Check stolen passwords',
    description:
      'Asks Have I Been Pwned whether the password is among stolen ones. Only the first five characters of its SHA-1 are sent.',
  }),
  check_zxcvbn: z.boolean().default(false).meta({
    title: 'Check strength',
    description: 'Estimates with zxcvbn how hard the password is to guess.',
  }),
  length_min: uint31()
    .default(0)
    .meta({
      title: 'Least length',
      slider: [0, 64],
      description:
        'Characters that the password has to have; an emoji counts as one where it is one code point.',
    }),
  amount_digits: amount('digits'),
  amount_uppercase: amount('capital letters').meta({ description: 'How many of A to Z there have to be.' }),
  amount_lowercase: amount('small letters').meta({ description: 'How many of a to z there have to be.' }),
  amount_symbols: amount('symbols'),
  symbol_charset: z.string().min(1).default(SYMBOLS).meta({
    title: 'Symbols',
    description:
      'The characters that count as symbols, in one text. Which of them come twice is of no importance.',
  }),
  forbid_personal_data: z.boolean().default(false).meta({
    title: 'No personal data',
    description:
      'A static rule: no name or e-mail address of the person may stand in the password, nor a word of four characters or more of one.',
  }),
  error_message: z.string().default('').meta({
    title: 'Error message',
    description: 'Shown where a static rule is broken; empty = which rules those are.',
  }),
  hibp_allowed_count: uint31()
    .default(0)
    .meta({
      title: 'Allowed thefts',
      slider: [0, 100],
      description: 'How often the password may have been stolen.',
    }),
  zxcvbn_score_threshold: uint31()
    .default(2)
    .meta({
      title: 'Strength to exceed',
      slider: [0, 4],
      description: 'The password has to be stronger than this: 0 (guessed at once) to 4, which none exceeds.',
    }),
});
