import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../test/sources/browser.ts';
import { type Rig, startRig } from '../../test/sources/rig.ts';
import { CLIENT_SECRET } from '../../test/sources/upstream.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

const denied = (shown: { component: string } | undefined) =>
  expect(shown?.component).toBe('ak-stage-access-denied');

describe('a source in the API', () => {
  test('is made, read and changed; its secret is never told', async () => {
    const { slug } = await rig.source({ name: 'Told', consumer_secret: 'planted-secret' });
    const { body } = await rig.postern.call('GET', `/sources/oauth/${slug}/`);
    expect(body).toMatchObject({
      component: 'ak-source-oauth-form',
      meta_model_name: 'authentik_sources_oauth.oauthsource',
      callback_url: `http://localhost:9000/source/oauth/callback/${slug}/`,
      type: { name: 'openidconnect', urls_customizable: true },
      pkce: 'S256',
      user_matching_mode: 'identifier',
    });
    const changed = await rig.postern.call('PATCH', `/sources/oauth/${slug}/`, { body: { promoted: true } });
    expect(changed.body.promoted).toBe(true);
    const all = await rig.postern.call('GET', '/sources/all/');
    for (const text of [body, changed.body, all.body])
      expect(JSON.stringify(text)).not.toContain('planted-secret');
  });

  test.each([
    [{ provider_type: 'github' }, 'provider_type'],
    [{ oidc_well_known_url: '' }, 'authorization_url'],
    [{ authorization_url: 'javascript:alert(1)' }, 'authorization_url'],
    [{ oidc_jwks: { a: 1 } }, 'oidc_jwks'],
    [{ consumer_secret: '' }, 'consumer_secret'],
  ])('%j is a mistake in %s', async (values, field) => {
    await expect(rig.source(values)).rejects.toThrow(`"${field}":[`);
  });

  test('lists the kinds of provider, and one of them by name', async () => {
    const all = await rig.postern.call('GET', '/sources/oauth/source_types/');
    expect(all.body.map(({ name }: { name: string }) => name)).toContain('google');
    const one = await rig.postern.call('GET', '/sources/oauth/source_types/?name=okta');
    expect(one.body).toMatchObject([{ name: 'okta', verbose_name: 'Okta' }]);
    const none = await rig.postern.call('GET', '/sources/oauth/source_types/?name=other');
    expect(none.body).toMatchObject([{ name: 'openidconnect' }]);
  });
});

