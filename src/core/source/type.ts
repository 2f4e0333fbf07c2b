import type { z } from 'zod';
import type { MappingType } from '../mapping/models.ts';
import type { Translations } from '../words/language.ts';

/** A source type: how people from elsewhere sign in. Its protocol lives in the folder's `driver.ts`. */
export interface SourceType {
  /** Path segment and value of the `type` column, e.g. `oauth`. */
  readonly type: string;
  readonly model: string;
  /** Wire name of the connection model, e.g. `authentik_sources_oauth.useroauthsourceconnection`. */
  readonly connection: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly icon_url: string;
  /** The type's own fields, beside those of every source. */
  readonly config: z.ZodObject;
  readonly mappings: readonly MappingType[];
  /** What the type and its mappings say, in the other languages. */
  readonly words?: Translations;
  /** True where an identification stage can show a button for it. */
  readonly button: boolean;
  /** Read-only fields of its sources on the wire, beside those of every source. */
  readonly computed?: z.ZodObject;
  /** The values of those fields that need nothing but the source itself. */
  present?(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Checks what one field's schema cannot say; errors by field. */
  check?(config: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>>;
}

/** Declares a source type: a folder under `src/sources/` and one line in its list. */
export const defineSourceType = (spec: SourceType): SourceType => spec;
