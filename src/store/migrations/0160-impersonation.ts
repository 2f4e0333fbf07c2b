import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The session acts for its own person, or for the one whom they act as at the moment. */
const ACTS = 'g."user" in (s."user", s.impersonated)';

const PLANNING = `language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off`;

const SESSION = `left join sessions s on s.uuid = g.session and ${ACTS} and s.expires > now()`;
const ALIVE = '(g.session is null or s.uuid is not null)';

const FIND = `
create or replace function oauth_find(digests bytea[]) returns table (
  digest bytea, kind text, payload jsonb, expires float8, consumed boolean, id text, provider integer,
  application uuid, "user" integer, session uuid, grant_payload jsonb, grant_expires float8)
${PLANNING} stable as $$
#variable_conflict use_column
begin
  return query
    select t.id, t.kind, t.payload, extract(epoch from t.expires)::float8, t.consumed is not null, g.id, g.provider,
      g.application, g."user", g.session, g.payload, extract(epoch from g.expires)::float8
    from oauth_tokens t join oauth_grants g on g.id = t.grant_id ${SESSION}
    where t.id = any(digests) and t.expires > now() and g.expires > now() and ${ALIVE};
end $$`;

/** Of each asked grant either everything happens or it is revoked. Answers those of which everything happened. */
const ISSUE = `
create or replace function oauth_issue(
  grants text[], consumes bytea[], ends float8[],
  tokens bytea[], kinds text[], families text[], payloads text[], expiries float8[]) returns setof text
${PLANNING} as $$
#variable_conflict use_column
begin
  return query
    with asked as (
      select n.grant_id, n.consumes, n.ends from unnest($1, $2, $3) as n (grant_id, consumes, ends)),
    consumed as (
      update oauth_tokens t set consumed = now() from asked a
      where t.id = a.consumes and t.grant_id = a.grant_id and t.consumed is null returning t.grant_id),
    won as (
      select a.grant_id, a.ends from asked a join oauth_grants g on g.id = a.grant_id ${SESSION}
      where g.expires > now() and ${ALIVE}
        and (a.consumes is null or a.grant_id in (select c.grant_id from consumed c))),
    extended as (
      update oauth_grants g set expires = to_timestamp(w.ends) from won w
      where g.id = w.grant_id and g.expires < to_timestamp(w.ends)),
    revoked as (
      delete from oauth_grants g using asked a
      where g.id = a.grant_id and a.grant_id not in (select w.grant_id from won w)),
    handed as (
      insert into oauth_tokens (id, kind, grant_id, payload, expires)
      select n.id, n.kind, n.grant_id, n.payload::jsonb, to_timestamp(n.expires)
      from unnest($4, $5, $6, $7, $8) as n (id, kind, grant_id, payload, expires)
      where n.grant_id in (select w.grant_id from won w))
    select w.grant_id from won w;
end $$`;

/** What a person gave an application and could still be used, or has run out and is not purged yet. */
const view = (name: string, kind: string) => `
  create or replace view ${name} as
  select t.pk, g."user", g.provider, to_jsonb(string_to_array(coalesce(t.payload ->> 'scope', ''), ' ')) as scope,
    t.expires, t.expires <= now() as is_expired, null::text as type, '{}'::jsonb as config,
    g.created, g.created as last_updated
  from oauth_tokens t
  join oauth_grants g on g.id = t.grant_id
  join providers p on p.pk = g.provider
  where t.kind = '${kind}' and t.consumed is null and (g.session is null or exists (
    select from sessions s where s.uuid = g.session and ${ACTS} and s.expires > now()))`;

/** Whom the person of a session acts as. What was granted in that name ends with it, not only with the session. */
export const impersonation: Migration = {
  id: '0160-impersonation',
  async up(trx) {
    const statements = [
      'alter table sessions add column impersonated integer references users on delete set null',
      'create index sessions_impersonated on sessions (impersonated) where impersonated is not null',
      FIND,
      ISSUE,
      view('oauth_access_tokens', 'AccessToken'),
      view('oauth_refresh_tokens', 'RefreshToken'),
      view('oauth_authorization_codes', 'AuthorizationCode'),
    ];
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