describe('signing in', () => {
  test('rows 57, 61: somebody new is enrolled; later the connection counts, whatever else has changed', async () => {
    const source = await rig.source();
    const person = rig.person();
    const { browser, at } = await rig.signIn(source);
    expect(at.url.pathname).toBe('/if/user/');
    expect(await browser.me()).toMatchObject({ username: person.preferred_username });
    expect(rig.user(String(person.preferred_username))).toMatchObject({
      email: person.email,
      path: `goauthentik.io/sources/${source.slug}`,
      attributes: { 'goauthentik.io/user/sources': [source.name] },
    });
    expect(await rig.connections(source)).toMatchObject([{ identifier: person.sub }]);

    rig.again(person, { email: 'new@corp.test', preferred_username: 'other' });
    const second = await rig.signIn(source);
    expect(await second.browser.me()).toMatchObject({ username: person.preferred_username });
    expect(rig.user('other')).toBeUndefined();
    expect(await rig.connections(source)).toHaveLength(1);
  });

  test('leads to where the person wanted to go', async () => {
    const source = await rig.source();
    rig.person();
    const { at } = await rig.signIn(source, { next: '/if/user/?from=wiki#/library' });
    expect(`${at.url.pathname}${at.url.search}${at.url.hash}`).toBe('/if/user/?from=wiki#/library');
  });

  test('asks for a username where the source says none, and connects who was made', async () => {
    const source = await rig.source();
    rig.person({ preferred_username: undefined });
    const { browser, at, shown } = await rig.signIn(source);
    expect(shown).toMatchObject({ component: 'ak-stage-prompt' });
    expect(await rig.connections(source)).toEqual([]);
    const after = await browser.look(at.url, { component: 'ak-stage-prompt', username: 'chosen' });
    expect(after).toMatchObject({ component: 'xak-flow-redirect', to: '/if/user/' });
    expect(await browser.me()).toMatchObject({ username: 'chosen' });
    expect(await rig.connections(source)).toMatchObject([{ user: rig.user('chosen')?.pk }]);
  });

  test('a username that is taken makes nobody else', async () => {
    const source = await rig.source();
    await rig.postern.account('taken');
    rig.person({ preferred_username: 'taken' });
    const { browser, shown } = await rig.signIn(source);
    denied(shown);
    expect(await browser.me()).toBeNull();
    expect(await rig.connections(source)).toEqual([]);
  });

  test('row 58: email_link finds the account', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link' });
    const { pk } = await rig.postern.account('known', { email: 'known@corp.test' });
    rig.person({ email: 'known@corp.test' });
    const { browser } = await rig.signIn(source);
    expect(await browser.me()).toMatchObject({ pk });
    expect(await rig.connections(source)).toMatchObject([{ user: pk }]);
    await expect.poll(async () => (await rig.events('source_linked')).length).toBeGreaterThan(0);
  });

  test.each([
    [
      'row 59: email_link, no e-mail address',
      'email_link',
      { email: undefined },
      /does not tell your e-mail address/,
    ],
    [
      'row 60: username_deny, taken',
      'username_deny',
      { preferred_username: 'bound' },
      /the way that you signed up with/,
    ],
    [
      'email_deny, taken',
      'email_deny',
      { email: 'bound@corp.test' },
      /Sign in the way that you signed up with/,
    ],
    [
      'email_link, not verified',
      'email_link',
      { email: 'bound@corp.test', email_verified: false },
      /not verified/,
    ],
  ])('%s: refused in words that name the source', async (_, user_matching_mode, claims, words) => {
    if (!rig.user('bound')) await rig.postern.account('bound', { email: 'bound@corp.test' });
    const source = await rig.source({ user_matching_mode });
    rig.person(claims);
    const { browser, shown } = await rig.signIn(source);
    denied(shown);
    expect(shown.error_message).toMatch(words);
    expect(shown.error_message).toContain(source.name);
    expect(shown.request_id).toBeTruthy();
    expect(await browser.me()).toBeNull();
    expect(await rig.connections(source)).toEqual([]);
  });

  test('row 63: without an enrolment flow nobody new comes in', async () => {
    const source = await rig.source({ enrollment_flow: null });
    rig.person();
    const { at } = await rig.signIn(source);
    expect(at.status).toBe(400);
    expect(at.body).toContain('Source is not configured for enrollment.');
  });

  test('an account that is not active stays out', async () => {
    const source = await rig.source();
    const person = rig.person();
    await rig.signIn(source);
    const user = rig.user(String(person.preferred_username));
    await rig.postern.call('PATCH', `/core/users/${user?.pk}/`, { body: { is_active: false } });
    const { browser, shown } = await rig.signIn(source);
    denied(shown);
    expect(await browser.me()).toBeNull();
  });
});

