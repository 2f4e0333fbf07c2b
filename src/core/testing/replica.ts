import type { Change, Row } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';

/** A replica of rows in memory that a test changes at will; listeners are told at once. */
export interface MemoryReplica extends Replica {
  /** Writes rows, as one batch of changes. */
  put(table: string, ...rows: Row[]): void;
  remove(table: string, ...pks: (string | number)[]): void;
  /** Several writes and deletions as one batch: `row` undefined deletes. */
  apply(changes: readonly Change[]): void;
}

export function memoryReplica(tables: Readonly<Record<string, readonly Row[]>> = {}): MemoryReplica {
  const stored = new Map(
    Object.entries(tables).map(([table, rows]) => [table, new Map(rows.map((row) => [row.pk, row]))]),
  );
  const listeners = new Set<(changes: readonly Change[]) => void>();
  let revision = 1;

  function apply(changes: readonly Change[]): void {
    for (const { table, pk, row } of changes) {
      const rows = stored.get(table) ?? new Map<string | number, Row>();
      stored.set(table, rows);
      if (row) rows.set(pk, row);
      else rows.delete(pk);
    }
    revision += 1;
    for (const listener of listeners) listener(changes);
  }

  const all = (table: string): readonly Row[] => [...(stored.get(table)?.values() ?? [])];
  return {
    get revision() {
      return revision;
    },
    get: (table, pk) => stored.get(table)?.get(pk),
    all,
    by: (table, field, value) =>
      all(table).filter((row) => {
        const there = row[field];
        return Array.isArray(there) ? there.includes(value) : there === value;
      }),
    catchUp: () => Promise.resolve(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply,
    put: (table, ...rows) => apply(rows.map((row) => ({ table, pk: row.pk, row }))),
    remove: (table, ...pks) => apply(pks.map((pk) => ({ table, pk }))),
  };
}
