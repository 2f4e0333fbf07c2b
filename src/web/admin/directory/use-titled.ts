import { useMemo } from 'react';
import type { JsonSchema } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import type { Key } from '../texts/english.ts';
import { english } from '../texts/english.ts';

const isKey = (key: string): key is Key => Object.hasOwn(english, key);

/** A schema whose fields have their titles in the interface's language. */
export function useTitled(schema: JsonSchema): Readonly<Record<string, unknown>> {
  const { text } = useAdmin();
  return useMemo(
    () => ({
      ...schema,
      properties: Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => {
          const [title, description] = [`field.${name}`, `field.${name}_about`];
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
    [schema, text],
  );
}
