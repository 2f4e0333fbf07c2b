import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Past decisions are listed by target, and the refusals among them: neither may read the whole log. */
export const decisionLists: Migration = {
  id: '0154-decision-lists',
  async up(trx) {
    await sql`create index decisions_target on decisions (target_pk, time)`.execute(trx);
    await sql`create index decisions_refused on decisions (time) where not passing`.execute(trx);
  },
};
