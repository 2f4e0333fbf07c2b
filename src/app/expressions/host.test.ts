import { describe, expect, test } from 'vitest';
import type { TokenOrder } from '../../core/oauth/minting.ts';
import { ANONYMOUS, type PolicyRequest } from '../../core/policy/request.ts';
import type { EgressRequest, EgressResponse } from '../../core/ports.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { userRow } from '../../core/testing/rows.ts';
import { createScriptHost } from './host.ts';

function world(answer: EgressResponse = { status: 200, headers: {}, body: '{"risk":3}' }) {
  const sent: EgressRequest[] = [];
  const minted: TokenOrder[] = [];
  const replica = memoryReplica({
    users: [
      userRow(1, [], { username: 'ada', email: 'Ada@Corp.test' }),
      userRow(2, [], { username: 'eve', email: 'eve@evil.test' }),
    ],
    applications: [
      { pk: 'app-wiki', name: 'Wiki', provider: 5 },
      { pk: 'app-shop', name: 'Shop', provider: 6 },
      { pk: 'app-bare', name: 'Bare', provider: null },
    ],
    providers: [
      { pk: 5, name: 'wiki', type: 'oauth2', access_token_validity: 'minutes=10' },
      { pk: 6, name: 'shop', type: 'oauth2', access_token_validity: 'minutes=10' },
    ],
  });
  const host = createScriptHost({
    calls: {
      call: async ({ policy, request, context }) =>
        policy === 'known'
          ? { passing: true, messages: [`${request.user.username} ${JSON.stringify(context)}`], reasons: [] }
          : policy === 'broken'
            ? { fault: 'timeout', detail: 'secret detail' }
            : { fault: 'missing', detail: `There is no policy "${policy}".` },
    },
    replica,
    users: {
      find: async ([field], value) =>
        [aUser({ pk: 1, username: 'ada', email: 'Ada@Corp.test' })].filter(
          (user) => user[field === 'email' ? 'email' : 'username'].toLowerCase() === value.toLowerCase(),
        ),
    },
    dns: {
      resolve: async (name, version) => (name === 'corp.test' ? [`${version ?? 'any'}`] : []),
      reverse: async (address) => (address === '192.0.2.1' ? 'host.corp.test' : undefined),
    },
    egress: {
      request: async (input) => {
        sent.push(input);
        return answer;
      },
    },
    authenticators: { confirmed: async (pk) => (pk === 1 ? ['totp'] : []) },
    hosts: ['hr.corp.test'],
    minting: {
      async mint(order) {
        minted.push(order);
        return 'a.signed.token';
      },
    },
    origin: (name) => (name === 'unknown' ? null : 'https://id.corp.test'),
    user: (pk) => aUser({ pk, username: pk === 1 ? 'ada' : 'eve' }, ['staff']),
  });
  const askAs =
    (over: Partial<PolicyRequest>) =>
    (word: string, ...args: unknown[]) =>
      (async () => host.call(word, args, { caller: aRequest(over), timeout: 1000 }))();
  return { host, ask: askAs({}), askAs, sent, minted };
}

