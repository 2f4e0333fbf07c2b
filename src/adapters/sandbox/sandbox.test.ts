import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GLOBALS, WORDS } from '../../core/expression/vocabulary.ts';
import { aRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { createSandbox } from './sandbox.ts';

// Everything here is asked twice: of the threads alone, and as it is by default, with what can be done in process.
// The limits have tests of their own: here they are wide, so that a busy machine changes nothing.
const wide = { budget: 2_000, bound: 20_000 };
const sandbox = createSandbox({ ...wide, inProcess: false });
const both = createSandbox(wide);
beforeAll(() => Promise.all([sandbox.warm(), both.warm()]));
afterAll(() => Promise.all([sandbox.close(), both.close()]));

const { group_pks: _, ...ada } = aUser({ attributes: { level: 3 } }, ['staff']);
const request = { ...aRequest({ context: { geoip: { country: 'DE' }, is_sso: true } }), user: ada };

async function run(source: string, over: Record<string, unknown> = {}) {
  const context = { request: { ...request, ...over } };
  const [result, other] = await Promise.all([
    sandbox.run(source, context, 5_000),
    both.run(source, context, 5_000),
  ]);
  expect(other).toEqual(result);
  return result;
}

const value = async (source: string, over: Record<string, unknown> = {}) => {
  const result = await run(source, over);
  if (!result.ok) throw new Error(`${result.fault}: ${result.detail}`);
  return result.value;
};

describe('what an expression returns', () => {
  test.each([
    ['return request.user.email.endsWith("@corp.test")', true],
    ['return request.user.email.length as number', 13],
    ['const level: number = request.user.attributes.level; return level > 2', true],
    ['return [1, "a", null, { b: true }]', [1, 'a', null, { b: true }]],
    ['return', undefined],
    ['', undefined],
    ['return null', null],
    ['return undefined', undefined],
    ['return NaN', null],
    ['return 5n', 5],
    ['return 0n', 0],
    ['return "\\u0000\\ud800 \u{1f600}"', '\u0000\ud800 \u{1f600}'],
    ['return await Promise.resolve(7)', 7],
    ['const later = async () => 8; return later()', 8],
    ['await null; return await (async () => { await null; return [9] })()', [9]],
    ['for await (const item of [Promise.resolve(1)]) return item', 1],
    ['let n = 0; Promise.resolve().then(() => { n = 1 }); return n', 0],
    ['function twice(n: number) { return n * 2 } return twice(21)', 42],
    ['var request2 = request; return request2.user.username', 'ada'],
    ['const request = { user: 1 }; return request.user', 1],
    ['return this === undefined', true],
    ['const $ = 3; return $', 3],
    ['class Wrong extends Error { name = "Wrong" } return String(new Wrong("a"))', 'Wrong: a'],
    ['const counts = {}; counts["constructor"] = 1; return counts', { constructor: 1 }],
    ['type A = { b: string }; interface C extends A {} ; const c = { b: "x" } satisfies C; return c!.b', 'x'],
  ])('%s', async (source, want) => expect(await value(source)).toEqual(want));

  test('what was written into the context is gone with the run', async () => {
    expect(await value('context.geoip.country = "XX"; return context.geoip.country')).toBe('XX');
    expect(await value('return context.geoip.country')).toBe('DE');
    expect(request.context).toEqual({ geoip: { country: 'DE' }, is_sso: true });
  });
});

describe('what an expression knows', () => {
  test.each([
    ['return request.context === context', true],
    ['return context.geoip?.country', 'DE'],
    ['return http_request.client_ip + httpRequest.method', '192.0.2.1GET'],
    ['return request.http_request.host', 'id.corp.test'],
    ['return [ak_client_ip, clientIp]', ['192.0.2.1', '192.0.2.1']],
    ['return clientIp.in("10.0.0.0/8", "192.0.2.0/24")', true],
    ['return ip_network("192.0.2.0/24").contains(ak_client_ip)', true],
    ['return ipNetwork("10.0.0.0/8").contains(ipAddress("10.1.1.1"))', true],
    ['return ak_is_sso_flow && isSsoFlow', true],
    ['return request.obj', null],
    ['return request.time.toISOString()', '2026-11-24T12:00:00.000Z'],
    ['return [Date.now(), new Date().getTime(), new Date().getTimezoneOffset()]', [NOON, NOON, 0]],
    ['return regex_match(request.user.email, "(?i)@CORP") && regexMatch("a", /A/i)', true],
    ['return regex_replace("a.b", "\\\\.", "-") + regexReplace("a", "a", "b")', 'a-bb'],
    ['return [list_flatten([1]), listFlatten([])]', [1, null]],
    ['return slugify("Crème Brûlée")', 'creme-brulee'],
    ['return ak_is_group_member(request.user, { name: "staff" })', true],
    ['return isGroupMember(request.user, { name: "admins" })', false],
  ])('%s', async (source, want) => expect(await value(source)).toEqual(want));

  test('messages and lines come back in order', async () => {
    const source = `
      ak_message('one'); message(2);
      logger.info('seen', { level: 3, deep: { a: [1] } }); ak_logger.warn('w'); logger.debug({ toString: () => 'd' });
      return false`;
    expect(await run(source)).toEqual({
      ok: true,
      value: false,
      messages: ['one', '2'],
      logs: [
        { log_level: 'info', event: 'seen', attributes: { level: 3, deep: { a: [1] } } },
        { log_level: 'warning', event: 'w', attributes: {} },
        { log_level: 'debug', event: 'd', attributes: {} },
      ],
    });
  });

  test('messages and lines are bounded', async () => {
    const source = 'for (let i = 0; i < 500; i++) { message("m".repeat(5000)); logger.info("l") } return 1';
    const result = await run(source);
    expect(result).toMatchObject({ ok: true, value: 1 });
    if (!result.ok) return;
    expect([result.messages.length, result.messages[0]?.length, result.logs.length]).toEqual([
      50, 2_000, 100,
    ]);
  });

  test('further names of the context, which may also hide a word', async () => {
    const context = { request, extra: { provider: { name: 'oidc' }, 'not-a-name': 1, context: 'mine' } };
    const found = await sandbox.run('return [provider.name, context, request.user.pk]', context, 5_000);
    expect(found).toMatchObject({ value: ['oidc', 'mine', 1] });
    const hiding = { request, extra: { clientIp: 'x', httpRequest: 'y', Math: 1, slugify: 1, $: 2 } };
    const hidden =
      'return [clientIp, ak_client_ip, httpRequest, http_request.method, Math.max(1, 2), slugify("A"), $]';
    expect(await sandbox.run(hidden, hiding, 5_000)).toMatchObject({
      value: ['x', '192.0.2.1', 'y', 'GET', 2, 'a', 2],
    });
    expect(await run('return provider')).toMatchObject({ fault: 'exception', detail: /not defined/ });
  });

  test('without an HTTP request there is no address, and using it is an error', async () => {
    const none = { http_request: null };
    expect(await value('return http_request === undefined && request.http_request === null', none)).toBe(
      true,
    );
    for (const source of [
      'return ak_client_ip',
      'return clientIp.in("0.0.0.0/0")',
      'return clientIp == "::1"',
    ])
      expect(await run(source, none)).toMatchObject({
        ok: false,
        fault: 'exception',
        detail: expect.stringContaining('there is no HTTP request with an address that can be read'),
      });
    const unreadable = { http_request: { ...request.http_request, client_ip: null } };
    expect(await run('return ak_client_ip', unreadable)).toMatchObject({ ok: false, fault: 'exception' });
    expect(await value('return http_request && false', unreadable)).toBe(false);
  });

  test('the names that the guest has are those that are written down', async () => {
    const names = await value('return Object.getOwnPropertyNames(globalThis)');
    const functions = WORDS.filter((word) => word.from === undefined).flatMap((word) => word.names);
    expect((names as string[]).toSorted()).toEqual([...GLOBALS, ...functions].toSorted());
  });
});

describe('what goes wrong', () => {
  test.each([
    ['return missing', 'exception', 'ReferenceError: missing is not defined', 1, 8],
    ['const a = 1;\n  return a.b.c', 'exception', /cannot read property 'c' of undefined/, 2, 10],
    ['throw new Error("no")', 'exception', 'Error: no', 1, 11],
    ['throw "plain"', 'exception', 'Thrown: plain', undefined, undefined],
    ['throw { get message() { throw 1 } }', 'exception', /cannot be described/, undefined, undefined],
    ['return request.user.email.endsWith', 'exception', /is a call missing/, undefined, undefined],
    ['return Symbol("a")', 'exception', /symbol/, undefined, undefined],
    ['return [1n]', 'exception', /BigInt|bigint/, undefined, undefined],
    ['const a = []; a.push(a); return a', 'exception', /circular/i, undefined, undefined],
    ['return "x".repeat(300_000)', 'exception', /too much/, undefined, undefined],
    ['await new Promise(() => {})', 'exception', /never comes/, undefined, undefined],
    ['await Promise.reject(new TypeError("later"))', 'exception', 'TypeError: later', 1, undefined],
    ['const f = () => f(); f()', 'memory', /call stack/, 1, undefined],
    ['return {', 'syntax', /./, 1, undefined],
    ['return 1;\n}); steal(); (() => {', 'syntax', /./, undefined, undefined],
    ['enum A { B }', 'syntax', /enum/, 1, undefined],
    ['return import("node:fs")', 'syntax', /import/, 1, 8],
    ['ip_address("10.0.0.300")', 'exception', /not an IP address/, undefined, undefined],
    ['ip_network("10.0.0.1/8")', 'exception', /behind its length/, undefined, undefined],
    ['regex_match(null, "a")', 'exception', /needs a text, not null/, undefined, undefined],
  ])('%s', async (source, fault, detail, line, column) => {
    const result = await run(source);
    expect(result).toMatchObject({ ok: false, fault, detail: expect.stringMatching(detail) });
    if (line !== undefined) expect(result).toMatchObject({ line });
    if (column !== undefined) expect(result).toMatchObject({ column });
  });

  test('data that is no JSON is a fault, not a rejection', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(await run('return context', { context: circular })).toMatchObject({
      ok: false,
      fault: 'exception',
    });
  });
});

test('the scripts of one turn are all answered, each with its own', async () => {
  const all = await Promise.all(
    Array.from({ length: 300 }, (_, i) =>
      value(`return request.user.pk * ${i % 50} + context.n`, { context: { n: i } }),
    ),
  );
  expect(all).toEqual(Array.from({ length: 300 }, (_, i) => (i % 50) + i));
});

test('after its end every question is a fault', async () => {
  const other = createSandbox({ size: 1, inProcess: false });
  expect(await other.run('return 1', { request }, 5_000)).toMatchObject({ value: 1 });
  const unanswered = other.run('for (;;);', { request }, 5_000);
  await other.close();
  expect(await unanswered).toMatchObject({ ok: false });
  expect(await other.run('return 1', { request }, 5_000)).toMatchObject({ ok: false });
});
