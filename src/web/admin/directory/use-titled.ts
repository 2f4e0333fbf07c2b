import { useMemo } from 'react';
import type { JsonSchema } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import type { Key } from '../texts/english.ts';
import { isKey } from '../texts/spoken.ts';

const NONE: Readonly<Record<string, Key>> = {};

/**
 * A schema whose fields have their titles in the interface's language. `own` gives the words of fields that mean
 * something else here: by the field's name the title, by `<name>_about` the help.
 */
export function useTitled(
  schema: JsonSchema,
  own: Readonly<Record<string, Key>> = NONE,
): Readonly<Record<string, unknown>> {
  const { text } = useAdmin();
  return useMemo(
    () => ({
      ...schema,
      properties: Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => {
          const title = own[name] ?? `field.${name}`;
          const description = own[`${name}_about`] ?? `field.${name}_about`;
          return [
            name,
            {
              ...property,
              ...(isKey(title) ? { title: text(title) } : {}),
              ...(isKey(description) ? { description: text(description) } : {}),
            },
          ];
        }),
      ),
    }),
    [schema, own, text],
  );
}
