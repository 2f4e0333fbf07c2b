import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import type { Route } from '../contract/route.ts';
import { createLog } from './log.ts';

/**
 * A69: secrets are never logged. Every secret that these tests type begins with the same letters, so one search finds
 * any of them in whatever Postern keeps or prints: the log at its most talkative, the events, the decisions.
 */
const PLANTED = 'Zx9qPlanted';
let count = 0;
const planted = () => `${PLANTED}${++count}-${'k'.repeat(24)}`;
/** No secret: a search that does not even find this sees nothing. */
const NOTED = 'noted-by-everybody';

let postern: TestPostern;
const lines: string[] = [];

beforeAll(async () => {
  postern = await testPostern({}, createLog('trace', { write: (line) => void lines.push(line) }));
  await postern.firstStart.instances.sync();
}, 120_000);
afterAll(() => postern?.end());

const isSecret = (text: string): boolean => text.includes(PLANTED) || text.includes('PRIVATE KEY');

/** Where a planted secret has come to light; the log is forgotten, so that each run tells of itself. */
function inTheLog(): readonly string[] {
  const found = lines.filter(isSecret);
  lines.length = 0;
  return found;
}

async function inTheDatabase(word: string, ...tables: readonly string[]): Promise<readonly string[]> {
  await postern.decisionLog.flush();
  const found: string[] = [];
  for (const table of tables) {
    const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(table)} t
      where to_jsonb(t)::text like ${`%${word}%`}`.execute(postern.database.database.kysely);
    found.push(...rows.map(({ text }) => `${table}: ${text}`));
  }
  return found;
}

/** The recorder writes a moment later. */
const settled = () => expect.poll(() => inTheDatabase(NOTED, 'events'), { timeout: 10_000 }).not.toEqual([]);

const SECRET_FIELDS = /password|secret|key|token|code|credential|authorization/i;

/** A body for a route: secrets where secrets go, and anything else in every other field. */
const bodyFor = ({ body }: Route) => {
  const fields = Object.keys((body as { shape?: object } | undefined)?.shape ?? {});
  const anything = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.uuid(),
    fc.array(fc.integer(), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('password', 'client_secret', 'token'), fc.constant(0).map(planted)),
  );
  return fc.record(
    Object.fromEntries(
      fields.map((field) => [
        field,
        SECRET_FIELDS.test(field)
          ? fc.oneof(
              fc.constant(0).map(planted),
              fc.record({ nested: fc.constant(0).map(planted) }),
              fc.array(fc.constant(0).map(planted), { minLength: 1, maxLength: 2 }),
            )
          : anything,
      ]),
    ),
    { requiredKeys: [] },
  );
};

const CALLERS = [
  'nobody',
  'a bad token',
  'a stolen cookie',
  'an administrator',
  'an administrator, garbled',
] as const;

/** Calls a route with secrets in everything that the caller controls. */
async function call(
  route: Route,
  caller: (typeof CALLERS)[number],
  body: object,
  key: string,
): Promise<number> {
  const query = new URLSearchParams({ token: planted(), password: planted(), search: planted() });
  const headers: Record<string, string> = {
    host: 'localhost:9000',
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'x-api-key': planted(),
  };
  if (caller.startsWith('an administrator')) headers.authorization = `Bearer ${postern.admin.token}`;
  if (caller === 'a bad token') headers.authorization = `Bearer ${planted()}`;
  if (caller === 'a stolen cookie')
    headers.cookie = `postern_session=${planted()}; postern_browser=${planted()}`;
  const text = JSON.stringify(body);
  const answer = await postern.server.inject({
    method: route.method,
    url: `/api/v3${route.path.replace(/\{\w+\}/g, key)}?${query}`,
    headers,
    ...(route.body
      ? { payload: caller.endsWith('garbled') ? `${text.slice(0, -1)},"password":"${planted()}` : text }
      : {}),
  });
  return answer.statusCode;
}

