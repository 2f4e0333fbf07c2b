import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPostern } from '../../test/postern.ts';
import { Browser, ORIGIN } from '../../test/sources/browser.ts';
import { type Rig, startRig, type TestSource } from '../../test/sources/rig.ts';
import { CLIENT_SECRET } from '../../test/sources/upstream.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

const atCallback = (url: URL) => url.pathname.includes('/callback/');

/** Goes to the source and comes back as far as the callback, which is not opened. */
async function away(source: TestSource, browser: Browser, site = 'same-origin'): Promise<URL> {
  const { url } = await browser.walk(source.login, site, atCallback);
  if (!atCallback(url)) throw new Error(`the browser ended at ${url}`);
  return url;
}

async function deniedAt(browser: Browser, address: string | URL, site = 'same-origin') {
  const { url } = await browser.walk(address, site);
  const shown = await browser.look(url);
  expect(shown.component).toBe('ak-stage-access-denied');
  return String(shown.error_message);
}

describe('A17: a sign-in is finished in the browser that began it', () => {
  test('the callback of an attacker signs nobody in, and leaves the sign-in to who began it', async () => {
    const source = await rig.source();
    const attacker = new Browser(rig.postern);
    const person = rig.person();
    const callback = await away(source, attacker);
    const victims = [new Browser(rig.postern), new Browser(rig.postern)];
    // One victim has no browser secret yet, the other one of their own.
    await victims[1]?.walk(source.login, 'same-origin', (url) => url.origin !== ORIGIN);
    for (const victim of victims) {
      expect((await victim.walk(callback, 'cross-site')).status).toBe(400);
      expect(await victim.me()).toBeNull();
    }
    expect(await rig.connections(source)).toEqual([]);
    expect((await attacker.walk(callback, 'cross-site')).url.pathname).toBe('/if/user/');
    expect(await attacker.me()).toMatchObject({ username: person.preferred_username });
  });

  test('signing in gives a new session, and a new secret of the browser', async () => {
    const source = await rig.source();
    rig.person();
    const browser = new Browser(rig.postern);
    browser.set('postern_session', 'chosen-by-somebody-else-chosen-by-somebody');
    const callback = await away(source, browser);
    const before = browser.cookie('postern_browser');
    await browser.walk(callback, 'cross-site');
    expect(await browser.me()).not.toBeNull();
    expect(browser.cookie('postern_session')).not.toBe('chosen-by-somebody-else-chosen-by-somebody');
    expect(browser.cookie('postern_browser')).not.toBe(before);
  });

  test('whoever has signed in as somebody else in the meantime connects nothing', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('in-between');
    rig.person();
    const browser = new Browser(rig.postern);
    const callback = await away(source, browser);
    await browser.signIn(account.pk);
    expect(await deniedAt(browser, callback, 'cross-site')).toMatch(/in the meantime/);
    expect(await rig.connections(source)).toEqual([]);
  });
});

describe('A22: connecting an identity needs a fresh proof', () => {
  test.each([
    ['a session that only named somebody', { method: '' }],
    ['a session that was left open', { ago: 16 * 60_000 }],
  ])('%s has to prove who it is first', async (_, how) => {
    const source = await rig.source();
    const account = await rig.postern.account(`stale-${source.slug}`);
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk, how);
    rig.person();
    rig.upstream.asked.length = 0;
    const { url } = await browser.walk(source.login);
    expect(url.pathname).toBe('/if/flow/default-authentication-flow/');
    expect(url.searchParams.get('next')).toBe(source.login);
    expect((await browser.look(url)).component).toBe('ak-stage-identification');
    expect(rig.upstream.asked).toEqual([]);
    expect(await rig.connections(source)).toEqual([]);
  });

  test('control: who then proves it comes to the source, and is connected', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('proves-it');
    const password = 'correct horse battery staple';
    await rig.postern.call('POST', `/core/users/${account.pk}/set_password/`, { body: { password } });
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk, { ago: 3_600_000 });
    rig.person();
    const { url } = await browser.walk(source.login);
    await browser.look(url);
    const identified = await browser.look(url, {
      component: 'ak-stage-identification',
      uid_field: 'proves-it',
    });
    const page = identified.component === 'ak-stage-password' ? identified : await browser.look(url);
    const proven = await browser.look(url, { component: page.component, password });
    expect(proven).toMatchObject({ component: 'xak-flow-redirect', to: source.login });
    await browser.walk(String(proven.to));
    expect(await rig.connections(source)).toMatchObject([{ user: account.pk }]);
  });

  test('control: who proved it a moment ago goes on', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('fresh');
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk, { ago: 14 * 60_000 });
    rig.person();
    await browser.walk(source.login);
    expect(await rig.connections(source)).toMatchObject([{ user: account.pk }]);
  });

  test('who left to sign in again with their own identity cannot bring another one', async () => {
    const source = await rig.source();
    rig.person();
    const { browser } = await rig.signIn(source);
    const callback = await away(source, browser);
    for (const connection of await rig.connections(source))
      await rig.postern.call('DELETE', `/sources/user_connections/all/${connection.pk}/`);
    await deniedAt(browser, callback, 'cross-site');
    expect(await rig.connections(source)).toEqual([]);
  });
});

