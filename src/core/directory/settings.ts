import { z } from 'zod';

/** Light or dark: as the system has it, or always the same. The names are those of the wire. */
export const THEMES = ['automatic', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** A tag such as `de` or `pt-BR`; empty: what the browser asks for. */
const language = z
  .string()
  .max(35)
  .regex(/^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$/, 'This is no language, such as "de" or "pt-BR".');

/** The library lists a person's applications; so many of them can be favourites. */
const MOST_FAVOURITES = 200;

/**
 * What people choose for themselves. It is kept in their attributes under `settings`, where prompts of flows and
 * administrators find it too, so whatever else stands there stays.
 */
export const OwnSettings = z
  .strictObject({
    locale: language.optional(),
    theme: z.strictObject({ base: z.enum(THEMES) }).optional(),
    library: z
      .strictObject({
        layout: z.enum(['tiles', 'list']).optional(),
        favourites: z
          .array(z.uuid())
          .max(MOST_FAVOURITES)
          .optional()
          .meta({ description: 'Keys of applications, in the order in which they are shown.' }),
      })
      .optional(),
  })
  .meta({ id: 'OwnSettingsRequest' });
export type OwnSettings = z.output<typeof OwnSettings>;

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The settings that somebody's attributes hold; empty where they hold something else under that name. */
export const settingsOf = (attributes: Json): Json =>
  isRecord(attributes.settings) ? attributes.settings : {};

/** The attributes with what was chosen written over what is there. */
export function withSettings(attributes: Json, chosen: OwnSettings): Json {
  const settings: Record<string, unknown> = { ...settingsOf(attributes) };
  for (const [name, value] of Object.entries(chosen))
    settings[name] = isRecord(value) && isRecord(settings[name]) ? { ...settings[name], ...value } : value;
  return { ...attributes, settings };
}

/** How somebody wants pages to look and speak, as far as what is kept can be understood. */
export function pageSettings(attributes: Json): { readonly theme?: Theme; readonly language?: string } {
  const { theme, locale } = settingsOf(attributes);
  const base = isRecord(theme) ? THEMES.find((one) => one === theme.base) : undefined;
  const tag = language.safeParse(locale);
  return {
    ...(base ? { theme: base } : {}),
    ...(tag.success && tag.data !== '' ? { language: tag.data } : {}),
  };
}
