import type { english } from './english.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Loads the one language that is spoken; a further one is a further record with the same keys. */
export const catalogueOf: Readonly<
  Record<Language, () => Promise<Readonly<Record<keyof typeof english, string>>>>
> = {
  en: async () => (await import('./english.ts')).english,
  de: async () => (await import('./german.ts')).german,
};
