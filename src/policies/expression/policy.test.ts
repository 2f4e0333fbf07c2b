import { describe, expect, test } from 'vitest';
import type { Sandbox, ScriptResult } from '../../core/expression/sandbox.ts';
import { isFault, type Verdict } from '../../core/policy/verdict.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { scriptedSandbox } from '../../core/testing/ports.ts';
import { expression } from './policy.ts';
import { ExpressionConfig } from './schema.ts';

/** Gathers and judges, as the engine does. */
async function judge(sandbox: Sandbox, source = 'script', request = aRequest()) {
  const config = { expression: source };
  const facts = await expression.gather({ config, request, ports: { sandbox }, timeout: 30_000 });
  if (typeof facts === 'object' && facts !== null && 'fault' in facts && 'detail' in facts) return facts;
  return expression.evaluate({ config, request, facts });
}

const returns = (value: unknown) => scriptedSandbox({ script: () => value });
const answers = (result: ScriptResult): Sandbox => ({ check: async () => [], run: async () => result });

describe('the verdict', () => {
  test.each([
    { row: '73', value: undefined, passing: false },
    { row: '73', value: null, passing: false },
    { row: '74', value: 'no', passing: true },
    { row: '75', value: [], passing: false },
    { row: '2.3', value: {}, passing: false },
    { row: '2.3', value: '', passing: false },
    { row: '2.3', value: 0, passing: false },
    { row: '2.3', value: false, passing: false },
    { row: '2.3', value: 'false', passing: true },
    { row: '2.3', value: -1, passing: true },
    { row: '2.3', value: [false], passing: true },
    { row: '2.3', value: { a: null }, passing: true },
    { row: '2.3', value: true, passing: true },
  ])('row $row: $value passes: $passing', async ({ value, passing }) => {
    expect(await judge(returns(value))).toMatchObject({ passing, raw: value, reasons: [] });
  });

  test('row 73: nothing returned is told to administrators', async () => {
    const verdict = (await judge(returns(undefined))) as Verdict;
    expect(verdict.logs).toMatchObject([{ log_level: 'warning', event: /nothing/ }]);
    expect(((await judge(returns(false))) as Verdict).logs).toEqual([]);
  });

  test.each([true, false])('row 76: messages are kept where it returns %s', async (value) => {
    const line = { log_level: 'info', event: 'seen', attributes: {} } as const;
    const verdict = await judge(answers({ ok: true, value, messages: ['one', 'two'], logs: [line] }));
    expect(verdict).toMatchObject({ passing: value, messages: ['one', 'two'], logs: [line] });
  });

  test('rows 77, 78, 80: an error is a fault with its place, never a verdict', async () => {
    const failed = answers({
      ok: false,
      fault: 'exception',
      detail: 'ReferenceError: x',
      line: 3,
      column: 7,
    });
    const fault = await judge(failed);
    expect(fault).toEqual({ fault: 'exception', detail: 'ReferenceError: x (line 3, column 7)' });
    expect(isFault(fault as Verdict)).toBe(true);
    expect(await judge(answers({ ok: false, fault: 'timeout', detail: 'slow' }))).toEqual({
      fault: 'timeout',
      detail: 'slow',
    });
  });
});

test('it hands in what is judged, and nothing that would tell a test from the real thing', async () => {
  const sandbox = returns(true);
  const request = aRequest({ debug: true, context: { a: 1 }, user: aUser({}, ['staff']) });
  await judge(sandbox, 'script', request);
  const { group_pks, ...user } = request.user;
  // `caller` stays outside: it is for words that ask the host.
  expect(sandbox.ran.map(({ caller: _, ...handed }) => handed)).toEqual([
    {
      request: { user, http_request: request.http_request, obj: null, context: { a: 1 }, time: request.time },
    },
  ]);
  expect(group_pks.size).toBe(1);
});

test.each([
  [{ expression: '' }, false],
  [{}, false],
  [{ expression: 'return 1', more: 1 }, false],
  [{ expression: 'x'.repeat(65_537) }, false],
  [{ expression: 'return 1' }, true],
])('the configuration %j is accepted: %s', (config, accepted) => {
  expect(ExpressionConfig.safeParse(config).success).toBe(accepted);
});
