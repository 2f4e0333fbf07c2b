import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

/**
 * A53: whoever asks for a name that nobody has makes the server do the same as for one that somebody has: the same
 * statements at the database, and an answer of the same shape and length. `timing.test.ts` measures what runs in this
 * process, and the tests of the stages count the hashes.
 */

const PASSWORD = 'correct horse';
const NOBODY = 'nobody';
/** All names are as long as `nobody`. */
const KINDS = [
  { kind: 'an account', username: 'active', values: {}, password: true },
  { kind: 'a locked account', username: 'locked', values: { is_active: false }, password: true },
  { kind: 'an account without a password', username: 'noword', values: {}, password: false },
  { kind: 'an external account', username: 'extern', values: { type: 'external' }, password: true },
  { kind: 'a service account', username: 'robots', values: { type: 'service_account' }, password: false },
];
/** Written in batches, some time after the answer; what answers does so without transactions. Changes are read by a clock. */
const IN_THE_BACKGROUND =
  /\b(?:events|decisions|reputation_scores|notifications)\b|^(?:begin|commit|rollback)\b|pg_current_snapshot/;

let postern: TestPostern;
const statements: string[] = [];

/** Notes the text of every statement that a connection of the pool is given. */
function watch({ database }: TestPostern['database']): void {
  const watched = new WeakSet();
  database.pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query(...args: unknown[]) {
        const [statement] = args as readonly (string | { readonly text?: string } | undefined)[];
        const text = typeof statement === 'string' ? statement : statement?.text;
        if (text !== undefined && !IN_THE_BACKGROUND.test(text)) statements.push(text);
        return query(...args);
      },
    });
  });
}

beforeAll(async () => {
  postern = await testPostern();
  for (const { username, values, password } of KINDS) {
    const { pk } = await postern.account(username, values);
    if (password)
      await postern.call('POST', `/core/users/${pk}/set_password/`, { body: { password: PASSWORD } });
  }
  const made = async (path: string, body: object): Promise<string> =>
    (await postern.call('POST', path, { body })).body.pk;
  const secret = await made('/stages/password/', {
    name: 'secret',
    backends: ['authentik.core.auth.InbuiltBackend', 'authentik.core.auth.TokenBackend'],
  });
  const fields = { user_fields: ['username', 'email', 'upn'] };
  const flow = async (slug: string, stages: readonly string[], designation = 'authentication') => {
    const target = await made('/flows/instances/', {
      name: slug,
      slug,
      title: slug,
      designation,
    });
    for (const [order, stage] of stages.entries()) await made('/flows/bindings/', { target, stage, order });
  };
  await flow('login', [await made('/stages/identification/', { name: 'who', ...fields }), secret]);
  await flow('strict', [
    await made('/stages/identification/', { name: 'strict', ...fields, pretend_user_exists: false }),
    secret,
  ]);
  await flow(
    'back',
    [
      await made('/stages/identification/', { name: 'asked', ...fields, pretend_user_exists: true }),
      await made('/stages/email/', { name: 'mail', recovery_max_attempts: 50 }),
    ],
    'recovery',
  );
  await flow('short', [
    await made('/stages/identification/', { name: 'both', ...fields, password_stage: secret }),
  ]);
  watch(postern.database);
});
afterAll(() => postern?.end());

interface Work {
  readonly statements: readonly string[];
  readonly status: number;
  /** The answer with every id and name in it made alike. */
  readonly body: string;
  readonly length: number;
}

/** A request, and what the server did for it. */
async function work(name: string, ask: () => ReturnType<TestPostern['call']>): Promise<Work> {
  statements.length = 0;
  const { status, body } = await ask();
  const text = JSON.stringify(body);
  return {
    statements: [...statements],
    status,
    body: text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replaceAll(name, 'name'),
    length: text.length,
  };
}

/** Walks a login, in a browser of its own; what each of its requests costs. */
async function login(slug: string, username: string, password = 'a wrong one'): Promise<readonly Work[]> {
  let cookie = '';
  const ask = async (method: 'GET' | 'POST', body?: object) => {
    const answer = await postern.call(method, `/flows/executor/${slug}/?query=`, {
      token: null,
      headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:9000', cookie },
      ...(body ? { body } : {}),
    });
    const [set] = [answer.headers['set-cookie'] ?? []].flat();
    if (typeof set === 'string') cookie = set.split(';')[0] ?? '';
    return answer;
  };
  await ask('GET');
  const component = 'ak-stage-identification';
  if (slug === 'short')
    return [await work(username, () => ask('POST', { component, uid_field: username, password }))];
  return [
    await work(username, () => ask('POST', { component, uid_field: username })),
    await work(username, () => ask('POST', { component: 'ak-stage-password', password })),
    await work(username, () => ask('POST', { component: 'ak-stage-password', password })),
  ];
}