describe('A69: every way in which a call of the API ends', () => {
  test('each route, by each caller, leaves no secret in the log', async () => {
    const statuses = new Set<number>();
    for (const route of postern.api.routes) {
      for (const caller of CALLERS) {
        const [body = {}] = fc.sample(bodyFor(route), { numRuns: 1, seed: count });
        // Deletions find nothing, so that there is something to call the next route about.
        statuses.add(await call(route, caller, body, '00000000-0000-4000-8000-000000000000'));
        expect(inTheLog(), `${route.id} by ${caller}`).toEqual([]);
      }
    }
    for (const status of [200, 400, 403, 404]) expect(statuses).toContain(status);
  }, 180_000);

  test('whatever is sent, nothing of it is logged', async () => {
    const writing = postern.api.routes.filter(({ body, method }) => body && method !== 'DELETE');
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...writing)
          .chain((route) =>
            fc.tuple(
              fc.constant(route),
              fc.constantFrom(...CALLERS),
              bodyFor(route),
              fc.constantFrom('1', 'login'),
            ),
          ),
        async ([route, caller, body, key]) => {
          await call(route, caller, body, key);
          expect(inTheLog(), route.id).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  }, 180_000);
});

/** Everything that holds a secret, made with one; `table` is where it is kept. */
const HOLDERS = [
  {
    what: 'a user with a password',
    table: 'users',
    make: async (name: string) => {
      const user = (await post('/core/users/', { username: name, name })).body.pk;
      return post(`/core/users/${user}/set_password/`, { password: planted() });
    },
  },
  {
    what: 'a token with a key of its own',
    table: 'tokens',
    make: async (name: string) => {
      await post('/core/tokens/', { identifier: name, intent: 'api', user: postern.admin.pk });
      return post(`/core/tokens/${name}/set_key/`, { key: planted() });
    },
  },
  {
    what: 'a client',
    table: 'providers',
    make: async (name: string) =>
      post('/providers/oauth2/', {
        name,
        client_id: name,
        client_secret: planted(),
        authorization_flow: await flow('default-provider-authorization-implicit-consent'),
        invalidation_flow: await flow('default-provider-invalidation-flow'),
        redirect_uris: [{ matching_mode: 'strict', url: 'https://rp.test/cb' }],
      }),
  },
  {
    what: 'a source',
    table: 'sources',
    make: async (name: string) =>
      post('/sources/oauth/', {
        name,
        slug: name,
        provider_type: 'openidconnect',
        consumer_key: 'client',
        consumer_secret: planted(),
        oidc_well_known_url: 'https://idp.test/.well-known/openid-configuration',
      }),
  },
  {
    what: 'a stage with a mail server',
    table: 'stages',
    make: async (name: string) =>
      post('/stages/email/', { name, use_global_settings: false, username: 'postern', password: planted() }),
  },
  {
    what: 'a private key',
    table: 'certificate_key_pairs',
    // One that is generated, since a planted one would be none.
    make: (common_name: string) =>
      post('/crypto/certificatekeypairs/generate/', { common_name, validity_days: 1 }),
  },
] as const;

const post = (path: string, body: object) => postern.call('POST', path, { body });
const flow = async (slug: string) => (await postern.call('GET', `/flows/instances/${slug}/`)).body.pk;

