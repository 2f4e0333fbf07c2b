import { sql } from 'kysely';
import type { Database } from './database.ts';

/** The version that PostgreSQL says of itself, e.g. `18.1`. */
export async function databaseVersion({ kysely }: Pick<Database, 'kysely'>): Promise<string> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(kysely);
  return rows[0]?.version ?? '';
}