describe.each(['login', 'short'])('A53: a login by the flow %s that fails', (slug) => {
  test.each(KINDS)('is the same work for $kind and for nobody', async ({ username }) => {
    await login(slug, NOBODY); // whatever is only done once is done now
    const nobody = await login(slug, NOBODY);
    const somebody = await login(slug, username);
    expect(somebody).toEqual(nobody);
    for (const { statements, status } of somebody) {
      expect(statements.length).toBeGreaterThan(1);
      expect(status).toBe(200);
    }
  });
});

describe('A53: a recovery by e-mail', () => {
  /** Walks it to where the mail is on its way, and asks for another one. */
  async function recover(username: string): Promise<readonly Work[]> {
    let cookie = '';
    const ask = async (method: 'GET' | 'POST', body?: object) => {
      const answer = await postern.call(method, '/flows/executor/back/?query=', {
        token: null,
        headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:9000', cookie },
        ...(body ? { body } : {}),
      });
      const [set] = [answer.headers['set-cookie'] ?? []].flat();
      if (typeof set === 'string') cookie = set.split(';')[0] ?? '';
      return answer;
    };
    await ask('GET');
    const component = 'ak-stage-identification';
    return [
      await work(username, () => ask('POST', { component, uid_field: username })),
      await work(username, () => ask('POST', { component: 'ak-stage-email' })),
    ];
  }

  test.each([
    { kind: 'somebody who gets one', username: 'mailed', values: { email: 'mailed@corp.test' } },
    { kind: 'somebody without an address', username: 'silent', values: {} },
    { kind: 'a locked account', username: 'asleep', values: { email: 'a@corp.test', is_active: false } },
  ])('is the same work for $kind and for nobody', async ({ username, values }) => {
    await postern.account(username, values);
    await recover(NOBODY); // whatever is only done once is done now
    const nobody = await recover(NOBODY);
    const somebody = await recover(username);
    expect(somebody).toEqual(nobody);
    expect(somebody[0]?.statements.filter((text) => text.includes('into mails'))).toHaveLength(1);
  });

  test('the control: a mail went to the one who gets one, and to nobody else', async () => {
    const { rows } = await postern.database.database.pool.query(
      'select message from mails where message is not null',
    );
    expect(rows).toMatchObject([{ message: { to: ['mailed@corp.test'] } }]);
  });
});

test('other work and other words are noticed', async () => {
  const [wrong, right] = [await login('short', 'active'), await login('short', 'active', PASSWORD)];
  expect(right[0]?.statements).not.toEqual(wrong[0]?.statements);
  // A flow that says which names it knows, since it was told to.
  const [nobody, somebody] = [await login('strict', NOBODY), await login('strict', 'active')];
  expect(somebody[0]?.body).not.toEqual(nobody[0]?.body);
});

describe('A53, A54: a token of the API that is not good', () => {
  test('costs and says the same, whatever is wrong with it', async () => {
    const { pk } = await postern.account('tokens');
    const token = async (identifier: string, more: object) => {
      const { body } = await postern.call('POST', '/core/tokens/', {
        body: { identifier, user: pk, intent: 'api', ...more },
      });
      const shown = await postern.call('GET', `/core/tokens/${body.identifier}/view_key/`);
      return String(shown.body.key ?? body.key);
    };
    const locked = await postern.account('idling');
    await postern.call('PATCH', `/core/users/${locked.pk}/`, { body: { is_active: false } });
    const bad = {
      unknown: 'x'.repeat(40),
      expired: await token('expired', { expiring: true, expires: '2020-01-01T00:00:00Z' }),
      app: await token('for-mail', { intent: 'app_password' }),
      locked: locked.token,
    };
    const answers = await Promise.all(
      Object.values(bad).map((key) => postern.call('GET', '/core/users/me/', { token: key })),
    );
    const [first] = answers;
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 403, body: first?.body });
    const costs = [];
    for (const key of Object.values(bad))
      costs.push(await work('', () => postern.call('GET', '/core/users/me/', { token: key })));
    for (const cost of costs) expect(cost).toEqual(costs[0]);
    expect((await postern.call('GET', '/core/users/me/')).status).toBe(200);
  });
});
