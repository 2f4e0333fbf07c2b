import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyBody, requestData } from '../testing/expressions.ts';
import { memberPaths } from './member-paths.ts';
import { parseBody } from './parse.ts';
import { describeReads, prune, type Reads, readsBelow } from './reads.ts';
import { RULES } from './rules.ts';

/** Enough to find a mistake in most runs, few enough for each of them. */
const RUNS = 1_500;

function readsOf(source: string): Reads {
  const body = parseBody(source);
  if ('message' in body) throw new Error(`${body.message}\n${source}`);
  return memberPaths(body, RULES);
}

describe('member paths', () => {
  test.each([
    ['return 1', []],
    ['return request.user.email', ['request.user.email.*']],
    ['return context.geoip?.country === "DE"', ['request.context.geoip.country']],
    [
      'return request.user["email"] + http_request.path',
      ['request.http_request.path.*', 'request.user.email.*'],
    ],
    ['return request.user.email.endsWith("x")', ['request.user.email.*']],
    ['const { user } = request; return user.email', ['request.user.email.*']],
    ['const { user: { email: e = "x" } } = request; return e', ['request.user.email.*']],
    [
      'const u = request.user; const a = u.attributes; return a.level > 2',
      ['request.user.attributes.level.*'],
    ],
    ['let u = request.user; return u.email', ['request.user.*']],
    ['const { email, ...rest } = request.user; return email', ['request.user.*']],
    [
      'return (request.user ?? context.pending_user).email',
      ['request.context.pending_user.email.*', 'request.user.email.*'],
    ],
    ['return request.user[key]', ['extra.key.*', 'request.user.*']],
    ['return "geoip" in context', ['request.context.geoip']],
    ['if (request.user) return 1', ['request.user']],
    ['return request.user.email && true', ['request.user.email']],
    ['return f(request.user)', ['extra.f.*', 'request.user.*']],
    ['return request', ['request.*']],
    ['return { ...context }', ['request.context.*']],
    ['for (const k in context) return k', ['request.context.*']],
    [
      'return ak_is_group_member(request.user, { name: context.team })',
      ['request.context.team.*', 'request.user.groups.*'],
    ],
    [
      'const ak_is_group_member = (u) => u.email; return ak_is_group_member(request.user)',
      ['request.user.*'],
    ],
    ['return ak_client_ip.version + clientIp.version', ['request.http_request.client_ip.version.*']],
    ['return Math.max(request.user.pk, 1)', ['request.user.pk.*']],
    ['return request.user.groups.map((group) => group.name)', ['request.user.groups.*']],
    ['const x = 1; { const x = request.user; return x.email }', ['request.user.email.*']],
    ['const x = x0 ? x.a : request.user; return x.b', ['*']],
    ['return request.user.toString()', ['request.user.*']],
    ['return provider.name', ['extra.provider.name.*']],
  ])('%s', (source, want) => {
    // Names that the expression declares itself, and `extra` values that would hide a word, are of no interest here.
    const shown = describeReads(readsOf(source)).filter(
      (path) => !path.startsWith('extra.') || /^extra\.(f|key|provider)\b/.test(path),
    );
    expect(shown).toEqual(want);
  });

  test('a chain of constants that doubles at each step is understood in no time', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `const c${i + 1} = c${i} ? c${i}.a : c${i}.b;`);
    const source = ['const c0 = request;', ...lines, 'return c60;'].join('\n');
    expect(describeReads(readsOf(source))).toEqual(['*']);
  });
});

describe('pruning', () => {
  test('A7: keys such as __proto__ and constructor are data', () => {
    const data = JSON.parse('{"request":{"context":{"__proto__":{"x":1},"constructor":2,"other":3}}}');
    const reads = readsOf('return [context.__proto__, context.constructor]');
    expect(JSON.stringify(prune(data, reads))).toBe(
      '{"request":{"context":{"__proto__":{"x":1},"constructor":2}}}',
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('A7: what is inherited is not handed in; the same keys of the object itself are', () => {
    const reads = readsOf('return [context.constructor, context.toString, context.own]');
    expect(JSON.stringify(prune({ request: { context: { own: 1 } } }, reads))).toBe(
      '{"request":{"context":{"own":1}}}',
    );
  });

  test('what JSON cannot say is left out', () => {
    const data = { request: { set: new Set([1]), when: new Date(0), run: () => 1, list: [undefined, 1] } };
    expect(JSON.stringify(prune(data, readsOf('return request')))).toBe(
      '{"request":{"when":"1970-01-01T00:00:00.000Z","list":[null,1]}}',
    );
  });
});

type Ended = { value: string | undefined } | { threw: string };

/** Runs a body on data, as JSON in and JSON out. */
function run(source: string, request: unknown): Ended {
  try {
    const body = new Function('request', 'context', 'http_request', `'use strict';\n${source}`);
    const { context, http_request } = (request ?? {}) as Record<string, unknown>;
    return { value: JSON.stringify(body(request, context, http_request ?? undefined)) };
  } catch (error) {
    return { threw: error instanceof Error ? error.name : 'unknown' };
  }
}

const copy = (data: unknown) => JSON.parse(JSON.stringify(data ?? null));

test('an expression never tells the pruned context from the whole one', () => {
  let differing = 0;
  fc.assert(
    fc.property(anyBody, requestData, (source, request) => {
      const reads = readsOf(source);
      const pruned = copy(prune({ request }, reads));
      if (JSON.stringify(pruned) !== JSON.stringify({ request })) differing++;
      expect(run(source, pruned.request ?? {})).toEqual(run(source, copy(request)));
    }),
    { numRuns: RUNS },
  );
  expect(differing).toBeGreaterThan(RUNS / 2); // Otherwise the test would compare nothing.
});

/** A view of data that notes each own key that is read through it. */
function traced(data: unknown, path: readonly string[], seen: (path: readonly string[]) => void): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const note = (key: string | symbol) => {
    if (typeof key === 'string' && Object.hasOwn(data, key)) seen([...path, key]);
  };
  return new Proxy(data, {
    get(target, key, receiver) {
      note(key);
      const value = Reflect.get(target, key, receiver);
      return typeof key === 'string' && Object.hasOwn(target, key)
        ? traced(value, [...path, key], seen)
        : value;
    },
    has(target, key) {
      note(key);
      return Reflect.has(target, key);
    },
    ownKeys(target) {
      for (const key of Object.keys(target)) note(key);
      return Reflect.ownKeys(target);
    },
  });
}

test('whatever an expression reads was foreseen', () => {
  let touched = 0;
  fc.assert(
    fc.property(anyBody, requestData, (source, request) => {
      const reads = readsOf(source);
      const missed: string[] = [];
      const seen = (path: readonly string[]) => {
        touched++;
        let node: Reads | undefined = reads;
        for (const key of path) node = node && readsBelow(node, key);
        if (node === undefined) missed.push(path.join('.'));
      };
      run(source, traced(copy(request), ['request'], seen));
      // `run` itself reads these two, to hand them in.
      expect(missed.filter((path) => path !== 'request.context' && path !== 'request.http_request')).toEqual(
        [],
      );
    }),
    { numRuns: RUNS },
  );
  expect(touched).toBeGreaterThan(RUNS);
});
