import { hash } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import type { FoundToken, Grant, OAuthStore, Payload, Token, TokenKind } from '../core/oauth/store.ts';
import type { Database } from './database.ts';
import { together } from './together.ts';

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

/** The two that go by their indexes alone are functions: see the migration. */
const FIND = `
  select digest, kind, payload, expires, consumed, id, provider, application, "user", session, grant_payload,
    grant_expires
  from oauth_find($1::bytea[])`;

const BEGIN = `
  with request as (delete from oauth_requests where id = any($12::bytea[])),
  started as (
    insert into oauth_grants (id, provider, application, "user", session, payload, expires)
    select n.id, n.provider, n.application, n."user", n.session, n.payload::jsonb, to_timestamp(n.expires)
    from unnest($1::text[], $2::integer[], $3::uuid[], $4::integer[], $5::uuid[], $6::text[], $7::float8[])
      as n (id, provider, application, "user", session, payload, expires), ${RELAXED})
  insert into oauth_tokens (id, kind, grant_id, payload, expires)
  select n.id, n.kind, n.grant_id, n.payload::jsonb, to_timestamp(n.expires)
  from unnest($8::bytea[], $9::text[], $1::text[], $10::text[], $11::float8[])
    as n (id, kind, grant_id, payload, expires)`;

const issue = (commit: string) => `
  select o.grant_id from ${commit} as settled, oauth_issue(
    $1::text[], $2::bytea[], $3::float8[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::float8[]) as o (grant_id)
  where settled is not null`;

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
const digest = (value: string): Buffer => hash('sha256', value, 'buffer');

interface Beginning {
  readonly grant: Grant;
  readonly token: Token;
  readonly request: string | null;
}

interface Issuing {
  readonly grant: string;
  readonly tokens: readonly Token[];
  readonly consumes: string | null;
}

interface FoundRow {
  readonly digest: Buffer;
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

/** The store of OAuth 2 on PostgreSQL: one statement for each step, shared by all who come at the same time. */
export function createOAuthStore(database: Pick<Database, 'kysely'>): OAuthStore {
  const fresh = freshCodes();
  const run = <Row>(text: string, values: readonly unknown[]) =>
    database.kysely.executeQuery<Row>(CompiledQuery.raw(text, [...values]));

  const find = together<Buffer, FoundToken | undefined>(async (digests) => {
    const { rows } = await run<FoundRow>(FIND, [digests]);
    const found = new Map(rows.map((row) => [row.digest.toString('base64'), foundOf(row)]));
    return digests.map((wanted) => found.get(wanted.toString('base64')));
  });

  const begin = together<Beginning, void>(async (all) => {
    const grants = all.map(({ grant }) => grant);
    const tokens = all.map(({ token }) => token);
    await run(BEGIN, [
      grants.map(({ id }) => id),
      grants.map(({ provider }) => provider),
      grants.map(({ application }) => application),
      grants.map(({ user }) => user),
      grants.map(({ session }) => session),
      grants.map(({ payload }) => JSON.stringify(payload)),
      grants.map(({ expires }) => expires),
      tokens.map(({ value }) => digest(value)),
      tokens.map(({ kind }) => kind),
      tokens.map(({ payload }) => JSON.stringify(payload)),
      tokens.map(({ expires }) => expires),
      all.flatMap(({ request }) => (request === null ? [] : [digest(request)])),
    ]);
    return all.map(() => undefined);
  });

  // Two redemptions of one code must not meet in one statement: it is their order that decides.
  const issue = together<Issuing, boolean>(issueAll, { key: ({ grant }) => grant });

  async function issueAll(all: readonly Issuing[]): Promise<readonly boolean[]> {
    const tokens = all.flatMap((one) => one.tokens.map((token) => ({ ...token, grant: one.grant })));
    const durable = tokens.some(({ kind }) => kind === 'RefreshToken');
    try {
      const { rows } = await run<{ grant_id: string }>(durable ? ISSUE_DURABLE : ISSUE_RELAXED, [
        all.map(({ grant }) => grant),
        all.map(({ consumes }) => (consumes === null ? null : digest(consumes))),
        all.map((one) => Math.max(0, ...one.tokens.map(({ expires }) => expires))),
        tokens.map(({ value }) => digest(value)),
        tokens.map(({ kind }) => kind),
        tokens.map(({ grant }) => grant),
        tokens.map(({ payload }) => JSON.stringify(payload)),
        tokens.map(({ expires }) => expires),
      ]);
      const won = new Set(rows.map(({ grant_id }) => grant_id));
      return all.map(({ grant }) => won.has(grant));
    } catch (error) {
      if (all.length === 1 && isMissingGrant(error)) return [false]; // revoked between the search and now
      throw error;
    }
  }

  return {
    async find(value) {
      return find(digest(value));
    },

    async redeemable(code) {
      const key = digest(code);
      return fresh.take(key) ?? find(key);
    },

    async begin(grant, token, request) {
      await begin({ grant, token, request });
      fresh.put(digest(token.value), {
        kind: token.kind,
        payload: token.payload,
        expires: token.expires,
        consumed: false,
        grant,
      });
    },

    async issue(grant, tokens, consumes) {
      return issue({ grant, tokens, consumes });
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

    async revokeUser(user) {
      await run('delete from oauth_grants where "user" = $1', [user]);
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

/**
 * Codes that this node has just handed out, each to be found once without asking: whoever redeems one is judged by the
 * statement that consumes it, which sees whatever has happened since. All other questions go to the database.
 */
function freshCodes(most = 10_000) {
  const codes = new Map<string, FoundToken>();
  return {
    put(key: Buffer, found: FoundToken): void {
      codes.set(key.toString('base64'), found);
      const [oldest] = codes.keys();
      if (codes.size > most && oldest !== undefined) codes.delete(oldest);
    },
    take(key: Buffer): FoundToken | undefined {
      const name = key.toString('base64');
      const found = codes.get(name);
      codes.delete(name);
      return found && found.expires > Date.now() / 1000 ? found : undefined;
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
