import type { Change, Row } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';

/** The rows of bindings by their target, kept as they change: one change never reads the others again. */
export interface Bound {
  of(target: string): Iterable<Row>;
  /** Answers the targets that have gained, lost or changed a binding. */
  apply(changes: readonly Change[]): ReadonlySet<string>;
}

export function createBound(rows: Pick<Replica, 'all'>): Bound {
  const byTarget = new Map<string, Map<string, Row>>();
  const targetOf = new Map<string, string>();

  /** Answers the target that the binding was on. */
  function take(pk: string): string | undefined {
    const target = targetOf.get(pk);
    if (target === undefined) return undefined;
    const there = byTarget.get(target);
    there?.delete(pk);
    if (there?.size === 0) byTarget.delete(target);
    targetOf.delete(pk);
    return target;
  }

  function add(row: Row): void {
    const pk = String(row.pk);
    const target = String(row.target);
    const there = byTarget.get(target);
    if (there) there.set(pk, row);
    else byTarget.set(target, new Map([[pk, row]]));
    targetOf.set(pk, target);
  }

  function put(row: Row): string | undefined {
    const before = take(String(row.pk));
    add(row);
    return before;
  }

  for (const row of rows.all('policy_bindings')) add(row);
  return {
    of: (target) => byTarget.get(target)?.values() ?? [],
    apply(changes) {
      const touched = new Set<string>();
      for (const { table, pk, row } of changes) {
        if (table !== 'policy_bindings') continue;
        const before = row ? put(row) : take(String(pk));
        if (before !== undefined) touched.add(before);
        if (row) touched.add(String(row.target));
      }
      return touched;
    },
  };
}