describe('properties and groups', () => {
  test('mappings are merged in their order, null takes a property away', async () => {
    const source = await rig.source({
      user_property_mappings: [
        await rig.mapping(
          "return { username: 'x-' + info.preferred_username, email: null, attributes: { shoe: 1 } };",
        ),
        await rig.mapping("return { username: properties.username + '-' + source.slug };"),
      ],
    });
    const person = rig.person();
    const { browser } = await rig.signIn(source);
    const username = `x-${person.preferred_username}-${source.slug}`;
    expect(await browser.me()).toMatchObject({ username });
    expect(rig.user(username)).toMatchObject({ email: '', attributes: { shoe: 1 } });
  });

  test('a mapping that fails lets nobody in, and is reported', async () => {
    const source = await rig.source({
      user_property_mappings: [await rig.mapping('return info.not.there;')],
    });
    rig.person();
    const { browser, shown } = await rig.signIn(source);
    denied(shown);
    expect(await browser.me()).toBeNull();
    await expect
      .poll(async () => JSON.stringify(await rig.events('property_mapping_exception')))
      .toContain(source.slug);
  });

  test('what a source says gives no privileges', async () => {
    const source = await rig.source({
      user_property_mappings: [
        await rig.mapping(
          'return { is_superuser: true, type: "service_account", path: "x", roles: ["a"], pk: 1 };',
        ),
      ],
      group_property_mappings: [await rig.mapping('return { is_superuser: true, parents: [], roles: [] };')],
    });
    const person = rig.person({ groups: [`plain-${source.slug}`] });
    const { browser } = await rig.signIn(source);
    expect(await browser.me()).toMatchObject({ username: person.preferred_username, is_superuser: false });
    expect(rig.postern.replica.by('groups', 'name', `plain-${source.slug}`)).toMatchObject([
      { is_superuser: false },
    ]);
  });

  test('row 66: groups follow the source; those that somebody else gave stay', async () => {
    const source = await rig.source();
    const [a, b] = [`a-${source.slug}`, `b-${source.slug}`];
    const person = rig.person({ groups: [a, b] });
    const username = String(person.preferred_username);
    await rig.signIn(source);
    expect(rig.groupsOf(username)).toEqual([a, b]);
    const manual = await rig.postern.call('POST', '/core/groups/', {
      body: { name: `manual-${source.slug}` },
    });
    await rig.postern.call('POST', `/core/groups/${manual.body.pk}/add_user/`, {
      body: { pk: rig.user(username)?.pk },
    });
    rig.again(person, { groups: [b] });
    await rig.signIn(source);
    expect(rig.groupsOf(username)).toEqual([b, `manual-${source.slug}`]);
    const listed = await rig.postern.call(
      'GET',
      `/sources/group_connections/oauth/?source__slug=${source.slug}`,
    );
    expect(listed.body.results).toHaveLength(2);
  });

  test.each([
    ['identifier', false],
    ['name_deny', false],
    ['name_link', true],
  ])('a group of that name, mode %s', async (group_matching_mode, enters) => {
    const source = await rig.source({ group_matching_mode });
    const name = `there-${source.slug}`;
    await rig.postern.call('POST', '/core/groups/', { body: { name } });
    const person = rig.person({ groups: [name] });
    const { browser, shown } = await rig.signIn(source);
    if (enters) return expect(rig.groupsOf(String(person.preferred_username))).toEqual([name]);
    denied(shown);
    expect(shown.error_message).toMatch(/Failed to update groups/);
    expect(await browser.me()).toBeNull();
  });
});

