import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { WEB } from './pages.ts';

let postern: TestPostern;
const keys: Record<string, string> = {};

beforeAll(async () => {
  postern = await testPostern();
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await postern.call('POST', path, { body });
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.pk;
  };
  const ada = await postern.account('ada');
  await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: 'correct horse' } });
  const flow = (slug: string, designation: string, more = {}) =>
    made('/flows/instances/', { name: slug, slug, title: `Flow ${slug}`, designation, ...more });
  const bind = (target: string, stage: string, order: number) =>
    made('/flows/bindings/', { target, stage, order });
  keys.login = await flow('login', 'authentication');
  keys.bye = await flow('bye', 'invalidation');
  keys.change = await flow('change', 'stage_configuration', { authentication: 'require_authenticated' });
  keys.who = await made('/stages/identification/', { name: 'who', user_fields: ['username'] });
  keys.secret = await made('/stages/password/', {
    name: 'secret',
    backends: ['authentik.core.auth.InbuiltBackend'],
    configure_flow: keys.change,
  });
  const stays = await made('/stages/user_login/', { name: 'in' });
  const out = await made('/stages/user_logout/', { name: 'out' });
  await bind(keys.login, keys.who, 10);
  await bind(keys.login, keys.secret, 20);
  await bind(keys.login, stays, 30);
  await bind(keys.bye, out, 0);
  await bind(keys.change, keys.who, 0);
});
afterAll(() => postern?.end());

