import type { Settings } from './api.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a person chose, read from what is kept: administrators may write there too, so anything may stand in it. */
export interface Choices {
  readonly favourites: readonly string[];
  readonly layout: 'tiles' | 'list';
  readonly theme: 'automatic' | 'light' | 'dark';
  /** Empty: as the browser wants it. */
  readonly locale: string;
}

export function choicesOf(settings: Json): Choices {
  const library = isRecord(settings.library) ? settings.library : {};
  const theme = isRecord(settings.theme) ? settings.theme.base : undefined;
  const favourites = Array.isArray(library.favourites) ? library.favourites : [];
  return {
    favourites: favourites.filter((one) => typeof one === 'string'),
    layout: library.layout === 'list' ? 'list' : 'tiles',
    theme: theme === 'light' || theme === 'dark' ? theme : 'automatic',
    locale: typeof settings.locale === 'string' ? settings.locale : '',
  };
}

/** What is kept, with a choice written over it, as the server does it. */
export function withChoice(settings: Json, chosen: Settings): Json {
  const after: Record<string, unknown> = { ...settings };
  for (const [name, value] of Object.entries(chosen)) {
    const before = after[name];
    after[name] = isRecord(value) && isRecord(before) ? { ...before, ...value } : value;
  }
  return after;
}