describe('connecting an identity to an account', () => {
  test('whoever has just proven who they are can; and can disconnect, which takes along what came by it', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('linker');
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    const person = rig.person({ groups: [`linked-${source.slug}`] });
    const { at } = await rig.signIn(source, { browser });
    expect(`${at.url.pathname}${at.url.hash}`).toBe('/if/user/#/settings;page=sources');
    const [connection] = await rig.connections(source);
    expect(connection).toMatchObject({ user: account.pk, identifier: person.sub });

    const fresh = await rig.signIn(source);
    expect(await fresh.browser.me()).toMatchObject({ pk: account.pk });
    expect(rig.groupsOf('linker')).toEqual([`linked-${source.slug}`]);

    const own = { token: account.token };
    const mine = await rig.postern.call('GET', '/sources/user_connections/oauth/', own);
    expect(mine.body.results).toMatchObject([{ pk: connection?.pk, source_obj: { slug: source.slug } }]);
    expect(mine.body.results[0]).not.toHaveProperty('given_groups');
    const gone = await rig.postern.call('DELETE', `/sources/user_connections/oauth/${connection?.pk}/`, own);
    expect(gone.status).toBe(204);
    expect(await rig.connections(source)).toEqual([]);
    expect(rig.groupsOf('linker')).toEqual([]);
  });

  test('row 62: an identity of somebody else is refused', async () => {
    const source = await rig.source();
    const person = rig.person();
    await rig.signIn(source);
    const account = await rig.postern.account('wants-it');
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    const { shown } = await rig.signIn(source, { browser });
    denied(shown);
    expect(shown.error_message).toContain('another account');
    expect(await browser.me()).toMatchObject({ username: 'wants-it' });
    expect(await rig.connections(source)).toMatchObject([
      { user: rig.user(String(person.preferred_username))?.pk },
    ]);
  });

  test('one identity of a source for one account', async () => {
    const source = await rig.source();
    rig.person();
    const { browser } = await rig.signIn(source);
    rig.person();
    browser.forget(rig.upstream.origin);
    const { shown } = await rig.signIn(source, { browser });
    denied(shown);
    expect(shown.error_message).toContain('another identity');
    expect(await rig.connections(source)).toHaveLength(1);
  });

  test('whoever comes again with their own identity has proven themselves anew', async () => {
    const source = await rig.source();
    const person = rig.person();
    const { browser } = await rig.signIn(source);
    const pk = Number(rig.user(String(person.preferred_username))?.pk);
    await browser.signIn(pk, { ago: 3_600_000 });
    const before = browser.cookie('postern_session');
    await rig.signIn(source, { browser });
    expect(await browser.me()).toMatchObject({ pk });
    expect(browser.cookie('postern_session')).not.toBe(before);
  });
});

