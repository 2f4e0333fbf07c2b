import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryReplica } from '../../core/testing/replica.ts';
import { passed, refusal, visit } from '../../core/testing/stage.ts';
import { redirect } from './stage.ts';
import { isSafeTarget } from './target.ts';

const FLOW = '11111111-1111-4111-8111-111111111111';
const GONE = '22222222-2222-4222-8222-222222222222';
const configuration = memoryReplica({
  flows: [
    { pk: FLOW, slug: 'other' },
    { pk: '33333333-3333-4333-8333-333333333333', slug: 'third' },
  ],
});
const begin = (config: Record<string, unknown>, context = {}) =>
  visit(redirect, { config, context, ports: { configuration } }).begin();

const switched = (slug: string, keep_context = true) => ({
  patch: { redirect_stage_target: undefined, is_redirected: { slug: 'login' } },
  effects: [{ effect: 'switch_flow', slug, keep_context }],
});
const sent = (to: string) => ({
  patch: { redirect_stage_target: undefined },
  effects: [{ effect: 'redirect', to }],
});
const toStatic = { mode: 'static', target_static: 'https://intranet.corp.test/a?b=c#d' };

test.each([
  { name: 'an address', config: toStatic, context: {}, want: sent('https://intranet.corp.test/a?b=c#d') },
  {
    name: 'a path',
    config: { mode: 'static', target_static: '/if/user/' },
    context: {},
    want: sent('/if/user/'),
  },
  { name: 'a flow', config: { mode: 'flow', target_flow: FLOW }, context: {}, want: switched('other') },
  {
    name: 'row 11: a flow without what this run knows',
    config: { mode: 'flow', target_flow: FLOW, keep_context: false },
    context: {},
    want: switched('other', false),
  },
  {
    name: 'the context names an address',
    config: toStatic,
    context: { redirect_stage_target: 'https://x.corp.test/' },
    want: sent('https://x.corp.test/'),
  },
  {
    name: 'the context names a flow',
    config: toStatic,
    context: { redirect_stage_target: 'ak-flow://third' },
    want: switched('third'),
  },
  {
    name: 'row 74: the context names a flow that is not there',
    config: toStatic,
    context: { redirect_stage_target: 'ak-flow://nope' },
    want: sent('https://intranet.corp.test/a?b=c#d'),
  },
])('$name', async ({ config, context, want }) => {
  expect(passed(await begin(config, context))).toEqual({ step: 'done', ...want });
});

const nowhere = 'This step leads nowhere: its target is missing. Tell your administrator.';
test.each([
  { name: 'no address', config: { mode: 'static' }, context: {}, want: nowhere },
  { name: 'no flow', config: { mode: 'flow' }, context: {}, want: nowhere },
  { name: 'a flow that is gone', config: { mode: 'flow', target_flow: GONE }, context: {}, want: nowhere },
  {
    name: 'a missing flow in the context, and no target',
    config: { mode: 'flow' },
    context: { redirect_stage_target: 'ak-flow://nope' },
    want: nowhere,
  },
  {
    name: 'an unsafe address in the context',
    config: toStatic,
    context: { redirect_stage_target: 'javascript:alert(1)' },
    want: 'This step leads to an address that is not allowed. Tell your administrator.',
  },
])('refused: $name', async ({ config, context, want }) => {
  expect(refusal(await begin(config, context))).toBe(want);
});

describe('A35: only safe targets', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://host/',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    'https:\\\\evil.test',
    'https:/evil.test',
    'https:evil.test',
    'https://',
    'https:///evil.test',
    'https://user@evil.test/',
    'https://corp.test:pw@evil.test/',
    'https://corp.test\\@evil.test/',
    'https://corp.test\\.evil.test',
    'https://evil.test/\\x',
    'https://\u0435vil.test/',
    'https://evil。test/',
    ' https://corp.test/',
    'https://corp.test/ x',
    'https://corp.test/\r\nSet-Cookie: a=b',
    'https://corp.test/\u0000',
    'https://corp.test:port/',
    'https://-corp.test/',
    'https://corp..test/',
    'https://[::1',
    'corp.test',
    'relative/path',
    '?next=/',
    '#x',
    'ak-flow://other',
    '',
  ])('refused: %j', (text) => {
    expect(isSafeTarget(text)).toBe(false);
  });

  test.each([
    'https://corp.test',
    'http://corp.test/',
    'HTTPS://Corp.Test/Path',
    'https://corp.test:8443/a/b?c=d&e=%20#f',
    'https://corp.test?a=b',
    'https://xn--bcher-kva.test/',
    'http://localhost:9000/x',
    'http://192.0.2.1/',
    'https://[2001:db8::1]:443/',
    '/',
    '/if/user/',
    '/a@b',
    '/a?next=//b',
  ])('let through: %s', (text) => {
    expect(isSafeTarget(text)).toBe(true);
  });

  test('whatever passes is read by a browser as http(s), without user information, at the host that was written', () => {
    const piece = fc.constantFrom(
      'https',
      'http',
      'javascript',
      ':',
      '/',
      '//',
      '\\',
      '@',
      '.',
      'a',
      'evil.test',
      '[',
      ']',
      '?',
      '#',
      '%2f',
      '\t',
      ' ',
      '-',
      'é',
      '。',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        if (!isSafeTarget(text)) return;
        const url = new URL(text, 'https://id.corp.test/');
        expect(['http:', 'https:']).toContain(url.protocol);
        expect(url.username + url.password).toBe('');
        if (text.startsWith('/')) expect(url.origin).toBe('https://id.corp.test');
        else expect(text).toContain(`//${url.hostname}`);
      }),
      { numRuns: 20_000 },
    );
  });

  test('an unsafe address is not saved', () => {
    expect(redirect.config.safeParse({ mode: 'static', target_static: '//evil.test' }).success).toBe(false);
    expect(redirect.config.safeParse({ mode: 'static', target_static: '/fine' }).success).toBe(true);
  });
});

test('A12: an answer changes nothing about the target', async () => {
  const stage = visit(redirect, { config: toStatic, ports: { configuration } });
  expect((await stage.answer({ to: 'https://evil.test' })).step).toBe('refused');
  expect(passed(await stage.answer({})).effects).toEqual([
    { effect: 'redirect', to: 'https://intranet.corp.test/a?b=c#d' },
  ]);
});
