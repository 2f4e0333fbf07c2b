import type { JsonSchema } from '../../../ui/form/fields.ts';
import type { Key } from '../texts/english.ts';

const name = { type: 'string' } as const;
const enabled = { type: 'boolean', default: true } as const;
const context = { type: 'object', default: {} } as const;

/** A blueprint from a file of the library; which files there are is looked up. */
export const FROM_FILE = {
  type: 'object',
  required: ['name', 'path'],
  properties: { name, path: { type: 'string', widget: 'blueprint-file' }, context, enabled },
} as const satisfies JsonSchema;

/** A blueprint whose text is kept with it. */
export const FROM_TEXT = {
  type: 'object',
  required: ['name', 'content'],
  properties: { name, content: { type: 'string', widget: 'yaml' }, context, enabled },
} as const satisfies JsonSchema;

/** The words of a blueprint's fields. */
export const TITLES: Readonly<Record<string, Key>> = {
  path: 'blueprints.field_path',
  path_about: 'blueprints.field_path_about',
  content: 'blueprints.field_content',
  content_about: 'blueprints.field_content_about',
  context: 'blueprints.field_context',
  context_about: 'blueprints.field_context_about',
  enabled: 'blueprints.enabled',
  enabled_about: 'blueprints.field_enabled_about',
};
