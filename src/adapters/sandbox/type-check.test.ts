import { afterAll, describe, expect, test } from 'vitest';
import type { ExpressionTarget } from '../../core/expression/sandbox.ts';
import { createSandbox } from './sandbox.ts';
import { TypeCheck } from './type-check.ts';

const typeCheck = new TypeCheck();
afterAll(() => typeCheck.close());
const check = (source: string, target: ExpressionTarget = 'any') => typeCheck.check(source, target);

describe('the check on save', () => {
  test.each([
    'return request.user.email.endsWith("@corp.test")',
    'if (clientIp.in("10.0.0.0/8")) return request; const c = await Promise.resolve(context.geoip?.country); return c',
    'return context.whatever.deep.is.any',
    'const level: number = request.user.attributes.level; return level > 2',
    'return ak_is_group_member(request.user, { name: "staff" }) && regex_match(ak_client_ip, "^10")',
    'return request.http_request?.path ?? http_request?.host',
    'return request.user.groups.map((group) => group.name)',
    'return listFlatten(request.user.groups)?.name',
    'logger.info("a", { b: 1 }); ak_message("c")',
    'return request.time.getUTCHours() < 18',
    'type A = { a: string }; const a = { a: "b" } satisfies A; return a!.a',
    'return [new Map([[1, 2]]).size, new Date(), clientIp]',
    'return (await ak_call_policy("Office", { from: "here" })).passing',
    'const risk = await fetch("https://hr.test/"); return risk.ok && risk.json.level < 3',
    'ak_create_event("seen", { who: request.user.username }); setContext("color", "red"); return true',
    'return (await userBy({ email__iexact: "a@b.test" }))?.is_active ?? false',
    '',
  ])('%s may be stored', async (source) => {
    const { diagnostics, javascript } = await check(source);
    expect(diagnostics).toEqual([]);
    expect(javascript).toHaveLength(source.length);
  });

  test('a policy with a check of its own hands its answer over', async () => {
    const source = 'return result.passing || result.messages.length === 0';
    expect((await typeCheck.check(source, 'application', true)).diagnostics).toEqual([]);
    expect((await typeCheck.check('return result.pasing', 'any', true)).diagnostics).toMatchObject([
      { code: 'TS2551' },
    ]);
  });

  test.each([
    ['return request.user.emial', 1, 21, 'TS2551', /Did you mean 'email'/],
    ['const a = 1;\n  const n: number = request.user.email;', 2, 9, 'TS2322', /not assignable/],
    ['return context.geoip.country', 1, 8, 'TS18049', /possibly 'null' or 'undefined'/],
    ['return http_request.path', 1, 8, 'TS18048', /possibly 'undefined'/],
    ['return request.user.email.endsWith', 1, 8, 'TS2322', /not assignable/],
    ['return clientIp === "10.0.0.1"', 1, 8, 'TS2367', /no overlap/],
    ['ak_is_group_member(request.user, { nome: "a" })', 1, 36, 'TS2353', /nome/],
    ['return process.env', 1, 8, 'TS2591', /process/],
    ['return {', 1, undefined, 'TS1005', /expected/],
    ['if (ak_call_policy("Office")) return true', 1, 5, 'TS2801', /Promise/],
    ['return result.passing', 1, 8, 'TS2304', /result/],
    ['enum A { B }\nreturn A.B', 1, 6, 'TS1294', /erasable/],
    ['return <number>request.user.pk', 1, 8, 'TS1294', /erasable/],
    ['import a from "a"; return a', 1, 1, undefined, /import/i],
    ['return typeof new Proxy({}, {})', 1, 19, 'unknown_name', /'Proxy' does not exist/],
    ['const a = 1\nreturn eval("a")', 2, 8, 'unknown_name', /'eval' does not exist/],
    ['return 1;\n}\nfunction other() {', undefined, undefined, undefined, /./],
    ['// @ts-nocheck\nreturn request.user.emial', 2, 21, 'TS2551', /emial/],
  ])('%s is refused', async (source, line, column, code, message) => {
    const { diagnostics, javascript } = await check(source);
    expect(javascript).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ message: expect.stringMatching(message) });
    if (line !== undefined) expect(diagnostics[0]).toMatchObject({ line });
    if (column !== undefined) expect(diagnostics[0]).toMatchObject({ column });
    if (code !== undefined) expect(diagnostics[0]).toMatchObject({ code });
  });

  test('each target has its own context', async () => {
    const source = 'return context.prompt_data.email.endsWith("@corp.test")';
    expect((await check(source, 'prompt')).diagnostics).toEqual([]);
    expect((await check(source, 'flow')).diagnostics).toMatchObject([{ code: 'TS18048' }]);
    const mapping = 'return { name: user.name, given: provider.name }';
    expect((await check(mapping, 'property_mapping')).diagnostics).toEqual([]);
    expect((await check(mapping, 'flow')).diagnostics).toMatchObject([{ code: /TS/ }, { code: /TS/ }]);
    expect((await check('return request.obj?.slug', 'application')).diagnostics).toEqual([]);
    expect((await check('return context.event.action === "login"', 'notification_rule')).diagnostics).toEqual(
      [],
    );
  });

  test('the port answers with the list alone', async () => {
    const sandbox = createSandbox();
    expect(await sandbox.check('return 1', 'any')).toEqual([]);
    expect(await sandbox.check('return missing', 'any')).toMatchObject([
      { line: 1, column: 8, code: 'TS2304' },
    ]);
    await sandbox.close();
  });
});

describe('A5: the check itself is bounded', () => {
  test('types that compute for ever are ended', async () => {
    const bomb = `
      type Grow<N extends number, T extends any[] = []> = T["length"] extends N ? T : Grow<N, [...T, ...T, 0] | [...T, 1]>;
      type D = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
      const a: Grow<999> = []; const b: \`\${D}\${D}\${D}\${D}\${D}\` = "x"; return a.length`;
    const began = performance.now();
    const { diagnostics } = await check(bomb);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect((await check('return 1')).diagnostics).toEqual([]);
  });

  test('a text that takes the parser too long is ended, and the next is checked', async () => {
    const [ended, next] = await Promise.all([check(`return ${'['.repeat(20_000)}`), check('return 1')]);
    expect(ended.diagnostics.length).toBeGreaterThan(0);
    expect(next.diagnostics).toEqual([]);
  });

  test('a text that is too long is not even read', async () => {
    expect((await check(' '.repeat(70_000))).diagnostics).toMatchObject([{ code: 'size' }]);
  });

  test('checks beyond a number are sent away, the others are answered', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, (_, i) => check(`return ${1_000 + i}`)));
    expect(many.filter(({ diagnostics }) => diagnostics[0]?.code === 'busy')).toHaveLength(8);
    expect(many.filter(({ diagnostics }) => diagnostics.length === 0)).toHaveLength(32);
  }, 60_000);
});

describe('A8: the check reads no files', () => {
  test.each([
    'type Secret = typeof import("/etc/passwd"); const a: Secret = 1 as never; return 1',
    'const a: import("../../../etc/hostname").default = 1 as never; return 1',
    '/// <reference path="/etc/passwd" />\n/// <reference types="node" />\nreturn process',
    'import type { A } from "/etc/passwd"; return 1',
    'return require("/etc/passwd")',
  ])('A8: %s', async (source) => {
    const { diagnostics } = await check(source);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(JSON.stringify(diagnostics)).not.toMatch(/root:|\/tmp\/|nobody/);
  });
});
