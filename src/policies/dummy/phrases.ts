import type { z } from 'zod';
import { type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { DummyConfig } from './schema.ts';

/** What a dummy means in a rule. */
export const dummyInWords = ({ result }: z.output<typeof DummyConfig>): Phrases => {
  const [always, never] = [
    { en: 'a dummy says yes, as it always does', de: 'ein Platzhalter sagt ja, was er immer tut' },
    { en: 'a dummy says yes, which it never does', de: 'ein Platzhalter sagt ja, was er nie tut' },
  ];
  const [yes, no] = result ? [always, never] : [never, always];
  return phrase({ passes: yes.en, fails: no.en }, { passes: yes.de, fails: no.de });
};
