import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { certificates } from '../../src/adapters/certificates.ts';
import { loadConfiguration } from '../../src/adapters/configuration/load.ts';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts';
import { compose } from '../../src/server/compose.ts';
import { SESSION_COOKIE } from '../../src/server/identify.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { announce, CALLBACK, CLIENT, PEOPLE, SCOPE } from './client.ts';

/** All of Postern as it runs in production: the embedded PostgreSQL with its durable settings, decisions, log, events. */
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const log = pino({ level: 'error' });
const embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const database = openDatabase(embedded.connection, { log });
await migrate(database, migrations);
const configuration = loadConfiguration({ POSTERN_PUBLIC_URL: 'http://127.0.0.1:9' }, () => '');
const postern = await compose({ configuration, database, log });
await postern.firstStart.run(configuration);

const { catalogue, objects } = postern;
const add = (name: string, values: object) => {
  const model = catalogue.model(name);
  return objects.insert(model, model.fields.partial().parse(values) as Record<string, unknown>);
};
const find = async (name: string, where: Record<string, string>) => {
  const row = await objects.find(catalogue.model(name), where);
  if (!row) throw new Error(`there is no ${name} with ${JSON.stringify(where)}`);
  return row;
};
const staff = await add('authentik_core.group', { name: 'staff' });
const key = await certificates.selfSigned({ name: 'bench', algorithm: 'ec', days: 1, now: Date.now() });
const pair = await add('authentik_crypto.certificatekeypair', { name: 'bench', ...key });
const silent = await find('authentik_flows.flow', {
  slug: 'default-provider-authorization-implicit-consent',
});
const mappings = await Promise.all(
  SCOPE.split(' ').map((scope) =>
    find('authentik_providers_oauth2.scopemapping', {
      managed: `goauthentik.io/providers/oauth2/scope-${scope}`,
    }),
  ),
);
const provider = await add('authentik_providers_oauth2.oauth2provider', {
  name: 'bench',
  ...CLIENT,
  authorization_flow: silent.pk,
  invalidation_flow: silent.pk,
  signing_key: pair.pk,
  property_mappings: mappings.map(({ pk }) => pk),
  redirect_uris: [{ matching_mode: 'strict', url: CALLBACK, redirect_uri_type: 'authorization' }],
});
const application = await add('authentik_core.application', {
  name: 'Bench',
  slug: 'bench',
  provider: provider.pk,
});
await add('authentik_policies.policybinding', { target: application.pk, group: staff.pk, order: 0 });
const cookies = Array.from({ length: PEOPLE }, () => randomBytes(32).toString('base64url'));
await database.pool.query(
  `with people as (
    insert into users (username, name, email)
    select 'person-' || n, 'Person ' || n, 'ada@corp.test' from generate_series(1, $1::int) n returning pk),
  members as (insert into user_groups (user_pk, group_pk) select pk, $2 from people)
  insert into sessions ("user", cookie_hash, expires, login, last_ip)
  select pk, ($3::text[])[row_number() over ()], now() + interval '1 day', $4::jsonb, '127.0.0.1' from people`,
  [
    PEOPLE,
    staff.pk,
    cookies.map((cookie) => postern.ports.digest.sha256(cookie)),
    JSON.stringify({ method: 'password', method_args: {}, authenticated: Date.now() }),
  ],
);
await postern.replica.catchUp();
await postern.warm();
await postern.server.listen({ host: '127.0.0.1', port: 0 });

process.on('SIGTERM', async () => {
  await postern.close();
  await database.close();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
announce({
  origin: `http://127.0.0.1:${(postern.server.server.address() as AddressInfo).port}`,
  authorize: '/application/o/authorize/',
  token: '/application/o/token/',
  userinfo: '/application/o/userinfo/',
  ...CLIENT,
  cookies: cookies.map((cookie) => `${SESSION_COOKIE}=${cookie}`),
});
