import { type Phrases, phrase } from '../../core/policy/phrase.ts';

/** What a lockout policy means in a rule. */
export const lockoutInWords = (): Phrases =>
  phrase(
    { passes: 'they are not locked out', fails: 'they are locked out' },
    { passes: 'ist nicht ausgesperrt', fails: 'ist ausgesperrt' },
  );
