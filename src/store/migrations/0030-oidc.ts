import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Grants, codes and tokens of OAuth 2; keys are digests of what the clients hold. */
const statements = [
  `create table oauth_grants (
    id text primary key,
    provider integer not null,
    application uuid not null references applications on delete cascade,
    "user" integer not null references users on delete cascade,
    session uuid,
    payload jsonb not null,
    expires timestamptz not null,
    created timestamptz not null default now())`,
  'create index oauth_grants_user on oauth_grants ("user")',
  'create index oauth_grants_application on oauth_grants (application)',
  'create index oauth_grants_session on oauth_grants (session) where session is not null',
  'create index oauth_grants_expires on oauth_grants (expires)',
  `create table oauth_tokens (
    id bytea primary key,
    kind text not null,
    grant_id text not null references oauth_grants on delete cascade,
    payload jsonb not null,
    expires timestamptz not null,
    consumed timestamptz)`,
  'create index oauth_tokens_grant on oauth_tokens (grant_id)',
  'create index oauth_tokens_expires on oauth_tokens (expires)',
  `create table oauth_requests (
    id bytea primary key,
    payload jsonb not null,
    expires timestamptz not null)`,
  'create index oauth_requests_expires on oauth_requests (expires)',
  `create table oauth_keys (
    provider integer not null references providers on delete cascade,
    kid text not null,
    jwk jsonb not null,
    retired timestamptz,
    primary key (provider, kid))`,
];

export const oidc: Migration = {
  id: '0030-oidc',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
