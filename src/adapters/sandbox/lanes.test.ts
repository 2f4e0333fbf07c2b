import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyBody, likelyRequest, requestData, simpleBody } from '../../core/testing/expressions.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { ESCAPES } from './escapes.ts';
import { readProgram } from './programs.ts';
import { createSandbox } from './sandbox.ts';

// The total part of the language is evaluated in process. It must never be noticed but by the time that it takes.

const sandbox = createSandbox({ inProcess: false, budget: 2_000, bound: 30_000 });
beforeAll(() => sandbox.warm());
afterAll(() => sandbox.close());

const quick = (source: string, request: Record<string, unknown>) => {
  const program = readProgram(source);
  return 'message' in program ? undefined : program.closures?.run({ request });
};

const { group_pks: _, ...user } = aUser({ attributes: { level: 3, tags: ['a', 'b'], none: null } }, [
  'staff',
]);
const request = {
  ...aRequest({ context: { is_sso: true, geoip: { country: 'DE' }, pending_user: user } }),
  user,
};

describe('in process', () => {
  test.each([
    ['return request.user.email.endsWith("@corp.test")', true],
    ['const { user } = request; return user.attributes.level >= 3 && user.is_active', true],
    ['const { user: { email = "" } } = request; return email.split("@").at(1) === "corp.test"', true],
    ['return ["DE", "FR"].includes(context.geoip?.country)', true],
    ['return context.asn?.asn === 1', false],
    ['return context.asn?.deep.deeper?.deepest ?? "none"', 'none'],
    [`return \`\${request.user.username}: \${request.user.attributes.level}\``, 'ada: 3'],
    ['return "geoip" in context && !("asn" in context)', true],
    ['return clientIp.in("192.0.2.0/24") && ip_network("192.0.2.0/24").contains(ak_client_ip)', true],
    ['return clientIp', '192.0.2.1'],
    ['return ak_is_group_member(request.user, { name: "staff" })', true],
    ['return ak_is_sso_flow ? "sso" : "direct"', 'sso'],
    [
      'if (request.user.is_superuser) { return 1 } else if (http_request.method === "GET") return 2; return 3',
      2,
    ],
    ['return request.user.attributes.tags.includes("b") && request.user.attributes.tags.length === 2', true],
    ['return request.user.attributes.none == null && request.user.attributes.missing == null', true],
    ['ak_message("a"); message("b" + 1); return', undefined],
    ['return request.user.groups[0].name.toUpperCase()', 'STAFF'],
    ['const request = "mine"; return request', 'mine'],
    ['', undefined],
  ])('%s', async (source, want) => {
    const found = quick(source, request);
    const result = await sandbox.run(source, { request }, 30_000);
    expect(result).toMatchObject({ ok: true });
    expect(found).toMatchObject({ value: want });
    expect({ ok: true, ...found, logs: [] }).toEqual(result);
  });

  test.each([
    'for (;;);',
    'while (true) return 1',
    'const f = () => f(); return f()',
    'return /^(a+)+$/.test("aaaa!")',
    'return await 1',
    'return regex_match("a", "a")',
    'return request.user.groups.some((group) => group.name === "staff")',
    'return new Date().getTime()',
    'return Math.max(1, 2)',
    'let a = 1; a = 2; return a',
    'var a = 1; return a',
    'return `a`.constructor.constructor("return 1")()',
    'return request["user"].email.replace("a", "b")',
    'return a; const a = 1',
    'function f() { return 1 } return f()',
    'class A {} return 1',
    'return globalThis',
    'return this',
    'logger.info("a"); return 1',
  ])('%s is left to the sandbox when it is compiled', (source) => {
    const program = readProgram(source);
    expect(program).toHaveProperty('javascript');
    expect('closures' in program ? program.closures : null).toBeUndefined();
  });

  test('a long text is left to the sandbox', () => {
    const program = readProgram(`return 1 // ${'x'.repeat(4_000)}`);
    expect('closures' in program ? program.closures : null).toBeUndefined();
  });

  test.each([
    'return request.user',
    'return request.time',
    'return request.user.missing.deeper',
    'return context.constructor',
    'return context.toString.length',
    'return context.geoip == "x"',
    'return request.user === context.pending_user',
    'return "straße".toUpperCase()',
    'return 1 / 0',
    'return -0',
    'return provider',
    'return clientIp.in("nonsense")',
    'return 0.1 + "a"',
    'return request.user.email.slice("1")',
    'return ak_is_group_member(request.user, { nome: "a" })',
  ])('%s is left to the sandbox when it is evaluated', (source) =>
    expect(quick(source, request)).toBeUndefined(),
  );

  test('A5: what doubles at each step is left to the sandbox in time', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `const s${i + 1} = s${i} + s${i};`);
    const began = performance.now();
    expect(quick(`const s0 = "ab"; ${lines.join(' ')} return s60.length`, request)).toBeUndefined();
    expect(quick(`const s0 = "ab"; ${lines.slice(0, 10).join(' ')} return s10.length`, request)?.value).toBe(
      2_048,
    );
    const large = { ...request, context: { text: 'a'.repeat(1_000_000) } };
    const many = Array.from({ length: 100 }, () => 'context.text.includes("b")').join(' || ');
    expect(quick(`return ${many}`, large)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('A7: hostile keys are data, and what is inherited is not reached', async () => {
    const context = JSON.parse('{"__proto__":{"is_admin":true},"constructor":"c","length":2}');
    const hostile = { ...request, context };
    expect(quick('return context.is_admin', hostile)).toEqual({ value: undefined, messages: [] });
    expect(quick('return context.__proto__.is_admin', hostile)?.value).toBe(true);
    expect(quick('return context.constructor', hostile)?.value).toBe('c');
    expect(quick('return request.user.constructor', hostile)).toBeUndefined();
    expect(quick('return request.user.__proto__', hostile)).toBeUndefined();
    expect(quick('return request.user["constructor"]["constructor"]', hostile)).toBeUndefined();
    for (const source of [
      'return context.is_admin',
      'return context.__proto__.is_admin',
      'return context.constructor',
    ])
      expect(await sandbox.run(source, { request: hostile }, 30_000)).toMatchObject({
        ok: true,
        ...quick(source, hostile),
      });
  });

  test('A6: no escape is compiled to closures that would answer otherwise', async () => {
    let answered = 0;
    for (const { source } of ESCAPES) {
      const found = quick(source, request);
      if (found === undefined) continue;
      answered++;
      expect({ ok: true, ...found, logs: [] }).toEqual(await sandbox.run(source, { request }, 30_000));
    }
    expect(answered).toBeLessThan(10);
  });
});

test('both lanes agree on 10,000 random expressions and contexts', async () => {
  const asked = [
    ...fc.sample(fc.tuple(simpleBody, likelyRequest), 8_000),
    ...fc.sample(fc.tuple(fc.oneof(simpleBody, anyBody), requestData), 2_000),
  ];
  const results = await Promise.all(
    asked.map(async ([source, data]) => {
      const http = data.http_request && { ...data.http_request, client_ip: '10.1.2.3', path: '/a' };
      const given = JSON.parse(JSON.stringify({ ...data, http_request: http, time: 1_000 }));
      const found = quick(source, given);
      if (found === undefined) return 'left';
      const want = await sandbox.run(source, { request: given }, 60_000);
      expect({ source, given, result: { ok: true, ...found, logs: [] } }).toEqual({
        source,
        given,
        result: want,
      });
      return 'same';
    }),
  );
  // Otherwise the test would compare next to nothing.
  expect(results.filter((result) => result === 'same').length).toBeGreaterThan(1_000);
}, 120_000);