describe('A23: a state is random, ours, and works once', () => {
  test.each<[string, (url: URL) => void]>([
    ['none', (url) => url.searchParams.delete('state')],
    ['a blank one', (url) => url.searchParams.set('state', '')],
    ['a guess', (url) => url.searchParams.set('state', 'a'.repeat(43))],
    ['two of them', (url) => url.searchParams.append('state', String(url.searchParams.get('state')))],
  ])('%s', async (_, change) => {
    const source = await rig.source();
    rig.person();
    const browser = new Browser(rig.postern);
    const callback = await away(source, browser);
    const changed = new URL(callback);
    change(changed);
    expect((await browser.walk(changed, 'cross-site')).status).toBe(400);
    expect(await browser.me()).toBeNull();
    // Control: the right one still works.
    expect((await browser.walk(callback, 'cross-site')).url.pathname).toBe('/if/user/');
  });

  test('a state that was used, or that belongs to another source, is none', async () => {
    const [one, other] = [await rig.source(), await rig.source()];
    rig.person();
    const browser = new Browser(rig.postern);
    const callback = await away(one, browser);
    const moved = new URL(callback);
    moved.pathname = moved.pathname.replace(one.slug, other.slug);
    expect((await browser.walk(moved, 'cross-site')).status).toBe(400);
    const secret = browser.cookie('postern_browser');
    expect((await browser.walk(callback, 'cross-site')).url.pathname).toBe('/if/user/');
    browser.set('postern_browser', String(secret));
    expect((await browser.open(callback, 'cross-site')).status).toBe(400);
  });

  test('of many callbacks at once one counts', async () => {
    const source = await rig.source();
    rig.person();
    const browser = new Browser(rig.postern);
    const callback = await away(source, browser);
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.open(callback, 'cross-site')));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400, 400, 400, 400]);
  });

  test('states do not repeat and are long; the database holds neither them nor the secret of the browser', async () => {
    const source = await rig.source();
    const browser = new Browser(rig.postern);
    const states = new Set<string>();
    for (let count = 0; count < 5; count++) {
      const { url } = await browser.walk(source.login, 'same-origin', (at) => at.origin !== ORIGIN);
      states.add(String(url.searchParams.get('state')));
    }
    expect(states.size).toBe(5);
    for (const state of states) expect(state.length).toBeGreaterThanOrEqual(43);
    const { rows } = await rig.postern.database.database.kysely
      .selectFrom('source_authorizations' as never)
      .selectAll()
      .execute()
      .then((all) => ({ rows: JSON.stringify(all) }));
    expect(rows).toContain(source.pk);
    for (const secret of [...states, String(browser.cookie('postern_browser'))]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(JSON.stringify([...Buffer.from(secret)]));
    }
  });
});

describe('A34, A35: where people are sent', () => {
  test.each([
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test',
    '/a//evil.test',
    'javascript:alert(1)',
    '/\tevil',
  ])('next=%j leads nowhere', async (next) => {
    const source = await rig.source();
    const { status, location } = await new Browser(rig.postern).open(
      `${source.login}?next=${encodeURIComponent(next)}`,
    );
    expect([status, location]).toEqual([400, null]);
  });

  test('the callback stands on our own address, whatever the request says', async () => {
    const source = await rig.source();
    const answer = await rig.postern.server.inject({
      url: source.login,
      headers: { host: 'localhost:9000', 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' },
    });
    const to = new URL(String(answer.headers.location));
    expect(to.origin).toBe(rig.upstream.origin);
    expect(to.searchParams.get('redirect_uri')).toBe(`${ORIGIN}/source/oauth/callback/${source.slug}/`);
    const foreign = await rig.postern.server.inject({ url: source.login, headers: { host: 'evil.test' } });
    expect(foreign.statusCode).toBe(503);
    expect(foreign.headers.location).toBeUndefined();
  });
});

describe('A55: a connection keeps its owner, its source and its identity', () => {
  test('nobody can write themselves into somebody else', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('schemer');
    const victim = await rig.postern.account('victim');
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    rig.person();
    await browser.walk(source.login);
    const [connection] = await rig.connections(source);
    const path = `/sources/user_connections/oauth/${connection?.pk}/`;
    const { token } = account;
    for (const body of [{ user: victim.pk }, { identifier: 'sub-of-somebody' }]) {
      const { status } = await rig.postern.call('PATCH', path, { token, body });
      expect(status).toBe(400);
    }
    const made = await rig.postern.call('POST', '/sources/user_connections/oauth/', {
      token,
      body: { user: victim.pk, source: source.pk, identifier: 'mine' },
    });
    expect(made.status).toBe(403);
    const foreign = await rig.postern.call('DELETE', path, { token: victim.token });
    expect(foreign.status).toBe(404);
    expect(await rig.connections(source)).toEqual([connection]);
    // Control: the owner may end it.
    expect((await rig.postern.call('DELETE', path, { token })).status).toBe(204);
  });
});

