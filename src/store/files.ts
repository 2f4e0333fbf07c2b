import { sql } from 'kysely';
import type { FileStore, StoredFile } from '../core/media/ports.ts';
import type { Database } from './database.ts';

/** Uploaded pictures on PostgreSQL. */
export function createFiles({ kysely }: Pick<Database, 'kysely'>): FileStore {
  return {
    async list(search) {
      const { rows } = await sql<StoredFile>`
        select name, mime_type, octet_length(content) as size, digest from files
        where strpos(lower(name), lower(${search}::text)) > 0 order by name`.execute(kysely);
      return rows;
    },
    async read(name) {
      const { rows } = await sql<StoredFile & { content: Buffer }>`
        select name, mime_type, octet_length(content) as size, digest, content from files
        where name = ${name}`.execute(kysely);
      return rows[0];
    },
    async write({ name, mime_type, digest, content }) {
      const { numAffectedRows } = await sql`insert into files (name, mime_type, digest, content)
        values (${name}, ${mime_type}, ${digest}, ${Buffer.from(content)})
        on conflict (name) do update set mime_type = excluded.mime_type
          where files.digest = excluded.digest`.execute(kysely);
      return numAffectedRows === 1n;
    },
    async remove(name) {
      const { numAffectedRows } = await sql`delete from files where name = ${name}`.execute(kysely);
      return numAffectedRows === 1n;
    },
  };
}
