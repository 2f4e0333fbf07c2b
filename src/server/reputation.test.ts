import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { ANONYMOUS } from '../core/policy/request.ts';

const HOME = '192.0.2.7';
const AWAY = '198.51.100.9';
const PASSWORD = 'correct horse';

let postern: TestPostern;
let ada: Account;
let application: string;

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};

beforeAll(async () => {
  postern = await testPostern();
  ada = await postern.account('ada', { email: 'ada@corp.test' });
  await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: PASSWORD } });
  application = await made('/core/applications/', { name: 'Wiki', slug: 'wiki' });
  const who = { user_fields: ['username', 'email'] };
  const backends = ['authentik.core.auth.InbuiltBackend'];
  const secret = await made('/stages/password/', {
    name: 'secret',
    backends,
    failed_attempts_before_cancel: 100,
  });
  const enter = await made('/stages/user_login/', { name: 'in' });
  const flow = async (slug: string, stages: readonly string[]) => {
    const target = await made('/flows/instances/', {
      name: slug,
      slug,
      title: slug,
      designation: 'authentication',
    });
    for (const [order, stage] of stages.entries()) await made('/flows/bindings/', { target, stage, order });
  };
  await flow('login', [await made('/stages/identification/', { name: 'who', ...who }), secret, enter]);
  await flow('strict', [
    await made('/stages/identification/', { name: 'strict', ...who, pretend_user_exists: false }),
    secret,
    enter,
  ]);
  await flow('short', [
    await made('/stages/identification/', { name: 'short', ...who, password_stage: secret }),
    enter,
  ]);
});
afterAll(() => postern?.end());
beforeEach(async () => {
  await postern.database.database.pool.query('delete from reputation_scores');
});

/** One try to sign in, from a browser of its own. */
async function tries(slug: string, name: string, password: string, address = HOME): Promise<string> {
  const jar = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', body?: object) => {
    const answer = await postern.server.inject({
      method,
      url: `/api/v3/flows/executor/${slug}/?query=`,
      remoteAddress: address,
      headers: {
        host: 'localhost:9000',
        'sec-fetch-site': 'same-origin',
        ...(method === 'POST' ? { origin: 'http://localhost:9000' } : {}),
        cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
      },
      ...(body ? { payload: body } : {}),
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      jar.set(key, value);
    }
    return JSON.parse(answer.body);
  };
  await ask('GET');
  const named = await ask('POST', {
    component: 'ak-stage-identification',
    uid_field: name,
    ...(slug === 'short' ? { password } : {}),
  });
  if (named.component !== 'ak-stage-password') return named.component;
  return (await ask('POST', { component: 'ak-stage-password', password })).component;
}

const scores = async (query = '') => {
  await postern.reputation.flush();
  const { body } = await postern.call('GET', `/policies/reputation/scores/?ordering=identifier,ip${query}`);
  return body.results.map(({ identifier, ip, score }: { identifier: string; ip: string; score: number }) => ({
    identifier,
    ip,
    score,
  }));
};

describe('what is tried changes scores', () => {
  test('A50: under every name of an account and in every flow, one counter', async () => {
    await tries('login', 'ada', 'wrong');
    await tries('login', 'ADA', 'wrong');
    await tries('login', 'ada@corp.test', 'wrong');
    await tries('short', 'Ada@Corp.test', 'wrong');
    expect(await scores()).toEqual([{ identifier: 'ada', ip: HOME, score: -4 }]);
  });

  test('119 it ends at the limit; 120 a login takes all failures back', async () => {
    for (let time = 0; time < 6; time++) await tries('login', 'ada', 'wrong');
    expect(await scores()).toEqual([{ identifier: 'ada', ip: HOME, score: -5 }]);
    expect(await tries('login', 'ada', PASSWORD)).toBe('xak-flow-redirect');
    expect(await scores()).toEqual([{ identifier: 'ada', ip: HOME, score: 0 }]);
    await tries('short', 'ada', PASSWORD);
    expect(await scores()).toEqual([{ identifier: 'ada', ip: HOME, score: 1 }]);
  });

  test.each(['login', 'strict', 'short'])(
    'A53: a name that nobody has counts like one, in the flow %s',
    async (slug) => {
      await tries(slug, 'nobody', 'wrong');
      await tries(slug, 'ada', 'wrong', AWAY);
      expect(await scores()).toEqual([
        { identifier: 'ada', ip: AWAY, score: -1 },
        { identifier: 'nobody', ip: HOME, score: -1 },
      ]);
    },
  );

  test('A72: a test of a policy counts for nothing', async () => {
    const pk = await made('/policies/reputation/', { name: 'tested' });
    await postern.call('POST', `/policies/all/${pk}/test/`, { body: { user: ada.pk } });
    expect(await scores()).toEqual([]);
  });
});

