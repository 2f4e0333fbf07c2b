import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { pythonExpression } from '../../core/testing/python-expressions.ts';
import { BODIES, EXPRESSIONS, WITH_MODULES } from './python-snippets.ts';
import { createSandbox } from './sandbox.ts';

// What people bring from elsewhere has to mean here what it meant there: everything is compared with CPython itself.

const PYTHON = '/usr/bin/python3';
const sandbox = createSandbox({ inProcess: false, budget: 20_000, bound: 30_000 });
beforeAll(async () => {
  if (!existsSync(PYTHON))
    throw new Error(`${PYTHON} is missing: these tests compare with it. Install it: apt-get install python3`);
  await sandbox.warm();
});
afterAll(() => sandbox.close());

/** What a body returned, as Python would write it, or the kind and the text of its error. */
type Said = { readonly value: string } | { readonly error: string };

const REFERENCE = `
import json, re, sys, warnings
warnings.simplefilter("ignore")
said = []
for body in json.load(sys.stdin):
    text = "def snippet():\\n" + "\\n".join("    " + line for line in body.split("\\n")) + "\\n"
    try:
        names = {}
        exec(compile(text, "snippet", "exec"), names)
        said.append({"value": repr(names["snippet"]())})
    except BaseException as error:
        kind = type(error)
        name = kind.__qualname__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__qualname__
        said.append({"error": name + ": " + re.sub(r"[\\w.<>]+<locals>\\.", "", str(error))})
json.dump([sys.version_info[:2] == (3, 11), said], sys.stdout)
`;