describe('words that ask the world', () => {
  test.each<[string, readonly unknown[], unknown]>([
    ['ak_call_policy', ['known', { a: 1 }], { passing: true, messages: ['ada {"a":1}'] }],
    ['ak_call_policy', ['broken'], { passing: false, messages: [] }],
    ['ak_user_by', [{ username: 'nobody' }], null],
    ['ak_user_by', [{ email: 'ada@corp.test' }], null],
    ['ak_user_by', [{ password: 'x' }], null],
    ['ak_user_by', [{ username__regex: '.*' }], null],
    ['ak_user_has_authenticator', [{ pk: 1 }], true],
    ['ak_user_has_authenticator', [{ pk: 1 }, 'totp'], true],
    ['ak_user_has_authenticator', [{ pk: 1 }, 'webauthn'], false],
    ['ak_user_has_authenticator', [{ pk: null }], false],
    ['resolve_dns', ['corp.test', 6], ['6']],
    ['resolve_dns', ['corp.test'], ['any']],
    ['resolve_dns', ['nowhere.test'], []],
    ['reverse_dns', ['192.0.2.1'], 'host.corp.test'],
    ['reverse_dns', ['192.0.2.2'], '192.0.2.2'],
  ])('%s %j: %j', async (word, args, expected) => {
    expect(await world().ask(word, ...args)).toEqual(expected);
  });

  test('a person is found whatever the case, and handed over as JSON', async () => {
    const found = await world().ask('ak_user_by', { email__iexact: 'ada@corp.test' });
    expect(found).toMatchObject({ pk: 1, username: 'ada', groups: [{ pk: 'staff' }] });
    expect(found).not.toHaveProperty('group_pks');
  });

  test('A72: in a trial nobody is found whom the person who tries may not see; the others are', async () => {
    const ask = world().askAs({ debug: true, visibleUsers: (pk) => pk === 2 });
    expect(await ask('ak_user_by', { pk: 1 })).toBeNull();
    expect(await ask('ak_user_has_authenticator', { pk: 1 })).toBe(false);
    expect(await ask('ak_user_by', { pk: 2 })).toMatchObject({ username: 'eve' });
    expect(await world().ask('ak_user_by', { pk: 1 })).toMatchObject({ username: 'ada' });
  });

  test.each<[string, readonly unknown[], RegExp]>([
    ['ak_call_policy', ['unheard of'], /no policy "unheard of"/],
    ['ak_call_policy', [1], /has to be a text/],
    ['ak_user_by', [{}], /which user/],
    ['ak_user_by', [{ is_active: true }], /Say the pk/],
    ['ak_user_by', [{ name__iexact: 'Ada' }], /Say the pk/],
    ['reverse_dns', ['example.com'], /no IP address/],
    ['toString', [], /no word/],
    ['fetch', ['https://hr.corp.test/', { method: 'DELETE' }], /GET or POST/],
  ])('%s %j is an error: %s', async (word, args, text) => {
    await expect(world().ask(word, ...args)).rejects.toThrow(text);
  });
});

