import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  `create table trusted_browsers (
    digest bytea not null,
    "user" integer not null references users on delete cascade,
    stage uuid not null references stages on delete cascade,
    device integer not null references devices on delete cascade,
    proven timestamptz not null,
    expires timestamptz not null,
    primary key (digest, "user", stage))`,
  'create index trusted_browsers_expires on trusted_browsers (expires)',
  'create index trusted_browsers_device on trusted_browsers (device)',
  'create index trusted_browsers_user on trusted_browsers ("user")',
];

/** Where a second factor was proven lately, so that it need not be asked for again. */
export const trustedBrowsers: Migration = {
  id: '0180-trusted-browsers',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