test('A63: a source on a private address is not reached without leave', async () => {
  const closed = await testPostern();
  try {
    const { status } = await closed.call('POST', '/sources/oauth/', {
      body: {
        name: 'Inside',
        slug: 'inside',
        provider_type: 'openidconnect',
        consumer_key: 'a',
        consumer_secret: 'b',
        oidc_well_known_url: rig.upstream.wellKnown,
      },
    });
    expect(status).toBe(201);
    rig.upstream.asked.length = 0;
    const answer = await closed.server.inject({
      url: '/source/oauth/login/inside/',
      headers: { host: 'localhost:9000' },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('cannot be reached');
    expect(answer.body).not.toContain('127.0.0.1');
    expect(rig.upstream.asked).toEqual([]);
  } finally {
    await closed.end();
  }
  // Control: where the address is allowed, it is asked.
  const source = await rig.source();
  const at = await new Browser(rig.postern).walk(source.login, 'same-origin', (url) => url.origin !== ORIGIN);
  expect(at.url.origin).toBe(rig.upstream.origin);
});

describe('A64: nobody is made to connect an identity', () => {
  test.each(['cross-site', 'same-site', 'none'])(
    'a link from elsewhere (%s) connects nothing',
    async (site) => {
      const source = await rig.source();
      const account = await rig.postern.account(`lured-${source.slug}`);
      const browser = new Browser(rig.postern);
      await browser.signIn(account.pk);
      rig.person();
      rig.upstream.asked.length = 0;
      expect(await deniedAt(browser, source.login, site)).toMatch(/begin in your settings/);
      expect(rig.upstream.asked).toEqual([]);
      expect(await rig.connections(source)).toEqual([]);
    },
  );

  test.each([
    [`${ORIGIN}/if/user/`, true],
    ['https://evil.test/', false],
    [`https://evil.test/?${ORIGIN}/`, false],
    ['nonsense', false],
    [undefined, false],
  ])('without word from the browser the referrer counts: %s', async (referer, leads) => {
    const source = await rig.source();
    const account = await rig.postern.account(`referred-${source.slug}`);
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    const answer = await rig.postern.server.inject({
      url: source.login,
      headers: {
        host: 'localhost:9000',
        cookie: `postern_session=${browser.cookie('postern_session')}`,
        ...(referer === undefined ? {} : { referer }),
      },
    });
    expect(answer.statusCode).toBe(302);
    expect(new URL(String(answer.headers.location), ORIGIN).origin === rig.upstream.origin).toBe(leads);
  });

  test('control: who is not signed in may come from anywhere', async () => {
    const source = await rig.source();
    const person = rig.person();
    const { browser } = await rig.signIn(source, { site: 'cross-site' });
    expect(await browser.me()).toMatchObject({ username: person.preferred_username });
  });

  test('a mere look (HEAD) does nothing', async () => {
    const source = await rig.source();
    rig.person();
    const browser = new Browser(rig.postern);
    const callback = await away(source, browser);
    const answer = await rig.postern.server.inject({
      method: 'HEAD',
      url: `${callback.pathname}${callback.search}`,
      headers: { host: 'localhost:9000', cookie: `postern_browser=${browser.cookie('postern_browser')}` },
    });
    expect(answer.statusCode).toBe(404);
    expect((await browser.walk(callback, 'cross-site')).url.pathname).toBe('/if/user/');
  });
});

test('A69: neither code, state, secret nor token is told to anybody', async () => {
  const source = await rig.source();
  rig.person();
  const policy = await rig.policy('return request.user.username !== "nobody";');
  await rig.bind(source.pk, { policy });
  const browser = new Browser(rig.postern);
  const callback = await away(source, browser);
  const secrets = [...callback.searchParams]
    .filter(([name]) => name !== 'iss')
    .map(([, value]) => value)
    .concat(CLIENT_SECRET);
  expect(secrets.length).toBeGreaterThan(2);
  const answer = await browser.open(callback, 'cross-site');
  expect(answer.location).toBe('/if/user/');
  const known = async () => {
    const events = await rig.postern.call('GET', '/events/events/?page_size=100');
    const users = await rig.postern.call('GET', '/core/users/?page_size=100');
    const decisions = await rig.postern.database.database.kysely
      .selectFrom('decisions' as never)
      .selectAll()
      .execute();
    return JSON.stringify([events.body, users.body, decisions]);
  };
  await expect.poll(known).toContain(source.pk);
  const text = await known();
  for (const secret of secrets) expect(text).not.toContain(secret);
  // A page that shows an error repeats nothing of the address either.
  const again = await browser.open(callback, 'cross-site');
  expect(again.status).toBe(400);
  for (const secret of secrets) expect(again.body).not.toContain(secret);
});