describe('the reputation policy', () => {
  const decide = (user = postern.graph.user(ada.pk), client_ip = HOME) =>
    postern.decisions.decide(application, {
      user: user ?? ANONYMOUS,
      http_request: {
        client_ip,
        method: 'GET',
        path: '/',
        host: 'localhost',
        user_agent: 'Test/1',
        request_id: '',
      },
    });
  let policy = '';
  beforeAll(async () => {
    policy = await made('/policies/reputation/', { name: 'bad reputation', threshold: -3 });
    await made('/policies/bindings/', { target: application, policy, order: 0 });
  });

  test('passes from the failure on that reaches the threshold, for the very next question', async () => {
    const passed: boolean[] = [];
    for (let time = 0; time < 4; time++) {
      await tries('login', 'ada', 'wrong');
      passed.push((await decide()).passing);
    }
    expect(passed).toEqual([false, false, true, true]);
    await tries('login', 'ada', PASSWORD);
    expect((await decide()).passing).toBe(false);
  });

  test('A51: who is attacked from elsewhere is spared at home, not at the attacker’s', async () => {
    await tries('login', 'ada', PASSWORD, HOME);
    for (let time = 0; time < 5; time++) await tries('login', 'ada', 'wrong', AWAY);
    const user = postern.graph.user(ada.pk);
    expect((await decide(user, HOME)).passing).toBe(false);
    expect((await decide(user, AWAY)).passing).toBe(true);
    expect((await decide(user, '203.0.113.77')).passing, 'a new place').toBe(true);
    await postern.call('PATCH', `/policies/reputation/${policy}/`, {
      body: { spare_known_addresses: false },
    });
    expect((await decide(user, HOME)).passing, 'the control').toBe(true);
    await postern.call('PATCH', `/policies/reputation/${policy}/`, { body: { spare_known_addresses: true } });
  });

  test('A53: what happens after many tries does not tell which names exist', async () => {
    const claimed = (username: string) => ({ ...ANONYMOUS, username });
    for (let time = 0; time < 3; time++) {
      await tries('login', 'ada', 'wrong', AWAY);
      await tries('login', 'nobody', 'wrong', AWAY);
    }
    expect((await decide(postern.graph.user(ada.pk))).passing).toBe(true);
    expect((await decide(claimed('nobody'))).passing).toBe(true);
    expect((await decide(claimed('somebody else'))).passing, 'the control').toBe(false);
  });

  test('W21: with both checks off it is not saved, also where it was', async () => {
    const off = { check_ip: false, check_username: false };
    const refused = await postern.call('POST', '/policies/reputation/', { body: { name: 'off', ...off } });
    expect(refused.status).toBe(400);
    expect(refused.body.non_field_errors).toHaveLength(1);
    expect((await postern.call('PATCH', `/policies/reputation/${policy}/`, { body: off })).status).toBe(400);
    const half = await postern.call('PATCH', `/policies/reputation/${policy}/`, {
      body: { check_ip: false },
    });
    expect(half.status).toBe(200);
    await postern.call('PATCH', `/policies/reputation/${policy}/`, { body: { check_ip: true } });
  });

  test('a decision that knows the score asks no database', async () => {
    await tries('login', 'ada', 'wrong');
    await decide();
    await expect
      .poll(async () => {
        await decide();
        return postern.ports.reputation.scores({ identifier: 'ada', ip: HOME }) instanceof Promise;
      })
      .toBe(false);
  });
});

describe('scores in the API', () => {
  beforeEach(async () => {
    await tries('login', 'ada', 'wrong');
    await tries('login', 'eve', 'wrong', AWAY);
    await tries('login', 'eve', 'wrong', AWAY);
    await postern.reputation.flush();
  });

  test.each([
    ['', ['ada', 'eve']],
    ['&identifier=ada', ['ada']],
    ['&identifier=ADA', ['ada']],
    ['&identifier_in=ada,eve', ['ada', 'eve']],
    ['&identifier_in=bob', []],
    [`&ip=${AWAY}`, ['eve']],
    ['&score=-2', ['eve']],
    ['&search=ev', ['eve']],
    ['&search=192.0', ['ada']],
  ])('list%s finds %j', async (query, names) => {
    expect((await scores(query)).map(({ identifier }: { identifier: string }) => identifier)).toEqual(names);
  });

  test('one score has the fields of the wire, and those only that may be seen', async () => {
    const { body } = await postern.call('GET', '/policies/reputation/scores/?identifier=ada');
    const [{ pk }] = body.results;
    const one = await postern.call('GET', `/policies/reputation/scores/${pk}/`);
    expect(one.body).toMatchObject({
      pk,
      identifier: 'ada',
      ip: HOME,
      ip_geo_data: expect.any(Object),
      ip_asn_data: expect.any(Object),
      score: -1,
      updated: expect.any(String),
    });
    expect(one.body).not.toHaveProperty('changes');
    expect((await postern.call('GET', `/policies/reputation/scores/${pk}/used_by/`)).body).toEqual([]);
  });

  test('one that is deleted counts no more, at once', async () => {
    const asked = { identifier: 'eve', ip: AWAY };
    expect(await postern.ports.reputation.scores(asked)).toMatchObject({ both: -2 });
    const { body } = await postern.call('GET', '/policies/reputation/scores/?identifier=eve');
    expect((await postern.call('DELETE', `/policies/reputation/scores/${body.results[0].pk}/`)).status).toBe(
      204,
    );
    await expect.poll(() => postern.ports.reputation.scores(asked)).toMatchObject({ both: 0 });
    expect((await postern.call('DELETE', `/policies/reputation/scores/${body.results[0].pk}/`)).status).toBe(
      404,
    );
  });

  test.each(['POST', 'PUT', 'PATCH'])('nobody writes one: %s', async (method) => {
    const { body } = await postern.call('GET', '/policies/reputation/scores/?identifier=ada');
    const path = method === 'POST' ? '' : `${body.results[0].pk}/`;
    const answer = await postern.call(method, `/policies/reputation/scores/${path}`, { body: { score: 5 } });
    expect([404, 405]).toContain(answer.status);
    expect(await scores('&identifier=ada')).toEqual([{ identifier: 'ada', ip: HOME, score: -1 }]);
  });

  test('A57: only who may', async () => {
    for (const token of [null, ada.token]) {
      const { status } = await postern.call('GET', '/policies/reputation/scores/', { token });
      expect([401, 403]).toContain(status);
    }
  });
});
