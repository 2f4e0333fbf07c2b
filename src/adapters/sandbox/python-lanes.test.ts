import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { pythonRequest, pythonRule } from '../../core/testing/python-rules.ts';
import type { Program } from './programs.ts';
import { readPython } from './python.ts';
import { createSandbox } from './sandbox.ts';

// The total part of Python is evaluated in process, and only what a text reads is handed in. Neither may be noticed.

const sandbox = createSandbox({ inProcess: false, remember: false, budget: 2_000, bound: 30_000 });
beforeAll(() => sandbox.warm());
afterAll(() => sandbox.close());

const understood = (source: string): Program => {
  const program = readPython(source);
  if ('message' in program) throw new Error(`${program.message} in ${source}`);
  return program;
};
const quick = (source: string, request: Record<string, unknown>) =>
  understood(source).closures?.run({ request });

const { group_pks: _, ...user } = aUser({ attributes: { level: 3, tags: ['a', 'b'], none: null } }, [
  'staff',
]);
const request = {
  ...aRequest({ context: { is_sso: true, geoip: { country: 'DE' }, pending_user: user } }),
  user,
};

describe('in process', () => {
  test.each([
    ['return request.user.email.endswith("@corp.test")', true],
    ['return request.user.attributes["level"] >= 3 and request.user.is_active', true],
    ['return request.user.email.split("@")[1].lower() == "corp.test"', true],
    ['return context["geoip"]["country"] in ["DE", "FR"]', true],
    ['return context.get("asn", {}).get("asn") == 1', false],
    ['return f"{request.user.username}: {request.user.attributes[\'level\']}"', 'ada: 3'],
    ['return "geoip" in context and not "asn" in context', true],
    ['return ak_client_ip in ip_network("192.0.2.0/24") and not ak_client_ip.is_global', true],
    ['return ak_is_group_member(request.user, name="staff")', true],
    ['return request.user.ak_groups.filter(name="staff").exists()', true],
    ['return "sso" if ak_is_sso_flow else "direct"', 'sso'],
    [
      'user = request.user\nif user.is_superuser:\n    return 1\nelif http_request.method == "GET":\n    return 2\nreturn 3',
      2,
    ],
    ['return "b" in request.user.attributes["tags"] and len(request.user.attributes["tags"]) == 2', true],
    ['return 1 < request.user.attributes["level"] <= 3 != None', true],
    ['ak_message("a")\nak_message(f"b{1}")', null],
    ['', null],
  ])('%s', async (source, want) => {
    const found = quick(source, request);
    const result = await sandbox.run(source, { request }, 30_000, 'python');
    expect(result).toMatchObject({ ok: true });
    expect(found).toMatchObject({ value: want });
    expect({ ok: true, ...found, logs: [] }).toEqual(result);
  });

  test.each([
    'while True:\n    pass',
    'for x in [1]:\n    pass',
    'return [x for x in request.user.groups]',
    'def f():\n    return f()\nreturn f()',
    'return (lambda: 1)()',
    'import re\nreturn re.match("(a+)+$", "aaaa!")',
    'return regex_match("a", "(a+)+$")',
    'return "a" * 1000000',
    'return 9 ** 9',
    'return request.time',
    'return ak_call_policy("p")',
    'return sorted([2, 1])',
    'context["a"] = 1\nreturn 1',
    'return f"{1:>1000000}"',
    'try:\n    return 1\nfinally:\n    pass',
  ])('%s is left to the sandbox when it is compiled', (source) => {
    expect(understood(source).closures).toBeUndefined();
  });

  test.each([
    'return context["missing"]',
    'return request.user.nothing',
    'return 1 + "a"',
    'x = x\nreturn x',
    'return 1 / 0',
    'return request.user',
  ])('%s is left to the sandbox when it is evaluated', (source) => {
    const { closures } = understood(source);
    expect(closures).toBeDefined();
    expect(closures?.run({ request })).toBeUndefined();
  });

  test("A5: a text that looks at much is the sandbox's", () => {
    const large = { ...request, context: { list: Array.from({ length: 30_000 }, () => 1) } };
    expect(quick('return context["list"] == context["list"]', large)).toBeUndefined();
    const some = { ...request, context: { list: Array.from({ length: 10_000 }, () => 1) } };
    const once = 'context["list"] == context["list"]';
    expect(quick(`return ${once}`, some)).toMatchObject({ value: true });
    expect(quick(`return ${Array.from({ length: 50 }, () => once).join(' and ')}`, some)).toBeUndefined();
  });
});

/** Without minus zeros: what comes out of the sandbox is JSON, which has none, and no rule can tell them from zeros. */
function unsigned(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(unsigned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unsigned(one)]));
}

test('both lanes agree on every rule that the closures answer', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      pythonRule,
      fc.array(pythonRequest, { minLength: 1, maxLength: 3 }),
      async (source, requests) => {
        const { closures } = understood(source);
        for (const data of requests) {
          const found = closures?.run({ request: data });
          if (found === undefined) continue;
          answered++;
          expect(unsigned({ ok: true, ...found, logs: [] })).toEqual(
            await sandbox.run(source, { request: data }, 30_000, 'python'),
          );
        }
      },
    ),
    { numRuns: 1_500 },
  );
  expect(answered).toBeGreaterThan(100);
}, 90_000);

/** The context cut down to what is read, beside the whole of it. */
test('what is not read does not matter', async () => {
  const whole = { whole: true, keys: new Map() };
  await fc.assert(
    fc.asyncProperty(pythonRule, pythonRequest, async (source, data) => {
      const program = understood(source);
      const { prune } = await import('../../core/expression/reads.ts');
      const pruned = prune({ request: data }, program.reads) as { request: Record<string, unknown> };
      const all = prune({ request: data }, whole) as { request: Record<string, unknown> };
      const everything = `${source}\nall_of_it = str(request) + str(context)`;
      const [cut, full] = await Promise.all([
        sandbox.run(source, { request: pruned.request ?? {} }, 30_000, 'python'),
        sandbox.run(everything, { request: all.request }, 30_000, 'python'),
      ]);
      expect(cut).toEqual(full);
    }),
    { numRuns: 1_000 },
  );
}, 90_000);