describe('A69: what holds a secret', () => {
  test('is listed here, whatever its schema calls secret', () => {
    const declared = postern.catalogue.models.filter(({ fields }) =>
      Object.values(fields.shape).some((field) => field.meta()?.secret === true),
    );
    const listed = new Set<string>(HOLDERS.map(({ table }) => table));
    expect(declared.filter(({ table }) => !listed.has(table)).map(({ name }) => name)).toEqual([]);
    expect(declared.length).toBeGreaterThan(2);
  });

  test.each(HOLDERS)('$what: its secret is in no log, event or decision', async ({ make, table }) => {
    const { status } = await make(`well-${table}`.replaceAll('_', '-'));
    expect(status).toBeLessThan(300);
    expect(inTheLog()).toEqual([]);
  });

  test.each(HOLDERS)('$what: nor where the database refuses the row', async ({ make, table }) => {
    const { kysely } = postern.database.database;
    // As databases do, it repeats the row that it does not like.
    await sql`create or replace function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'refused' using detail = 'Failing row contains ' || new::text; end $$`.execute(
      kysely,
    );
    await sql`create trigger refuse before insert or update on ${sql.table(table)}
      for each row execute function refuse()`.execute(kysely);
    try {
      const { status } = await make(`ill-${table}`.replaceAll('_', '-'));
      expect(status).toBeGreaterThanOrEqual(400);
      const told = lines.join('');
      expect(inTheLog()).toEqual([]);
      expect(told).toContain('a request failed');
    } finally {
      await sql`drop trigger refuse on ${sql.table(table)}`.execute(kysely);
    }
  });
});

describe('A69: what expressions and people can do with a secret', () => {
  test('a policy that repeats a password in every way that it has', async () => {
    const policy = await post('/policies/expression/', {
      name: 'Talkative',
      execution_logging: true,
      expression: `const password: string = request.context.prompt_data?.password;
ak_message(password);
ak_logger.info(password, { password, elsewhere: password });
ak_create_event('${NOTED}', { password, elsewhere: password });
if (request.context.throws) throw new Error(password);
return { password } as never;`,
    });
    expect(policy.status, JSON.stringify(policy.body)).toBe(201);
    const group = (await post('/core/applications/', { name: 'Talk', slug: 'talk' })).body.pk;
    await post('/policies/bindings/', { target: group, policy: policy.body.pk, order: 0 });
    const user = postern.graph.user(postern.admin.pk);
    if (!user) throw new Error('the administrator is gone');
    for (const throws of [false, true]) {
      const context = { prompt_data: { password: planted() }, throws };
      await postern.decisions.decide(group, { user, http_request: null, context });
      await post(`/policies/all/${policy.body.pk}/test/`, { user: user.pk, context });
    }
    expect(inTheLog()).toEqual([]);
  });

  test('a login by the wrong password, the right one, and a password in the place of the name', async () => {
    const password = planted();
    const { pk } = await postern.account('careless');
    await post(`/core/users/${pk}/set_password/`, { password });
    let cookie = '';
    const step = async (method: 'GET' | 'POST', body?: object) => {
      const answer = await postern.call(method, '/flows/executor/default-authentication-flow/?query=', {
        token: null,
        headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:9000', cookie },
        ...(body ? { body } : {}),
      });
      const set = [answer.headers['set-cookie'] ?? []].flat().map((text) => String(text).split(';')[0]);
      if (set.length > 0) cookie = set.join('; ');
      return answer.body.component as string;
    };
    await step('GET');
    await step('POST', { component: 'ak-stage-identification', uid_field: 'careless' });
    await step('POST', { component: 'ak-stage-password', password: planted() });
    await step('POST', { component: 'ak-stage-password', password: { no: planted() } });
    await step('POST', { component: 'ak-stage-password', [planted()]: planted() });
    expect(await step('POST', { component: 'ak-stage-password', password })).toBe('xak-flow-redirect');
    expect(inTheLog()).toEqual([]);
  });
});

describe('A69: after all of this', () => {
  test('no event and no decision holds a secret, and the search sees what is there', async () => {
    await post('/core/groups/', { name: NOTED });
    await settled();
    for (const secret of [PLANTED, 'PRIVATE KEY'])
      expect(await inTheDatabase(secret, 'events', 'decisions')).toEqual([]);
    expect(await inTheDatabase('Talkative', 'decisions')).not.toEqual([]);
    lines.push(`{"msg":"${planted()}"}`);
    expect(inTheLog()).toHaveLength(1);
  });
});
