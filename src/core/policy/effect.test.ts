import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBinding, aRequest } from '../testing/policy.ts';
import { contextAfter, type Effect, RESERVED_CONTEXT } from './effect.ts';
import { evaluate, type Found } from './evaluate.ts';

const set = (key: string, value: unknown = 1): Effect => ({ kind: 'set_context', key, value });

describe('what policies change in the context of a flow', () => {
  test('keys are set and removed in order', () => {
    const context = { old: 1, gone: 2 };
    const after = contextAfter(context, [
      set('fresh'),
      { kind: 'remove_context', key: 'gone' },
      set('fresh', 2),
    ]);
    expect(after).toEqual({ old: 1, fresh: 2 });
    expect(context).toEqual({ old: 1, gone: 2 });
  });

  test('keys of an object are written without losing the others', () => {
    const prompt_data = { email: 'a@b.test', username: '' };
    const effect: Effect = { kind: 'merge_context', key: 'prompt_data', value: { username: 'a' } };
    expect(contextAfter({ prompt_data }, [effect])).toEqual({
      prompt_data: { email: 'a@b.test', username: 'a' },
    });
    expect(contextAfter({}, [effect])).toEqual({ prompt_data: { username: 'a' } });
  });

  test('nothing to change: the same object', () => {
    const context = { old: 1 };
    expect(contextAfter(context, [])).toBe(context);
    expect(contextAfter(context, [{ kind: 'redirect', url: 'https://a.test' }])).toBe(context);
  });

  test.each([...RESERVED_CONTEXT])('a policy never writes who somebody is: %s', (key) => {
    const context = { other: 1 };
    expect(contextAfter(context, [set(key)])).toBe(context);
  });
});

describe('effects of a decision', () => {
  const found = (effects: readonly Effect[], passing = true): Found => ({
    finding: { passing, messages: [], reasons: [], effects },
    duration: null,
  });

  test('137 they come from the bindings that have a say, in order, whatever was decided', () => {
    const bindings = [aBinding({ pk: 'a', order: 1 }), aBinding({ pk: 'b', order: 0, negate: true })];
    const findings = new Map([
      ['a', found([set('a')])],
      ['b', found([set('b')])],
    ]);
    const decision = evaluate({ ...question, bindings, findings });
    expect(decision.effects).toEqual([set('b'), set('a')]);
  });

  test('a dry run, a disabled or an expired binding never has an effect', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (dry_run, enabled, lapsed) => {
        const binding = aBinding({ dry_run, enabled, expires: lapsed ? 0 : null });
        const findings = new Map([[binding.pk, found([set('a')])]]);
        const { effects } = evaluate({ ...question, bindings: [binding], findings });
        expect(effects).toHaveLength(!dry_run && enabled && !lapsed ? 1 : 0);
      }),
    );
  });

  const question = {
    mode: 'any' as const,
    request: aRequest(),
    when_unbound: 'pass' as const,
    closed: false,
    revision: 1,
    request_id: 'request-1',
  };
});
