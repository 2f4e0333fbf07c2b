import type { Key } from './english.ts';
import type { Language } from './index.ts';

type Words = Readonly<Partial<Record<Key, string>>>;

/** What can be said by now: the words of the first load, and those that came with pages since. */
const known: Record<string, string> = {};

/** Adds words to what can be said. */
export const learn = (words: Words): void => void Object.assign(known, words);

/** All words by key. A page is shown when its words are there, so that none is missing where it is read. */
export const spoken = known as Readonly<Record<Key, string>>;

/** Whether there are words of that name. */
export const isKey = (key: string): key is Key => Object.hasOwn(known, key);

/**
 * The words of an area that are fetched with the pages that show something of it: what nobody opens weighs nothing.
 * Only the area says them; its name in the navigation is a word of all pages.
 */
export const wordsOf = (later: Readonly<Record<Language, () => Promise<Words>>>) => async (): Promise<void> =>
  learn(await later[document.documentElement.lang as Language]());
