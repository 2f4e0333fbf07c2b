import type { Change, Row } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';

/** The rows of bindings by their target, kept as they change: one change never reads the others again. */
export interface Bound {
  of(target: string): Iterable<Row>;
  apply(changes: readonly Change[]): void;
}

export function createBound(rows: Pick<Replica, 'all'>): Bound {
  const byTarget = new Map<string, Map<string, Row>>();
  const targetOf = new Map<string, string>();

  function take(pk: string): void {
    const target = targetOf.get(pk);
    if (target === undefined) return;
    const there = byTarget.get(target);
    there?.delete(pk);
    if (there?.size === 0) byTarget.delete(target);
    targetOf.delete(pk);
  }

  function put(row: Row): void {
    const pk = String(row.pk);
    const target = String(row.target);
    take(pk);
    const there = byTarget.get(target);
    if (there) there.set(pk, row);
    else byTarget.set(target, new Map([[pk, row]]));
    targetOf.set(pk, target);
  }

  for (const row of rows.all('policy_bindings')) put(row);
  return {
    of: (target) => byTarget.get(target)?.values() ?? [],
    apply(changes) {
      for (const { table, pk, row } of changes) {
        if (table !== 'policy_bindings') continue;
        if (row) put(row);
        else take(String(pk));
      }
    },
  };
}
