import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ScriptContext, ScriptResult } from '../expression/sandbox.ts';
import { aRequest } from '../testing/policy.ts';
import type { Effect } from './effect.ts';
import { definePolicyType } from './type.ts';
import { isFault, type Verdict } from './verdict.ts';
import { runExpression, withExpression } from './with-expression.ts';

const standard = definePolicyType({
  type: 'office',
  model: 'postern_test.officepolicy',
  component: 'office-form',
  title: 'Office',
  description: 'Passes where it is told to.',
  config: z.strictObject({ open: z.boolean() }),
  messages: { closed: 'The office is closed.' },
  uses: ['clock'],
  evaluate: ({ config, pass, fail }) => (config.open ? pass() : fail('closed')),
});
const office = withExpression(standard);

async function judge(open: boolean, script?: (context: ScriptContext) => ScriptResult) {
  const ran: ScriptContext[] = [];
  const config = office.config.parse({ open, ...(script && { expression: 'script' }) });
  const sandbox = {
    check: async () => [],
    run: async (_: string, context: ScriptContext) => {
      ran.push(context);
      return script?.(context) ?? says(true)();
    },
  };
  const facts = await office.gather({ config, request: aRequest(), ports: { sandbox }, timeout: 1000 });
  const answer =
    typeof facts === 'object' && facts !== null && 'fault' in facts
      ? facts
      : office.evaluate({ config, request: aRequest(), facts });
  return { answer, ran, immediate: office.immediate(config) };
}

const says =
  (value: unknown, messages: readonly string[] = []) =>
  (): ScriptResult => ({ ok: true, value, messages, logs: [] });

describe('a standard policy with an expression of its own', () => {
  test.each([
    [true, true, [], [], []],
    [true, false, ['Not today.'], ['Not today.'], []],
    [false, false, ['Sorry.'], ['The office is closed.', 'Sorry.'], ['office.closed']],
    [false, true, [], [], []],
  ])(
    'check %s, expression %s: the expression has the last word',
    async (open, last, own, messages, reasons) => {
      const { answer } = await judge(open, says(last, own));
      expect(answer).toMatchObject({ passing: last, messages, reasons });
    },
  );

  test('it sees the answer of the check, and nothing runs where there is none', async () => {
    const { ran } = await judge(false, says(true));
    expect(ran[0]?.extra).toEqual({ result: { passing: false, messages: ['The office is closed.'] } });
    const without = await judge(false);
    expect(without).toMatchObject({ ran: [], immediate: true, answer: { passing: false } });
    expect((await judge(true, says(true))).immediate).toBe(false);
  });

  test('an error of the expression is an error of the policy, whatever the check said', async () => {
    const { answer } = await judge(true, () => ({
      ok: false,
      fault: 'timeout',
      detail: 'slow',
      line: 1,
      column: 2,
    }));
    expect(isFault(answer as Verdict)).toBe(true);
    expect(answer).toEqual({ fault: 'timeout', detail: 'slow (line 1, column 2)' });
  });

  test('its fields come after those of the type', () => {
    expect(Object.keys(office.config.shape)).toEqual(['open', 'expression', 'language']);
    expect(office.config.safeParse({ open: true, expression: 'x'.repeat(65_537) }).success).toBe(false);
  });
});

describe('what an expression may want', () => {
  const wants = async (effect: Effect) => {
    const said = await runExpression(
      {
        check: async () => [],
        run: async () => ({ ok: true, value: true, messages: [], logs: [], effects: [effect] }),
      },
      { expression: 'script' },
      aRequest(),
      1000,
    );
    return 'fault' in said ? said.detail : 'allowed';
  };
  const set = (key: string, value: unknown): Effect => ({ kind: 'set_context', key, value });

  test.each<[Effect, RegExp]>([
    [{ kind: 'redirect', url: 'https://a.test/b?c' }, /^allowed$/],
    [{ kind: 'redirect', url: '/if/user/' }, /^allowed$/],
    [{ kind: 'redirect', url: '//evil.test' }, /redirect/],
    [{ kind: 'redirect', url: '/\\evil.test' }, /redirect/],
    [{ kind: 'redirect', url: 'javascript:alert(1)' }, /redirect/],
    [{ kind: 'redirect', url: 'https://a.test/\n' }, /redirect/],
    [set('redirect', 'javascript:alert(1)'), /redirect/],
    [set('redirect_stage_target', 'data:text/html,x'), /redirect/],
    [set('redirect_stage_target', 'ak-flow://enrollment'), /^allowed$/],
    [set('color', 'javascript:alert(1)'), /^allowed$/],
    [set('pending_user', { pk: 1 }), /cannot write the key "pending_user"/],
  ])('%j: %s', async (effect, answer) => {
    expect(await wants(effect)).toMatch(answer);
  });
});