describe('the five places where a binding on a source counts', () => {
  const sourceOfPage = async (pk: string) => {
    const [stage] = rig.postern.replica.by('stages', 'name', 'default-authentication-identification');
    await rig.postern.call('PATCH', `/stages/identification/${stage?.pk}/`, { body: { sources: [pk] } });
    const page = new URL('http://localhost:9000/if/flow/default-authentication-flow/?next=/if/user/');
    return (await new Browser(rig.postern).look(page)).sources as { challenge: { to: string } }[];
  };
  const refusing = "message('Only from the office.'); return false;";

  test('1 and 2, the login page and the redirect: where nobody could pass', async () => {
    const source = await rig.source();
    const shown = await sourceOfPage(source.pk);
    expect(shown).toMatchObject([
      { name: source.name, challenge: { to: `${source.login}?next=%2Fif%2Fuser%2F` } },
    ]);
    await rig.bind(source.pk, { policy: await rig.policy(refusing) });
    expect(await sourceOfPage(source.pk)).toEqual([]);
    rig.upstream.asked.length = 0;
    const refused = await rig.signIn(source);
    denied(refused.shown);
    expect(refused.shown).toMatchObject({ error_message: 'Only from the office.' });
    expect(rig.upstream.asked).toEqual([]);
  });

  test('1 and 2: where somebody could pass, nobody is stopped before it is known who comes', async () => {
    const source = await rig.source();
    const group = await rig.postern.call('POST', '/core/groups/', { body: { name: `in-${source.slug}` } });
    await rig.bind(source.pk, { group: group.body.pk });
    expect(await sourceOfPage(source.pk)).toHaveLength(1);
    rig.person();
    expect((await rig.signIn(source)).shown?.component).toBe('ak-stage-access-denied');
    expect(rig.upstream.asked).toContain('/token');
  });

  test('row 65: a disabled source is not shown and refuses everywhere', async () => {
    const source = await rig.source();
    rig.person();
    const browser = new Browser(rig.postern);
    const at = await browser.walk(source.login, 'same-origin', (url) => url.pathname.includes('/callback/'));
    await rig.postern.call('PATCH', `/sources/oauth/${source.slug}/`, { body: { enabled: false } });
    expect(await sourceOfPage(source.pk)).toEqual([]);
    expect((await browser.open(source.login)).status).toBe(404);
    expect((await browser.open(at.url)).status).toBe(404);
    expect(await browser.me()).toBeNull();
  });

  test('3, the callback: the matched person is judged', async () => {
    const source = await rig.source();
    const person = rig.person();
    await rig.signIn(source);
    const group = await rig.postern.call('POST', '/core/groups/', { body: { name: `staff-${source.slug}` } });
    await rig.bind(source.pk, { group: group.body.pk });
    const outside = await rig.signIn(source);
    denied(outside.shown);
    expect(await outside.browser.me()).toBeNull();
    await rig.postern.call('POST', `/core/groups/${group.body.pk}/add_user/`, {
      body: { pk: rig.user(String(person.preferred_username))?.pk },
    });
    const inside = await rig.signIn(source);
    expect(await inside.browser.me()).toMatchObject({ username: person.preferred_username });
  });

  test('4, enrolment: the new person is judged by what the source says', async () => {
    const source = await rig.source();
    const policy = await rig.policy(
      "return request.user.pk !== null || !context.oauth_userinfo || (isSsoFlow && request.user.email.endsWith('@corp.test') && context.source?.slug === '" +
        `${source.slug}');`,
    );
    await rig.bind(source.pk, { policy });
    const stranger = rig.person({ email: 'x@evil.test' });
    const refused = await rig.signIn(source);
    denied(refused.shown);
    expect(rig.user(String(stranger.preferred_username))).toBeUndefined();
    const welcome = rig.person();
    expect(await (await rig.signIn(source)).browser.me()).toMatchObject({
      username: welcome.preferred_username,
    });
  });

  test('5, linking: row 64, not offered, and stopped on the way', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('binder');
    const offered = async () => {
      const { body } = await rig.postern.call('GET', '/sources/all/user_settings/', { token: account.token });
      return body.filter(({ object_uid }: { object_uid: string }) => object_uid === source.slug);
    };
    expect(await offered()).toMatchObject([{ title: source.name, configure_url: source.login }]);
    await rig.bind(source.pk, { user: rig.postern.admin.pk });
    expect(await offered()).toEqual([]);
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    rig.person();
    const { shown } = await rig.signIn(source, { browser });
    denied(shown);
    expect(await rig.connections(source)).toEqual([]);
  });

  test('5, linking: also where the binding came while the person was away', async () => {
    const source = await rig.source();
    const account = await rig.postern.account('late-binder');
    const browser = new Browser(rig.postern);
    await browser.signIn(account.pk);
    rig.person();
    const at = await browser.walk(source.login, 'same-origin', (url) => url.pathname.includes('/callback/'));
    await rig.bind(source.pk, { user: rig.postern.admin.pk });
    const end = await browser.walk(at.url, 'cross-site');
    denied(await browser.look(end.url));
    expect(await rig.connections(source)).toEqual([]);
  });
});

describe('a provider that does not work', () => {
  test('is absent: a plain sentence, and a word for the administrator', async () => {
    const source = await rig.source({
      oidc_well_known_url: 'http://127.0.0.1:9/.well-known/openid-configuration',
    });
    const { shown } = await rig.signIn(source);
    denied(shown);
    expect(shown.error_message).toMatch(/cannot be reached/);
    await expect
      .poll(async () => JSON.stringify(await rig.events('configuration_error')))
      .toContain(source.slug);
  });

  test('is wrong: its errors lead nowhere', async () => {
    const source = await rig.source({ consumer_secret: 'not-the-secret-there' });
    rig.person();
    const { browser, shown } = await rig.signIn(source);
    denied(shown);
    expect(await browser.me()).toBeNull();
    const told = JSON.stringify(await rig.events('configuration_error'));
    expect(told).not.toContain('not-the-secret-there');
    expect(told).not.toContain(CLIENT_SECRET);
  });

  test('is late: the person is told, nobody waits for ever', async () => {
    const source = await rig.source();
    rig.person();
    rig.upstream.before = ({ url }) => url === '/token';
    const { browser, shown } = await rig.signIn(source);
    rig.upstream.before = () => false;
    denied(shown);
    expect(await browser.me()).toBeNull();
  });
});