describe('fetch', () => {
  test('asks a listed server, through the gate', async () => {
    const { ask, sent } = world();
    expect(await ask('fetch', 'https://hr.corp.test/risk?user=ada')).toEqual({
      status: 200,
      ok: true,
      headers: {},
      text: '{"risk":3}',
      json: { risk: 3 },
    });
    expect(sent).toMatchObject([{ url: 'https://hr.corp.test/risk?user=ada', method: 'GET', timeout: 1000 }]);
  });

  test.each([
    'https://evil.test/',
    'https://hr.corp.test.evil.test/',
    'https://hr.corp.test@evil.test/',
    'https://evil.test\\@hr.corp.test/',
    'https://hr.corp.test\\.evil.test/',
    'https://hr.corp.test/\\evil',
    'https://hr%2ecorp.test/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'hr.corp.test',
    ' https://hr.corp.test/',
  ])('A63: never leaves for %s', async (url) => {
    const { ask, sent } = world();
    await expect(ask('fetch', url)).rejects.toThrow();
    expect(sent).toEqual([]);
  });

  test('a trial sends nothing: no POST; it may read, and a POST that counts is made', async () => {
    const { ask, askAs, sent } = world();
    const post = ['https://hr.corp.test/', { method: 'POST', body: '{}' }] as const;
    await expect(askAs({ debug: true })('fetch', ...post)).rejects.toThrow(/In a trial nothing is sent/);
    expect(sent).toEqual([]);
    expect(await askAs({ debug: true })('fetch', 'https://hr.corp.test/')).toMatchObject({ status: 200 });
    expect(await ask('fetch', ...post)).toMatchObject({ status: 200 });
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('what the gate refuses, or what fails, is an error with its reason', async () => {
    await expect(
      world({ refused: 'a private address' }).ask('fetch', 'https://hr.corp.test/'),
    ).rejects.toThrow(/not made: a private address/);
    await expect(world({ failed: 'no answer' }).ask('fetch', 'https://hr.corp.test/')).rejects.toThrow(
      /failed/,
    );
  });
});

describe('tokens', () => {
  const ada = aUser({ pk: 1, username: 'ada' });
  const wiki = { pk: 'app-wiki' };
  const forWiki = { user: ada, obj: wiki };
  const person = ['ak_create_jwt', { pk: 1 }, 'wiki', ['openid', 'email']] as const;

  test.each<[string, readonly [string, ...unknown[]], Partial<PolicyRequest>, object]>([
    ['a person', person, forWiki, { seconds: 60, person: { user: ada, scopes: ['openid', 'email'] } }],
    ['its provider as an object', ['ak_create_jwt', ada, { pk: 5 }, []], forWiki, { seconds: 60 }],
    ['as long as was said', [...person, 'minutes=10'], forWiki, { seconds: 600 }],
    ['itself', ['ak_create_jwt_raw', 'wiki', null, { room: 7 }], { obj: wiki }, { claims: { room: 7 } }],
    ['itself, without claims', ['ak_create_jwt_raw', 'wiki'], { obj: wiki }, { claims: {} }],
    ['the application of a flow', person, { user: ada, context: { application: wiki } }, { provider: 5 }],
    ['what a policy asks for', person, { ...forWiki, calls: ['one', 'two'] }, { provider: 5 }],
  ])('are made about %s', async (_title, [word, ...args], over, order) => {
    const { askAs, minted } = world();
    expect(await askAs(over)(word, ...args)).toBe('a.signed.token');
    expect(minted).toMatchObject([{ provider: 5, origin: 'https://id.corp.test', ...order }]);
  });

  test('are made for a mapping too, which has no request: raw ones alone', async () => {
    const { host, minted } = world();
    const asking = { caller: undefined, application: 'app-wiki', timeout: 1000 };
    expect(await host.call('ak_create_jwt_raw', ['wiki'], asking)).toBe('a.signed.token');
    expect(await host.call('ak_create_jwt', [{ pk: 1 }, 'wiki', []], asking)).toBeNull();
    await expect(host.call('ak_create_jwt_raw', ['shop'], asking)).rejects.toThrow(/of that alone/);
    expect(minted).toHaveLength(1);
  });

  test.each<[string, readonly [string, ...unknown[]], Partial<PolicyRequest>, RegExp]>([
    [
      'another application’s provider',
      ['ak_create_jwt_raw', 'shop'],
      { obj: wiki },
      /no OAuth 2 provider of/,
    ],
    ['a provider that is not there', ['ak_create_jwt_raw', 'none'], { obj: wiki }, /no OAuth 2 provider of/],
    ['an application without one', ['ak_create_jwt_raw', 'wiki'], { obj: { pk: 'app-bare' } }, /no OAuth 2/],
    ['no application', ['ak_create_jwt_raw', 'wiki'], {}, /none is asked for/],
    [
      'an application that one policy names to another',
      ['ak_create_jwt_raw', 'wiki'],
      { context: { application: wiki }, calls: ['one', 'two'] },
      /none is asked for/,
    ],
    ['somebody else', ['ak_create_jwt', { pk: 2 }, 'wiki', []], forWiki, /for nobody else/],
    [
      'nobody',
      ['ak_create_jwt', { pk: null }, 'wiki', []],
      { ...forWiki, user: ANONYMOUS },
      /for nobody else/,
    ],
    ['a trial', person, { ...forWiki, debug: true }, /In a trial/],
    ['longer than an access token', [...person, 'minutes=11'], forWiki, /no longer than/],
    ['ever', [...person, 'weeks=Infinity'], forWiki, /is a duration/],
    ['no time', ['ak_create_jwt_raw', 'wiki', 'milliseconds=5'], { obj: wiki }, /is a duration/],
    ['scopes that are no texts', ['ak_create_jwt', { pk: 1 }, 'wiki', 'openid'], forWiki, /list of texts/],
    ['claims that are a list', ['ak_create_jwt_raw', 'wiki', null, [1]], { obj: wiki }, /values by name/],
  ])('are never made for %s', async (_title, [word, ...args], over, text) => {
    const { askAs, minted } = world();
    await expect(askAs(over)(word, ...args)).rejects.toThrow(text);
    expect(minted).toEqual([]);
  });

  test('have no issuer where nobody knows the address', async () => {
    const request = { ...aRequest({}).http_request, host: 'unknown' } as PolicyRequest['http_request'];
    await expect(world().askAs({ ...forWiki, http_request: request })(...person)).rejects.toThrow(
      /POSTERN_PUBLIC_URL/,
    );
  });
});