/** A browser: it keeps cookies, says where it comes from, and sends JSON. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly set = new Map<string, string>();
  host = 'localhost:9000';

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'HEAD',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await postern.server.inject({
      method,
      url,
      headers: {
        host: this.host,
        'sec-fetch-site': 'same-origin',
        ...(method === 'POST' || method === 'PUT' ? { origin: `http://${this.host}` } : {}),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.set.set(name, header);
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const json = String(answer.headers['content-type']).startsWith('application/json') && answer.body !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: json ? JSON.parse(answer.body) : answer.body,
    };
  }

  get(slug: string, query = '') {
    return this.ask('GET', `/api/v3/flows/executor/${slug}/?query=${encodeURIComponent(query)}`);
  }

  post(slug: string, body: unknown, headers: Record<string, string> = {}) {
    return this.ask('POST', `/api/v3/flows/executor/${slug}/?query=`, body, headers);
  }

  async signIn(): Promise<void> {
    await this.get('login');
    await this.post('login', { component: 'ak-stage-identification', uid_field: 'ada' });
    const done = await this.post('login', { component: 'ak-stage-password', password: 'correct horse' });
    expect(done.body).toMatchObject({ component: 'xak-flow-redirect' });
  }

  async me(): Promise<string | undefined> {
    return (await this.ask('GET', '/api/v3/core/users/me/')).body.user?.username;
  }
}

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});

const IDENTIFICATION = 'ak-stage-identification';
const right = { component: IDENTIFICATION, uid_field: 'ada' };

describe('the executor', () => {
  test('signs somebody in, over the wire format', async () => {
    const first = await browser.get('login', 'next=%2Fif%2Fuser%2F');
    expect(first.status).toBe(200);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.headers.etag).toBeUndefined();
    expect(first.body).toMatchObject({
      component: IDENTIFICATION,
      flow_info: {
        title: 'Flow login',
        layout: 'stacked',
        cancel_url: expect.stringMatching(/^\/flows\/-\/cancel\//),
      },
      user_fields: ['username'],
      run: expect.stringMatching(/^[0-9a-f-]{36}$/),
      execution: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await browser.post('login', right)).body).toMatchObject({
      component: 'ak-stage-password',
      pending_user: 'ada',
    });
    const wrong = await browser.post('login', { component: 'ak-stage-password', password: 'wrong' });
    expect(wrong).toMatchObject({
      status: 200,
      body: { response_errors: { password: [{ code: 'invalid' }] } },
    });
    expect(await browser.me()).toBeUndefined();
    const done = await browser.post('login', { component: 'ak-stage-password', password: 'correct horse' });
    expect(done.body).toEqual({ component: 'xak-flow-redirect', to: '/if/user/', final_redirect: true });
    expect(await browser.me()).toBe('ada');
  });

  test('an unknown flow is a 404', async () => {
    expect((await browser.get('nope')).status).toBe(404);
    expect((await browser.post('nope', right)).status).toBe(404);
  });

  test('A12: what is no JSON object from a POST never advances', async () => {
    await browser.get('login');
    const url = '/api/v3/flows/executor/login/?query=';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = [
      browser.ask('POST', url),
      browser.ask('POST', url, ''),
      browser.ask('POST', url, '{'),
      browser.ask('POST', url, '[]'),
      browser.ask('POST', url, '"ak-stage-identification"'),
      browser.ask('POST', url, 'null'),
      browser.ask(
        'POST',
        url,
        '{"component":"ak-stage-identification","uid_field":"ada","__proto__":{"a":1}}',
      ),
      browser.ask('POST', url, 'component=ak-stage-identification&uid_field=ada', form),
      browser.ask('POST', url, JSON.stringify(right), { 'content-type': 'text/plain' }),
      browser.ask('POST', url, JSON.stringify(right), { 'content-type': 'multipart/form-data; boundary=x' }),
      browser.ask('PUT', url, right),
      browser.ask('HEAD', url),
    ];
    for (const answer of await Promise.all(sent)) expect(answer.status).toBeGreaterThanOrEqual(400);
    for (const body of [{}, { component: IDENTIFICATION }, { ...right, extra: 1 }]) {
      expect(await browser.post('login', body)).toMatchObject({
        status: 200,
        body: { component: IDENTIFICATION },
      });
    }
    expect((await browser.get('login')).body.component).toBe(IDENTIFICATION);
    expect((await browser.post('login', right)).body.component).toBe('ak-stage-password');
  });

  test('A64: no other site can answer, or have a flow begun', async () => {
    await browser.get('login');
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: 'http://localhost:9000.evil.test' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await browser.post('login', right, headers)).status).toBe(403);
    }
    for (const site of ['cross-site', 'same-site']) {
      const url = '/api/v3/flows/executor/bye/?query=';
      expect((await browser.ask('GET', url, undefined, { 'sec-fetch-site': site })).status).toBe(403);
    }
    expect((await browser.post('login', right)).body.component).toBe('ak-stage-password');
  });

  test('A64: signing out by reading is for our own pages', async () => {
    await browser.signIn();
    const url = '/api/v3/flows/executor/bye/?query=';
    await browser.ask('GET', url, undefined, { 'sec-fetch-site': 'cross-site' });
    await browser.ask('HEAD', url);
    expect(await browser.me()).toBe('ada');
    expect((await browser.get('bye', 'next=%2Fx')).body).toMatchObject({ to: '/x' });
    expect(await browser.me()).toBeUndefined();
  });

  test('A65: the cookies are for this host, this browser and no script; the login rotates both', async () => {
    await browser.get('login');
    const before = browser.jar.get('postern_browser');
    expect(before).toMatch(/^[\w-]{40,}$/);
    expect(browser.set.get('postern_browser')).toMatch(/HttpOnly/);
    expect(browser.set.get('postern_browser')).toMatch(/SameSite=Lax/);
    await browser.signIn();
    expect(browser.jar.get('postern_browser')).not.toBe(before);
    expect(browser.set.get('postern_session')).toMatch(/HttpOnly/);
  });

  test.each(['', 'x', 'guessable', 'a'.repeat(500), '../../etc'])(
    'A65: the browser cookie %j is not taken',
    async (value) => {
      browser.jar.set('postern_browser', value);
      await browser.get('login');
      expect(browser.jar.get('postern_browser')).not.toBe(value);
    },
  );

  test('A17: the run of one browser is nothing in another', async () => {
    const { run } = (await browser.get('login')).body;
    await browser.post('login', right);
    const other = new Browser();
    const address = `/api/v3/flows/executor/login/?query=&run=${run}`;
    expect((await other.ask('GET', address)).body).toMatchObject({ component: IDENTIFICATION });
    const posted = await other.ask('POST', address, {
      component: 'ak-stage-password',
      password: 'correct horse',
    });
    expect(posted.body.component).toBe(IDENTIFICATION);
    expect(posted.body.run).not.toBe(run);
    const own = await browser.ask('POST', address, {
      component: 'ak-stage-password',
      password: 'correct horse',
    });
    expect(own.body.component).toBe('xak-flow-redirect');
  });

  test('A14: a step is answered once, also by many at a time', async () => {
    await browser.get('login');
    const all = await Promise.all(Array.from({ length: 10 }, () => browser.post('login', right)));
    expect(
      all.filter(({ body }) => body.component === 'ak-stage-password' && !body.response_errors),
    ).toHaveLength(1);
    expect((await browser.get('login')).body.component).toBe('ak-stage-password');
  });

  test('rows 6 and 7: next beside the query counts where the flow does not apply', async () => {
    const url = '/api/v3/flows/executor/change/?query=';
    expect((await browser.ask('GET', url)).body).toMatchObject({ component: 'ak-stage-access-denied' });
    expect((await browser.ask('GET', `${url}&next=%2Fx`)).body).toMatchObject({ to: '/x' });
    expect((await browser.ask('GET', `${url}&next=%2F%2Fevil.test`)).body).toMatchObject({
      component: 'ak-stage-access-denied',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('row 79: the first page follows the configuration', async () => {
    await browser.get('login');
    await postern.call('PATCH', `/flows/instances/login/`, { body: { title: 'Hello' } });
    expect((await browser.get('login')).body.flow_info.title).toBe('Hello');
    await postern.call('PATCH', `/flows/instances/login/`, { body: { title: 'Flow login' } });
  });
});

describe('the addresses around it', () => {
  test('the page of a flow loads nothing but itself', async () => {
    const page = await browser.ask('GET', '/if/flow/login/?next=%2F');
    if (!existsSync(join(WEB, 'flow/index.html'))) {
      expect(page.status).toBe(503);
      return;
    }
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
  });

  test('row 13: the default flows, with the query', async () => {
    const login = await browser.ask('GET', '/flows/-/default/authentication/?next=%2Fapp');
    expect(login).toMatchObject({ status: 302, headers: { location: '/if/flow/login/?next=%2Fapp' } });
    const bye = await browser.ask('GET', '/flows/-/default/invalidation/');
    expect(bye.headers.location).toBe('/if/flow/bye/');
    expect((await browser.ask('GET', '/flows/-/default/recovery/')).status).toBe(404);
  });

  test('row 76: cancel drops the run and leads on', async () => {
    const { run, flow_info } = (await browser.get('login', 'next=%2Fapp')).body;
    await browser.post('login', right);
    const cancelled = await browser.ask('GET', flow_info.cancel_url);
    expect(cancelled).toMatchObject({ status: 302, headers: { location: '/app' } });
    expect((await browser.ask('GET', `/api/v3/flows/executor/login/?query=&run=${run}`)).body.run).not.toBe(
      run,
    );
    const hostile = await browser.ask('GET', '/flows/-/cancel/?next=%2F%2Fevil.test');
    expect(hostile.headers.location).toBe('/if/flow/bye/');
  });

  test('A64: another site cancels nothing', async () => {
    await browser.get('login');
    await browser.post('login', right);
    await browser.ask('GET', '/flows/-/cancel/', undefined, { 'sec-fetch-site': 'cross-site' });
    expect((await browser.get('login')).body.component).toBe('ak-stage-password');
    await browser.ask('GET', '/flows/-/cancel/');
    expect((await browser.get('login')).body.component).toBe(IDENTIFICATION);
  });

  describe('A64: another site leads to where people sign out', () => {
    const led = (url: string, site = 'cross-site') =>
      browser.ask('GET', url, undefined, { 'sec-fetch-site': site });
    const asks = 'Do you want to sign out?';

    test('they are asked first, and the answer is a click on a page of this site', async () => {
      await browser.signIn();
      const { headers } = await led('/flows/-/default/invalidation/');
      const page = await led(String(headers.location));
      expect(page.status).toBe(200);
      expect(page.body).toContain(asks);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      const [, link = ''] = /<a href="([^"]+)">Sign out</.exec(page.body) ?? [];
      expect(link).toBe('/if/flow/bye/');
      expect(await browser.me()).toBe('ada');
      expect((await browser.ask('GET', link)).body).not.toContain(asks);
      await browser.get('bye');
      expect(await browser.me()).toBeUndefined();
    });

    test('an address cannot break out of the page that asks', async () => {
      await browser.signIn();
      const { body } = await led('/if/flow/bye/?next=%22%3E<b a="&quot;">');
      expect(body).toContain(asks);
      expect(body).not.toContain('<b a');
      expect(body).not.toContain('"&quot;"');
    });

    test.each(['same-origin', 'same-site', 'none'])(
      'they are not asked when they come from %s',
      async (site) => {
        await browser.signIn();
        expect((await led('/if/flow/bye/', site)).body).not.toContain(asks);
      },
    );

    test('nor where nobody is signed in, nor at flows that sign nobody out', async () => {
      expect((await led('/if/flow/bye/')).body).not.toContain(asks);
      await browser.signIn();
      expect((await led('/if/flow/login/')).body).not.toContain(asks);
    });

    test('nor where a run was begun for them, as applications do; a made-up run is none', async () => {
      const started = await postern.call('POST', '/flows/instances/', {
        body: { name: 'leave', slug: 'leave', title: 'Leave', designation: 'invalidation' },
      });
      await postern.call('POST', '/flows/bindings/', {
        body: { target: started.body.pk, stage: keys.who, order: 0 },
      });
      await browser.signIn();
      const { run } = (await browser.get('leave')).body;
      expect((await led(`/if/flow/leave/?run=${run}`)).body).not.toContain(asks);
      for (const query of ['', '?run=', `?run=${keys.login}`, '?run=no-run'])
        expect((await led(`/if/flow/leave/${query}`)).body).toContain(asks);
    });
  });

  test('row 77: configure begins the flow about oneself, and asks to sign in first', async () => {
    const url = `/flows/-/configure/${keys.secret}/`;
    expect((await browser.ask('GET', url)).headers.location).toBe(
      `/if/flow/login/?next=${encodeURIComponent(url)}`,
    );
    await browser.signIn();
    const started = await browser.ask('GET', url);
    expect(started.status).toBe(302);
    expect(started.headers.location).toMatch(/^\/if\/flow\/change\/\?run=/);
    expect((await browser.ask('GET', `/flows/-/configure/${keys.who}/`)).status).toBe(404);
  });

  test('row 78: the inspector is for those who may', async () => {
    const admin = new Browser();
    await admin.get('login');
    const url = '/api/v3/flows/inspector/login/';
    expect((await browser.ask('GET', url)).status).toBe(403);
    await browser.signIn();
    await browser.get('login');
    expect((await browser.ask('GET', url)).status).toBe(404);
    const bearer = { authorization: `Bearer ${postern.admin.token}` };
    expect((await new Browser().ask('GET', url, undefined, bearer)).status).toBe(400);
    const seen = await admin.ask('GET', url, undefined, bearer);
    expect(seen.body).toMatchObject({
      is_completed: false,
      current_plan: { current_stage: { stage: keys.who, stage_obj: { name: 'who' }, order: 10 } },
    });
  });

  test('execute starts a flow about oneself', async () => {
    const url = '/api/v3/flows/instances/login/execute/';
    expect((await browser.ask('GET', url)).status).toBe(403);
    const bearer = { authorization: `Bearer ${postern.admin.token}` };
    const started = await browser.ask('GET', url, undefined, bearer);
    expect(started.body.link).toMatch(/^http:\/\/localhost:9000\/if\/flow\/login\/\?run=/);
  });
});

test('A65: over https the cookies carry the __Host- prefix', async () => {
  const secure = await testPostern({ POSTERN_PUBLIC_URL: 'https://id.corp.test' });
  try {
    await secure.call('POST', '/flows/instances/', {
      body: { name: 'f', slug: 'f', title: 'F', designation: 'authentication' },
    });
    const stage = await secure.call('POST', '/stages/identification/', {
      body: { name: 'w', user_fields: ['email'] },
    });
    const flow = await secure.call('GET', '/flows/instances/f/');
    await secure.call('POST', '/flows/bindings/', {
      body: { target: flow.body.pk, stage: stage.body.pk, order: 0 },
    });
    const answer = await secure.call('GET', '/flows/executor/f/?query=', {
      token: null,
      headers: { host: 'id.corp.test' },
    });
    const [cookie] = [answer.headers['set-cookie']].flat() as string[];
    expect(cookie).toMatch(/^__Host-postern_browser=[\w-]{40,}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  } finally {
    await secure.end();
  }
});
