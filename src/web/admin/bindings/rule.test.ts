import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding } from '../wire.ts';
import { moved, nextOrder, ruleOf, type Silence, silenceOf, valuesOf } from './rule.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const binding = (more: Partial<Binding> = {}): Binding => ({
  pk: 'b',
  target: 't',
  policy: null,
  group: 'g',
  user: null,
  policy_obj: null,
  group_obj: { pk: 'g', name: 'Sales' },
  user_obj: null,
  order: 0,
  enabled: true,
  negate: false,
  timeout: 30,
  failure_result: false,
  expires: null,
  dry_run: false,
  ...more,
});
const policy_obj = {
  pk: 'p',
  name: 'From Germany',
  component: '',
  verbose_name: '',
  meta_model_name: '',
  bound_to: 1,
  execution_logging: false,
  phrases: { en: { passes: 'they come from Germany', fails: 'they do not come from Germany' } },
};

describe('the rule of a target', () => {
  test.each<[Silence | undefined, Partial<Binding>]>([
    [undefined, {}],
    ['disabled', { enabled: false }],
    ['dry_run', { dry_run: true }],
    ['expired', { expires: '2026-11-24T11:59:59Z' }],
    [undefined, { expires: '2026-11-24T12:00:01Z' }],
    ['disabled', { enabled: false, dry_run: true }],
    ['expired', { dry_run: true, expires: '2026-11-24T11:59:59Z' }],
  ])('why a binding has no say: %s of %o', (wanted, more) => {
    expect(silenceOf(binding(more), now)).toBe(wanted);
  });

  test('names what counts, in order, and what has no say', () => {
    const rule = ruleOf(
      [
        binding({ pk: '1', order: 10, negate: true }),
        binding({ pk: '2', order: 0, group: null, group_obj: null, policy: 'p', policy_obj }),
        binding({
          pk: '3',
          order: 5,
          group: null,
          group_obj: null,
          user: 7,
          expires: '2099-01-01T00:00:00Z',
          user_obj: { pk: 7, username: 'ada', name: 'Ada' },
        }),
        binding({ pk: '4', enabled: false }),
      ],
      now,
    );
    expect(rule).toEqual({
      conditions: [
        {
          kind: 'policy',
          pk: 'p',
          name: 'From Germany',
          negated: false,
          expires: null,
          phrases: policy_obj.phrases,
        },
        { kind: 'user', pk: 7, name: 'ada', negated: false, expires: '2099-01-01T00:00:00Z', phrases: null },
        { kind: 'group', pk: 'g', name: 'Sales', negated: true, expires: null, phrases: null },
      ],
      silent: [{ name: 'Sales', why: 'disabled' }],
    });
  });
});

describe('the order of bindings', () => {
  const list = fc
    .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 })
    .map((orders) => orders.toSorted((a, b) => a - b).map((order, index) => ({ pk: String(index), order })));

  test('a moved binding always stands where it was put, and the others keep their order', () => {
    fc.assert(
      fc.property(list, fc.nat(7), fc.nat(7), (bindings, one, other) => {
        const [from, to] = [one % bindings.length, other % bindings.length];
        const changes = new Map(moved(bindings, from, to).map(({ pk, order }) => [pk, order]));
        const after = bindings
          .map(({ pk, order }) => ({ pk, order: changes.get(pk) ?? order }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ pk }) => pk);
        const before = bindings.map(({ pk }) => pk);
        const wanted = before.toSpliced(from, 1).toSpliced(to, 0, before[from] ?? '');
        return after.join() === wanted.join();
      }),
    );
  });

  test('a further binding always comes last', () => {
    fc.assert(fc.property(list, (bindings) => bindings.every(({ order }) => order < nextOrder(bindings))));
    expect(nextOrder([])).toBe(0);
  });

  test('what is made again after a deletion is what was deleted', () => {
    const deleted = binding({ negate: true, timeout: 5, expires: '2027-01-01T00:00:00Z' });
    expect(deleted).toMatchObject(valuesOf(deleted));
    expect(Object.keys(valuesOf(deleted))).not.toContain('pk');
  });
});
