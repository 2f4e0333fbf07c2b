import { english, type Key } from './english.ts';
import { german } from './german.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Every language that the admin interface speaks; a further one is a further record with the same keys. */
export const catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  en: english,
  de: german,
};