/** One process for all bodies. */
function inPython(bodies: readonly string[]): Said[] {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', REFERENCE], {
    input: JSON.stringify(bodies),
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${PYTHON} failed: ${stderr}`);
  const [isKnown, said]: [boolean, Said[]] = JSON.parse(stdout.toString());
  textsCount = isKnown;
  return said;
}

/** The texts of errors change from one version of Python to the next: only those of 3.11 are compared. */
let textsCount = true;
const comparable = (said: Said | undefined): Said | undefined =>
  said === undefined || textsCount || 'value' in said ? said : { error: said.error.replace(/:[\s\S]*/, '') };

/** The last digit of a power of floats depends on the machine that CPython runs on. */
const withoutLastDigits = (expression: string, said: string): string =>
  expression.includes('**')
    ? said.replace(/\d+\.\d+(?:e[-+]\d+)?/g, (digits) => Number(digits).toPrecision(13))
    : said;

const indented = (body: string): string =>
  body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

async function here(body: string): Promise<Said> {
  const source = `def snippet():\n${indented(body)}\nreturn repr(snippet())`;
  const result = await sandbox.run(source, { request: { ...aRequest({}) } }, 30_000, 'python');
  return result.ok ? { value: String(result.value) } : { error: result.detail };
}

const IMPORTS = 'import re, ipaddress, datetime, json, math, hashlib';
const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const TOPICS: readonly (readonly [topic: string, bodies: readonly string[]])[] = [
  ...Object.entries(EXPRESSIONS).map(
    ([topic, text]) => [topic, lines(text).map((line) => `return ${line}`)] as const,
  ),
  ...Object.entries(WITH_MODULES).map(
    ([topic, text]) => [`module ${topic}`, lines(text).map((line) => `${IMPORTS}\nreturn ${line}`)] as const,
  ),
  ...Object.entries(BODIES),
];

describe('the same as CPython', () => {
  const all = TOPICS.flatMap(([, bodies]) => bodies);
  const wanted = new Map<string, Said>();
  beforeAll(() => {
    for (const [index, said] of inPython(all).entries()) wanted.set(all[index] ?? '', said);
  });

  test('there is something to compare', () => expect(new Set(all).size).toBeGreaterThanOrEqual(300));

  test.each(TOPICS)('%s', async (_, bodies) => {
    const found = await Promise.all(bodies.map(async (body) => [body, comparable(await here(body))]));
    expect(found).toEqual(bodies.map((body) => [body, comparable(wanted.get(body))]));
  });

  test('2,500 random expressions, in value, kind of error and text', async () => {
    const expressions = fc.sample(pythonExpression, 2_500);
    const want = inPython(expressions.map((expression) => `return ${expression}`));
    const groups = Array.from({ length: 50 }, (_, index) => expressions.slice(index * 50, index * 50 + 50));
    const found = await Promise.all(
      groups.map(async (group) => {
        const tries = group.map(
          (expression) =>
            `try:\n    r.append(["value", repr(${expression})])\nexcept Exception as e:\n    r.append(["error", type(e).__name__ + ": " + str(e)])`,
        );
        const result = await sandbox.run(
          `r = []\n${tries.join('\n')}\nreturn r`,
          { request: { ...aRequest({}) } },
          30_000,
          'python',
        );
        if (!result.ok) throw new Error(`${result.detail} in ${group.join('\n')}`);
        return result.value as [string, string][];
      }),
    );
    const said = found.flat().map(([kind, text]) => (kind === 'value' ? { value: text } : { error: text }));
    const different = expressions.flatMap((expression, index) => {
      const [mine, theirs] = [said[index], want[index]];
      // Sequences are bounded here, and a process of Python's is not.
      const isLimit = mine && 'error' in mine && mine.error === 'MemoryError: ';
      const shown = (one: Said | undefined) => withoutLastDigits(expression, JSON.stringify(comparable(one)));
      return isLimit || shown(mine) === shown(theirs) ? [] : [{ expression, mine, theirs }];
    });
    expect(different).toEqual([]);
  }, 90_000);
});

const { group_pks: _, ...user } = aUser({ attributes: { level: 3, tags: ['a', 'b'], none: null } }, [
  'staff',
]);
const request = {
  ...aRequest({
    context: {
      is_sso: true,
      geoip: { country: 'DE', continent: 'EU' },
      asn: { asn: 1205 },
      pending_user: user,
      pending_user_identifier: 'ada@corp.test',
      prompt_data: { email: 'new@corp.test', username: 'new' },
      application: { pk: '1', name: 'Wiki', slug: 'wiki' },
      flow_plan: { context: { redirect_stage_target: 'x', deep: { a: 1 } } },
    },
  }),
  user,
};
const run = (source: string, host?: Parameters<typeof createSandbox>[0]) => {
  if (host === undefined) return sandbox.run(source, { request }, 30_000, 'python');
  const own = createSandbox(host);
  return own.run(source, { request }, 30_000, 'python').finally(() => own.close());
};

describe('what a request hands in', () => {
  test.each([
    ['return request.user.username', 'ada'],
    ['return request.user.email.endswith("@corp.test")', true],
    ['return request.user.attributes.get("level", 0) >= 3', true],
    ['return request.user.attributes["none"] is None', true],
    ['return request.user.ak_groups.filter(name="staff").exists()', true],
    ['return request.user.groups.filter(name__in=["x", "y"]).exists()', false],
    ['return [g.name for g in request.user.groups.all()]', ['staff']],
    ['return request.user.group_attributes().get("level")', 3],
    ['return request.user.ak_groups.values_list("name", flat=True)', ['staff']],
    ['return ak_is_group_member(request.user, name="staff")', true],
    ['return context["geoip"]["continent"] == "EU" and context["geoip"].country == "DE"', true],
    ['return context["asn"]["asn"] == 1205', true],
    ['return context is request.context, request.user == context["pending_user"]', [true, true]],
    ['return "prompt_data" in context, context.get("nothing"), context.get("nothing", 5)', [true, null, 5]],
    ['return context["application"].slug', 'wiki'],
    [
      'return str(ak_client_ip), ak_client_ip in ip_network("192.0.2.0/24"), ak_client_ip.is_private',
      ['192.0.2.1', true, true],
    ],
    [
      'return http_request.META["REMOTE_ADDR"], http_request.method, request.http_request.path',
      ['192.0.2.1', 'GET', '/'],
    ],
    ['return ak_is_sso_flow', true],
    [
      'return regex_match(request.user.username, "^ad"), regex_replace("a1", r"(\\d)", r"<\\1>")',
      [true, 'a<1>'],
    ],
    [
      'return list_flatten(["a", "b"]), list_flatten([]), list_flatten("x"), slugify("Crème Brûlée!")',
      ['a', null, 'x', 'creme-brulee'],
    ],
    ['context = context or {}\nreturn context.get("is_sso")', true],
    ['return bool(request.user), bool(request.http_request), not request.obj', [true, true, true]],
    ['return request.user.is_anonymous, request.user.date_joined is None', [false, true]],
    [
      'import datetime\nreturn (datetime.datetime.now(datetime.timezone.utc) - request.time).total_seconds() == 0',
      true,
    ],
    ['return None', null],
    ['pass', null],
    ['return {1, 2} == {2, 1} and {"a": (1, 2), "b": 10 ** 30, "c": 1.5}', { a: [1, 2], b: 1e30, c: 1.5 }],
    [
      'import re\nreturn re.match("", "") is not None and re.match("", "")',
      "<re.Match object; span=(0, 0), match=''>",
    ],
  ])('%s', async (source, want) => {
    expect(await run(source)).toMatchObject({ ok: true, value: want });
  });

  test.each([
    ['return request.user.nothing', "AttributeError: 'User' object has no attribute 'nothing'", 1],
    ['x = 1\nreturn context["missing"]', "KeyError: 'missing'", 2],
    [
      'return http_request.session',
      "AttributeError: the HTTP request has no 'session' in expressions: it has client_ip",
      1,
    ],
    [
      'return http_request.META.get("HTTP_X_SECRET")',
      "KeyError: 'HTTP_X_SECRET is not handed to expressions",
      1,
    ],
    ['def f():\n    return 1 / 0\n\nx = 1\nreturn f()', 'ZeroDivisionError: division by zero', 2],
    ['e = ValueError("late")\nif True:\n    raise e', 'ValueError: late', 3],
    ['return len', 'TypeError: the expression returned a function: is a call missing?', undefined],
    ['request.user.email = "x"', "AttributeError: 'User' object attribute 'email' is read-only", 1],
    [
      'return ak_is_group_member(request.user, nothing=1)',
      "TypeError: Cannot resolve keyword 'nothing' into field",
      1,
    ],
  ])('%s is an error with its line', async (source, detail, line) => {
    const result = await run(source);
    expect(result).toMatchObject({ ok: false, fault: 'exception', detail: expect.stringContaining(detail) });
    expect(result).toMatchObject(line === undefined ? {} : { line });
  });

  test('nothing of one run is left for the next', async () => {
    await run('global kept\nkept = 5\nlen.__name__ if False else 1\nreturn kept');
    expect(await run('return kept')).toMatchObject({
      ok: false,
      detail: "NameError: name 'kept' is not defined",
    });
  });

  test('A5: loops, memory and recursion are bounded', async () => {
    const small = createSandbox();
    const faults = await Promise.all(
      [
        'while True:\n    pass',
        'x = "a" * 1000\nwhile True:\n    x += x',
        'def f():\n    return f()\nreturn f()',
        'return 9 ** 9 ** 9',
      ].map((source) => small.run(source, { request }, 5_000, 'python')),
    );
    const fine = await small.run('return sum(range(100))', { request }, 5_000, 'python');
    await small.close();
    expect(faults.map(({ ok }) => ok)).toEqual([false, false, false, false]);
    expect(fine).toMatchObject({ ok: true, value: 4950 });
  });
});

describe('words that act or ask', () => {
  test('messages, lines of the log and effects', async () => {
    const result = await run(
      'ak_message("a")\nak_message(1)\nak_logger.info("event", number=1)\nprint("x", 2)\nak_create_event("odd", reason="r")\nreturn True',
    );
    expect(result).toMatchObject({
      ok: true,
      value: true,
      messages: ['a', '1'],
      logs: [
        { log_level: 'info', event: 'event', attributes: { number: 1 } },
        { log_level: 'info', event: 'x 2' },
      ],
      effects: [{ kind: 'event', action: 'odd', context: { reason: 'r' } }],
    });
  });

  test('a plan that is changed in place becomes effects', async () => {
    const result = await run(
      'plan = context["flow_plan"]\nplan.context["redirect_stage_target"] = "ak-flow://x"\nplan.context.pop("deep", None)\ncontext["prompt_data"]["username"] = context["prompt_data"]["email"]\nplan.redirect("https://idp.test/")\nreturn False',
    );
    expect(result).toMatchObject({
      ok: true,
      value: false,
      effects: expect.arrayContaining([
        { kind: 'set_context', key: 'redirect_stage_target', value: 'ak-flow://x' },
        { kind: 'remove_context', key: 'deep' },
        { kind: 'merge_context', key: 'prompt_data', value: { username: 'new@corp.test' } },
        { kind: 'redirect', url: 'https://idp.test/' },
      ]),
    });
  });

  test('the host is asked without await, and what it says can be an error that is caught', async () => {
    const host = {
      call: async (word: string, args: readonly unknown[]) => {
        if (word === 'ak_call_policy') return { passing: args[0] === 'yes', messages: ['m'] };
        if (word === 'resolve_dns') return ['192.0.2.7'];
        if (word === 'ak_user_by') return { ...user, username: 'found' };
        if (word === 'fetch') return { status: 200, ok: true, headers: {}, text: '{"a": 1}', json: { a: 1 } };
        throw new Error('nobody knows');
      },
    };
    const source = `
results = [ak_call_policy(name, extra=1).passing for name in ["yes", "no"]]
try:
    reverse_dns("192.0.2.1")
except Exception as e:
    results.append(str(e))
finally:
    results.append("finally")
results.append(resolve_dns("a.test", 4))
results.append(ak_user_by(email="x").username)
results.append(requests.get("https://a.test/").json()["a"])
return results`;
    expect(await run(source, { host })).toMatchObject({
      ok: true,
      value: [true, false, 'nobody knows', 'finally', ['192.0.2.7'], 'found', 1],
    });
  });
});

/** The samples of authentik's documentation, in their own language. */
describe('samples', () => {
  test.each([
    ['MFA for one user', 'return context["pending_user"].username == "ada"', true],
    ['continent', 'return context["geoip"]["continent"] == "EU"', true],
    ['autonomous system', 'return context["asn"]["asn"] == 64496', false],
    ['client address in a subnet', 'return ak_client_ip in ip_network("10.0.0.0/24")', false],
    ['private client address', 'return ak_client_ip.is_private', true],
    [
      'switch the source by e-mail',
      'from re import match as m\nsources = {"other.test": "other"}\nidentifier = context.get("pending_user_identifier", "")\n_, _, domain = identifier.partition("@")\nslug = sources.get(domain)\nif not slug:\n    return True\nplan = context.get("flow_plan")\nif not plan:\n    return False\nplan.redirect(f"/source/oauth/login/{slug}/")\nreturn False',
      true,
    ],
    [
      'set a key of the context',
      'context["flow_plan"].context["redirect_stage_target"] = "ak-flow://slug"\nreturn True',
      true,
    ],
    [
      'remove a key of the context',
      'context["flow_plan"].context.pop("redirect_stage_target", None)\nreturn True',
      true,
    ],
    [
      'allow-listed domains at enrollment',
      'allowed_domains = ["corp.test", "example.com"]\ncurrent_domain = context["prompt_data"]["email"].split("@")[1]\nif current_domain in allowed_domains:\n    email = request.context["prompt_data"]["email"]\n    request.context["prompt_data"]["username"] = email\n    return ak_is_sso_flow\nelse:\n    return ak_message("Enrollment denied for this domain")',
      true,
    ],
    [
      'allow-listed domains at authentication',
      'allowed_domains = ["corp.test"]\ncurrent_domain = request.user.email.split("@")[1] if request.user.email else ""\nif current_domain in allowed_domains:\n    return ak_is_sso_flow\nelse:\n    ak_message("Access denied for this email domain")\n    return False',
      true,
    ],
    ['group membership', 'return ak_is_group_member(request.user, name="staff")', true],
    ['a name like that of an administrator', 'return "admin" in request.user.username.lower()', false],
    ['regular expression', 'return regex_match(request.user.username, ".*admin.*")', false],
  ])('%s', async (_, source, value) => {
    expect(await run(source)).toMatchObject({ ok: true, value });
    expect(await sandbox.check(source, 'flow', { language: 'python' })).toEqual([]);
  });

  test.each([
    ['call another policy', 'result = ak_call_policy("p", extra=1)\nreturn result.passing', true],
    ['an authenticator is there', 'return ak_user_has_authenticator(request.user, "totp")', true],
    [
      'unique e-mail',
      'email = request.context["prompt_data"]["email"]\nuser = ak_user_by(email__iexact=email)\npending = context.get("pending_user") or request.user\nif user and user.pk != pending.pk:\n    ak_message("Email address in use")\n    return False\nreturn True',
      false,
    ],
  ])('%s, which asks the host', async (_, source, value) => {
    const host = {
      call: async (word: string) => {
        if (word === 'ak_user_by') return { ...user, pk: 77 };
        return word === 'ak_call_policy' ? { passing: true, messages: [] } : true;
      },
    };
    expect(await run(source, { host })).toMatchObject({ ok: true, value });
  });
});

describe('the check on save', () => {
  test.each([
    ['return foo', 1, 8, 'name'],
    ['x = 1\n  y = 2', 2, 3, 'syntax'],
    ['class A: pass', 1, 1, 'refused'],
    ['import os', 1, 1, 'refused'],
    ['return provider', 1, 8, 'name'],
    ['return result.passing', 1, 8, 'name'],
  ])('%s', async (source, line, column, code) => {
    expect(await sandbox.check(source, 'application', { language: 'python' })).toMatchObject([
      { line, column, code },
    ]);
  });

  test('what may be stored can be run, however deep it is', async () => {
    const deep = (count: number) => [
      `return ${'['.repeat(count)}1${']'.repeat(count)} == 1`,
      `def f(a=1): return a\nreturn ${'f(a='.repeat(count)}1${')'.repeat(count)} == 2`,
      `return list(${'(x for x in '.repeat(count)}[1]${')'.repeat(count)}) == 2`,
      `return ${'(lambda: '.repeat(count)}1${')()'.repeat(count)} == 2`,
      `return ${Array.from({ length: count }, () => '1').join(' + ')} == 0`,
      `${Array.from({ length: count }, (_, depth) => `${' '.repeat(depth)}for i in [1]:`).join('\n')}\n${' '.repeat(count)}return False`,
    ];
    for (const source of [20, 40, 59, 90, 118, 400].flatMap(deep)) {
      const problems = await sandbox.check(source, 'application', { language: 'python' });
      const result = await sandbox.run(source, { request: {} }, 30_000, 'python');
      expect(problems.length === 0 ? result : 'refused').toEqual(
        problems.length === 0 ? { ok: true, value: false, messages: [], logs: [] } : 'refused',
      );
    }
  }, 60_000);

  test('names that a target hands in are known to it', async () => {
    expect(await sandbox.check('return provider', 'property_mapping', { language: 'python' })).toEqual([]);
    expect(
      await sandbox.check('return result.passing', 'application', { language: 'python', result: true }),
    ).toEqual([]);
  });
});
