import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SAMPLES } from '../../core/expression/samples.ts';
import { createSandbox } from './sandbox.ts';

// Every sample of the documentation, in both languages: it may be stored, and it does what its page says.

/** The samples as the page shows them. */
function samplesOf(page: string) {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const block = (fence: string) =>
        new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(section)?.[1] ?? '';
      return {
        title: section.split('\n', 1)[0] ?? '',
        texts: { typescript: block('ts'), python: block('python') },
      };
    });
}

test('the page and the editor have the same samples', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/how-to/expression-samples.md'), 'utf8');
  expect(SAMPLES.map(({ title, texts }) => ({ title, texts }))).toEqual(samplesOf(page));
});

const asked: unknown[] = [];
const sandbox = createSandbox({
  size: 1,
  host: {
    async call(word, args) {
      asked.push([word, args]);
      if (word === 'ak_call_policy') return { passing: true, messages: [] };
      if (word === 'ak_user_has_authenticator') return true;
      const [wanted] = args as { email__iexact?: string }[];
      return wanted?.email__iexact === 'taken@corp.test'
        ? { pk: 9, username: 'bob', email: 'Taken@Corp.test' }
        : null;
    },
  },
});
afterAll(() => sandbox.close());

const ada = {
  pk: 1,
  username: 'ada',
  name: 'Ada',
  email: 'ada@corp.test',
  groups: [{ pk: 'g', name: 'staff' }],
};
const plan = (context: object) => ({ flow_plan: { flow_pk: 'f', flow_slug: 'login', context } });

interface Case {
  readonly user?: object;
  readonly ip?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly value: boolean | 'error';
  readonly messages?: readonly string[];
  readonly effects?: readonly object[];
}

const foreign = 'This is for people of Corp only.';

/** What each sample does. */
const cases: Readonly<Record<string, { readonly cases: readonly Case[] }>> = {
  'A second factor for one person': {
    cases: [
      { context: { pending_user: ada }, value: true },
      { context: { pending_user: { ...ada, username: 'eve' } }, value: false },
    ],
  },
  'Only from Europe': {
    cases: [
      { context: { geoip: { continent: 'EU' } }, value: true },
      { context: { geoip: { continent: 'NA' } }, value: false },
    ],
  },
  'Only from one network operator': {
    cases: [
      { context: { asn: { asn: 64496 } }, value: true },
      { context: { asn: { asn: 64497 } }, value: false },
    ],
  },
  'Only from the office': {
    cases: [
      { ip: '10.1.2.3', value: true },
      { ip: '2001:db8::1', value: true },
      { ip: '192.0.2.1', value: false },
      { ip: '', value: 'error' },
    ],
  },
  'Only from private networks': {
    cases: [
      { ip: '192.168.1.1', value: true },
      { ip: '8.8.8.8', value: false },
    ],
  },
  'Send people to the source of their e-mail domain': {
    cases: [
      {
        context: { pending_user_identifier: 'bob@partner.test', ...plan({}) },
        value: false,
        effects: [{ kind: 'redirect', url: '/source/oauth/login/partner/' }],
      },
      { context: { pending_user_identifier: 'ada@corp.test', ...plan({}) }, value: true },
      { context: { pending_user_identifier: 'ada', ...plan({}) }, value: true },
    ],
  },
  'Tell a redirect stage where to go': {
    cases: [
      {
        context: plan({}),
        value: true,
        effects: [
          { kind: 'set_context', key: 'redirect_stage_target', value: 'https://intranet.corp.test/welcome' },
        ],
      },
    ],
  },
  'Forget where to go': {
    cases: [
      {
        context: plan({ redirect_stage_target: 'https://a.test', other: 1 }),
        value: true,
        effects: [{ kind: 'remove_context', key: 'redirect_stage_target' }],
      },
    ],
  },
  'An e-mail address that nobody else has': {
    cases: [
      { context: { prompt_data: { email: 'new@corp.test' } }, value: true },
      {
        context: { prompt_data: { email: 'taken@corp.test' } },
        value: false,
        messages: ['Somebody already uses this e-mail address.'],
      },
      {
        context: { prompt_data: { email: 'taken@corp.test' }, pending_user: { ...ada, pk: 9 } },
        value: true,
      },
    ],
  },
  'Enrolment for some e-mail domains': {
    cases: [
      {
        context: { prompt_data: { email: 'Bob@Corp.test', name: 'Bob' }, is_sso: true },
        value: true,
        effects: [{ kind: 'merge_context', key: 'prompt_data', value: { username: 'bob@corp.test' } }],
      },
      {
        context: { prompt_data: { email: 'eve@evil.test' }, is_sso: true },
        value: false,
        messages: [foreign],
      },
    ],
  },
  'Signing in for some e-mail domains': {
    cases: [{ value: true }, { user: { ...ada, email: 'eve@evil.test' }, value: false, messages: [foreign] }],
  },
  'Ask another policy': { cases: [{ value: true }] },
  'Members of a group': {
    cases: [{ value: true }, { user: { ...ada, groups: [] }, value: false }],
  },
  'People who have a second factor': { cases: [{ value: true }] },
  "Names that look like an administrator's": {
    cases: [{ value: false }, { user: { ...ada, username: 'Admin' }, value: true }],
  },
};

test('every sample has its cases, and both languages', () => {
  expect(SAMPLES.map(({ title }) => title)).toEqual(Object.keys(cases));
  for (const { texts } of SAMPLES)
    for (const text of Object.values(texts)) expect(text).toMatch(/\breturn\b/);
});

describe.each(['typescript', 'python'] as const)('in %s', (language) => {
  test.each(SAMPLES)('$title', async ({ title, at, texts }) => {
    const { cases: rows } = cases[title] ?? { cases: [] };
    expect(await sandbox.check(texts[language], at, { language })).toEqual([]);
    for (const { user = ada, ip = '192.0.2.1', context = {}, value, messages = [], effects } of rows) {
      const http_request = {
        client_ip: ip || null,
        method: 'GET',
        path: '/',
        host: 'id.test',
        user_agent: '',
      };
      const result = await sandbox.run(
        texts[language],
        { request: { user, http_request, obj: null, context: structuredClone(context), time: 1 } },
        2_000,
        language,
      );
      if (value === 'error') expect(result.ok).toBe(false);
      else
        expect([title, result]).toEqual([
          title,
          { ok: true, value, messages, logs: [], ...(effects && { effects }) },
        ]);
    }
  });
});

test('another policy is asked with what it is handed in both', () => {
  expect(asked.filter((each) => Array.isArray(each) && each[0] === 'ak_call_policy')).toEqual([
    ['ak_call_policy', ['From the office', { strict: true }]],
    ['ak_call_policy', ['From the office', { strict: true }]],
  ]);
});
