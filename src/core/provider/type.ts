import type { z } from 'zod';
import type { MappingType } from '../mapping/models.ts';
import type { Translations } from '../words/language.ts';

/** A provider type: how an application is spoken to. Its protocol lives in the folder's `endpoint.ts`. */
export interface ProviderType {
  /** Path segment and value of the `type` column, e.g. `oauth2`. */
  readonly type: string;
  readonly model: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly icon_url: string;
  /** The type's own fields, beside name, flows and property mappings. */
  readonly config: z.ZodObject;
  /** Values that the server makes where the client leaves the field out (`client_id`, `client_secret`). */
  readonly generated: Readonly<Record<string, 'token40' | 'token128'>>;
  readonly mappings: readonly MappingType[];
  /** What the type and its mappings say, in the other languages. */
  readonly words?: Translations;
  /** The address that opens the application where it has none of its own; null where there is none. */
  launchUrl(config: Readonly<Record<string, unknown>>): string | null;
  /** Checks what one field's schema cannot say; errors by field. */
  check?(config: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>>;
}

/** Declares a provider type: a folder under `src/providers/` and one line in its list. */
export const defineProviderType = (spec: ProviderType): ProviderType => spec;
