import type { z } from 'zod';
import { type FilterKind, metaOf } from './model.ts';

/** Kinds of schema whose values are one plain value, which a query can name. */
const PLAIN = new Set(['string', 'number', 'int', 'enum', 'union', 'literal']);

function plainKind(schema: z.ZodType): FilterKind | undefined {
  let inner = schema;
  for (let next = innerOf(inner); next; next = innerOf(inner)) inner = next;
  const { type } = inner.def as { type: string };
  return type === 'boolean' ? 'boolean' : PLAIN.has(type) ? 'exact' : undefined;
}

const innerOf = (schema: z.ZodType): z.ZodType | undefined =>
  (schema.def as { innerType?: z.ZodType }).innerType;

/** A filter for each plain field: equal to the value. Secret fields have none, or lists would tell what they are. */
export function filtersByFields(fields: z.ZodObject): Readonly<Record<string, readonly FilterKind[]>> {
  const filters: Record<string, readonly FilterKind[]> = {};
  for (const [field, schema] of Object.entries(fields.shape)) {
    const kind = plainKind(schema as z.ZodType);
    if (kind !== undefined && metaOf(schema as z.ZodType).secret !== true) filters[field] = [kind];
  }
  return filters;
}
