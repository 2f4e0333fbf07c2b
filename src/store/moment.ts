import { type RawBuilder, sql } from 'kysely';

/** A moment of JavaScript (milliseconds since the epoch) as PostgreSQL has it. */
export const at = (milliseconds: number): RawBuilder<unknown> =>
  sql`to_timestamp(${milliseconds / 1000}::float8)`;

/** A moment of PostgreSQL as JavaScript has it. */
export const milliseconds = (moment: RawBuilder<unknown>): RawBuilder<number> =>
  sql`(extract(epoch from ${moment}) * 1000)::float8`;
