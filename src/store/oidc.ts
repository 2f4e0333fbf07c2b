import { createHash } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import type { FoundToken, Grant, OAuthStore, Payload, Token, TokenKind } from '../core/oauth/store.ts';
import type { Database } from './database.ts';

/** Retired keys are kept this long after they signed last, in seconds: longer than any client caches a key set. */
const KEY_MEMORY = 90 * 86_400;
const PURGE_BATCH = 10_000;

/**
 * A code and an access token need not outlive a crash of PostgreSQL: what is lost with the last moments before it is
 * lost as a whole, the consumed mark together with what was made of it. A refresh token has to, so its statement waits
 * for the disk. The setting is local to the statement's own transaction.
 */
const RELAXED = `set_config('synchronous_commit', 'off', true)`;
const DURABLE = `current_setting('synchronous_commit')`;

const FIND = `
  select t.kind, t.payload, extract(epoch from t.expires)::float8 as expires, t.consumed is not null as consumed,
    g.id, g.provider, g.application, g."user", g.session, g.payload as grant_payload,
    extract(epoch from g.expires)::float8 as grant_expires
  from oauth_tokens t join oauth_grants g on g.id = t.grant_id
  where t.id = $1 and t.expires > now() and g.expires > now()
    and (g.session is null or exists (
      select 1 from sessions s where s.uuid = g.session and s."user" = g."user" and s.expires > now()))`;

const BEGIN = `
  with request as (delete from oauth_requests where id = $12),
  started as (
    insert into oauth_grants (id, provider, application, "user", session, payload, expires)
    select $1, $2, $3, $4, $5, $6, to_timestamp($7) from ${RELAXED})
  insert into oauth_tokens (id, kind, grant_id, payload, expires)
  values ($8, $9, $1, $10, to_timestamp($11))`;

const issue = (commit: string) => `
  with consumed as (
    update oauth_tokens set consumed = now()
    where $2::bytea is not null and id = $2 and grant_id = $1 and consumed is null returning 1),
  won as (
    select 1 from ${commit} as settled
    where settled is not null and ($2::bytea is null or exists (select 1 from consumed))),
  extended as (
    update oauth_grants set expires = (select max(to_timestamp(e)) from unnest($6::float8[]) e)
    where id = $1 and exists (select 1 from won)
      and expires < (select max(to_timestamp(e)) from unnest($6::float8[]) e)),
  revoked as (delete from oauth_grants where id = $1 and not exists (select 1 from won))
  insert into oauth_tokens (id, kind, grant_id, payload, expires)
  select n.id, n.kind, $1, n.payload::jsonb, to_timestamp(n.expires)
  from unnest($3::bytea[], $4::text[], $5::text[], $6::float8[]) as n (id, kind, payload, expires)
  where exists (select 1 from won) returning 1`;

const ISSUE_RELAXED = issue(RELAXED);
const ISSUE_DURABLE = issue(DURABLE);

const SIGNS = `
  with retired as (
    update oauth_keys set retired = now() where provider = $1 and kid is distinct from $2 and retired is null
    returning kid, jwk, retired),
  current as (
    insert into oauth_keys (provider, kid, jwk) select $1, $2, $3::jsonb where $2::text is not null
    on conflict (provider, kid) do update set retired = null where oauth_keys.retired is not null)
  select kid, jwk, extract(epoch from retired)::float8 as retired from retired
  union all
  select kid, jwk, extract(epoch from retired)::float8 from oauth_keys
  where provider = $1 and kid is distinct from $2 and retired is not null`;

/** Secrets are long and random, so a plain digest is enough: nothing can be guessed from it. */
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

interface FoundRow {
  readonly kind: TokenKind;
  readonly payload: Payload;
  readonly expires: number;
  readonly consumed: boolean;
  readonly id: string;
  readonly provider: number;
  readonly application: string;
  readonly user: number;
  readonly session: string | null;
  readonly grant_payload: Payload;
  readonly grant_expires: number;
}

