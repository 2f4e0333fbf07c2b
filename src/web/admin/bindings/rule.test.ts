import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding } from '../wire.ts';
import { counts, moved, nextOrder, ruleOf, valuesOf } from './rule.ts';

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
};

describe('the rule of a target', () => {
  test.each<[string, Partial<Binding>, boolean]>([
    ['enabled', {}, true],
    ['disabled', { enabled: false }, false],
    ['in a dry run', { dry_run: true }, false],
    ['expired', { expires: '2026-11-24T11:59:59Z' }, false],
    ['about to expire', { expires: '2026-11-24T12:00:01Z' }, true],
  ])('a binding that is %s has a say: %s', (_, more, wanted) => {
    expect(counts(binding(more), now)).toBe(wanted);
  });

  test('names what counts, in order, and how many have no say', () => {
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
          user_obj: { pk: 7, username: 'ada', name: 'Ada' },
        }),
        binding({ pk: '4', enabled: false }),
      ],
      now,
    );
    expect(rule).toEqual({
      conditions: [
        { kind: 'policy', pk: 'p', name: 'From Germany', negated: false },
        { kind: 'user', pk: 7, name: 'ada', negated: false },
        { kind: 'group', pk: 'g', name: 'Sales', negated: true },
      ],
      silent: 1,
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
