import type { z } from 'zod';
import type { Row } from './model.ts';

/** What a type's schema reads of a stored row: its own fields, without what all of the kind share. */
export const ownFields = <C extends z.ZodObject>(
  config: C,
  row: Row | Readonly<Record<string, unknown>>,
): z.ZodSafeParseResult<z.output<C>> =>
  config.safeParse(
    Object.fromEntries(
      Object.keys(config.shape).flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
    ),
  );