/** The store of OAuth 2 on PostgreSQL: one statement for each step, prepared once. */
export function createOAuthStore(database: Pick<Database, 'kysely'>): OAuthStore {
  const run = <Row>(text: string, values: readonly unknown[]) =>
    database.kysely.executeQuery<Row>(CompiledQuery.raw(text, [...values]));

  return {
    async find(value) {
      const { rows } = await run<FoundRow>(FIND, [digest(value)]);
      return rows[0] && foundOf(rows[0]);
    },

    async begin(grant: Grant, token: Token, request) {
      await run(BEGIN, [
        grant.id,
        grant.provider,
        grant.application,
        grant.user,
        grant.session,
        JSON.stringify(grant.payload),
        grant.expires,
        digest(token.value),
        token.kind,
        JSON.stringify(token.payload),
        token.expires,
        request === null ? null : digest(request),
      ]);
    },

    async issue(grant, tokens, consumes) {
      const durable = tokens.some(({ kind }) => kind === 'RefreshToken');
      try {
        const { rows } = await run(durable ? ISSUE_DURABLE : ISSUE_RELAXED, [
          grant,
          consumes === null ? null : digest(consumes),
          tokens.map(({ value }) => digest(value)),
          tokens.map(({ kind }) => kind),
          tokens.map(({ payload }) => JSON.stringify(payload)),
          tokens.map(({ expires }) => expires),
        ]);
        return rows.length > 0;
      } catch (error) {
        if (isMissingGrant(error)) return false; // revoked between the search and now
        throw error;
      }
    },

    async destroy(value) {
      await run('delete from oauth_tokens where id = $1', [digest(value)]);
    },

    async revoke(grant) {
      await run('delete from oauth_grants where id = $1', [grant]);
    },

    async revokeSession(session, application) {
      await run('delete from oauth_grants where session = $1 and application = $2', [session, application]);
    },

    async saveRequest(key, payload, expires) {
      await run('insert into oauth_requests (id, payload, expires) values ($1, $2, to_timestamp($3))', [
        digest(key),
        JSON.stringify(payload),
        expires,
      ]);
    },

    async findRequest(key) {
      const { rows } = await run<{ payload: Payload }>(
        'select payload from oauth_requests where id = $1 and expires > now()',
        [digest(key)],
      );
      return rows[0]?.payload;
    },

    async updateRequest(key, payload) {
      const { rows } = await run(
        'update oauth_requests set payload = $2 where id = $1 and expires > now() returning 1',
        [digest(key), JSON.stringify(payload)],
      );
      return rows.length > 0;
    },

    async endRequest(key) {
      await run('delete from oauth_requests where id = $1', [digest(key)]);
    },

    async signsWith(provider, key) {
      const { rows } = await run<{ kid: string; jwk: Payload; retired: number }>(SIGNS, [
        provider,
        key?.kid ?? null,
        key ? JSON.stringify(key.jwk) : null,
      ]);
      return rows;
    },

    async purge() {
      let gone = 0;
      for (const table of ['oauth_tokens', 'oauth_grants', 'oauth_requests']) {
        const { numAffectedRows } = await run(
          `delete from ${table} where ctid = any (array(
            select ctid from ${table} where expires < now() limit ${PURGE_BATCH}))`,
          [],
        );
        gone += Number(numAffectedRows ?? 0);
      }
      const keys = await run(
        `delete from oauth_keys where retired < now() - make_interval(secs => ${KEY_MEMORY})`,
        [],
      );
      return gone + Number(keys.numAffectedRows ?? 0);
    },
  };
}

function foundOf(row: FoundRow): FoundToken {
  return {
    kind: row.kind,
    payload: row.payload,
    expires: row.expires,
    consumed: row.consumed,
    grant: {
      id: row.id,
      provider: row.provider,
      application: row.application,
      user: row.user,
      session: row.session,
      payload: row.grant_payload,
      expires: row.grant_expires,
    },
  };
}

/** foreign_key_violation: tokens of a grant that is gone. */
const isMissingGrant = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503';
