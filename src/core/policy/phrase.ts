/** The languages that the pages speak. */
export const PHRASE_LANGUAGES = ['en', 'de'] as const;
export type PhraseLanguage = (typeof PHRASE_LANGUAGES)[number];

/**
 * What it means that a policy passes, and what that it does not (for negated bindings): a part of the sentence "People
 * can open this application if …", in German of "… kann öffnen, für wen gilt: …".
 */
export interface Phrase {
  readonly passes: string;
  readonly fails: string;
}

export type Phrases = Readonly<Record<PhraseLanguage, Phrase>>;

const KINDS = { and: 'conjunction', or: 'disjunction' } as const;

/** "A, B and C" or "A, B or C", in that language. */
export const listInWords = (
  items: readonly string[],
  language: PhraseLanguage,
  word: 'and' | 'or' = 'and',
): string => new Intl.ListFormat(language, { type: KINDS[word] }).format(items);

/** "{n} name" of the two forms. */
export const countInWords = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

/** A phrase from its four texts. */
export const phrase = (en: Phrase, de: Phrase): Phrases => ({ en, de });

/** What holds where all of these hold; undefined where there are none. */
export const allOf = (parts: readonly Phrases[]): Phrases | undefined => joined(parts, 'and', 'or');

/** What holds where one of these does; undefined where there are none. */
export const anyOf = (parts: readonly Phrases[]): Phrases | undefined => joined(parts, 'or', 'and');

function joined(parts: readonly Phrases[], word: 'and' | 'or', contrary: 'and' | 'or'): Phrases | undefined {
  if (parts.length === 0) return undefined;
  const of = (language: PhraseLanguage): Phrase => ({
    passes: listInWords(
      parts.map((part) => part[language].passes),
      language,
      word,
    ),
    fails: listInWords(
      parts.map((part) => part[language].fails),
      language,
      contrary,
    ),
  });
  return { en: of('en'), de: of('de') };
}
