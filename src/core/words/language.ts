/** The languages that pages and answers speak. English is the one that all others are made from. */
export const SPOKEN = ['en', 'de'] as const;
export type Spoken = (typeof SPOKEN)[number];

/**
 * Words of one language by the English ones. `{name}` stands for a value, under the same name on both sides; where the
 * value is itself made of such words, the other language says so: `{name:words}`, or `{name:list}` for several with
 * ", and " between them. Parts of sentences, which mean something only inside such a place, begin with "…".
 */
export type Words = Readonly<Record<string, string>>;

/** The words of a type, or of a part of Postern, in all languages beside English. */
export type Translations = Readonly<Record<Exclude<Spoken, 'en'>, Words>>;

/** What makes one text of another: the words of a language, or what was said where there are none. */
export type Say = (text: string) => string;

/** One of the languages, by its tag alone or by a tag that begins with it (`de-AT`). */
export function spokenBy(tag: string): Spoken | undefined {
  const [language = ''] = tag.toLowerCase().split('-');
  return SPOKEN.find((one) => one === language);
}

/** The language that an `Accept-Language` header wants most (RFC 9110, 12.5.4); undefined where it names none of ours. */
export function spokenIn(header: string): Spoken | undefined {
  const wanted = header.split(',', MOST).map((part, index) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((one) => /^q=/i.test(one));
    return { tag, index, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
  const [first] = wanted
    .filter(({ tag, weight }) => weight > 0 && spokenBy(tag) !== undefined)
    .toSorted((one, other) => other.weight - one.weight || one.index - other.index);
  return first && spokenBy(first.tag);
}

/** Languages in a header that are looked at; no browser sends so many. */
const MOST = 50;

/** Whether a request says anything about languages. Programs mostly do not: for them nothing changes. */
export const wantsLanguage = (header: string): boolean =>
  header.split(',', MOST).some((part) => /^\s*[a-z]/i.test(part));
