import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Runs of flows. `browser` and `state` are derived from a secret that only the browser holds. */
const statements = [
  `create table flow_runs (
    id uuid primary key,
    browser bytea not null,
    slug text not null,
    over boolean not null,
    state bytea not null,
    claim uuid,
    claimed_until timestamptz,
    used timestamptz not null,
    expires timestamptz not null)`,
  'create index flow_runs_browser on flow_runs (browser, used desc)',
  'create index flow_runs_expires on flow_runs (expires)',
];

export const flowRuns: Migration = {
  id: '0020-flow-runs',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
