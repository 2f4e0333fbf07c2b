import { describe, expect, test } from 'vitest';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { EgressRequest, EgressResponse } from '../../core/ports.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { userRow } from '../../core/testing/rows.ts';
import { createScriptHost } from './host.ts';

function world(answer: EgressResponse = { status: 200, headers: {}, body: '{"risk":3}' }) {
  const sent: EgressRequest[] = [];
  const replica = memoryReplica({
    users: [
      userRow(1, [], { username: 'ada', email: 'Ada@Corp.test' }),
      userRow(2, [], { username: 'eve', email: 'eve@evil.test' }),
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
    user: (pk) => aUser({ pk, username: pk === 1 ? 'ada' : 'eve' }, ['staff']),
  });
  const askAs =
    (over: Partial<PolicyRequest>) =>
    (word: string, ...args: unknown[]) =>
      (async () => host.call(word, args, { caller: aRequest(over), timeout: 1000 }))();
  return { ask: askAs({}), askAs, sent };
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
