/**
 * What an expression reads of its context, as a tree: `whole` where it needs everything below, otherwise the keys
 * that it follows. A node with no keys is needed only for whether it is there.
 */
export interface Reads {
  whole: boolean;
  readonly keys: Map<string, Reads>;
}

export type Path = readonly string[];

export const noReads = (): Reads => ({ whole: false, keys: new Map() });

export function addPath(reads: Reads, path: Path, whole: boolean): void {
  let node = reads;
  for (const key of path) {
    if (node.whole) return;
    let next = node.keys.get(key);
    if (next === undefined) {
      next = noReads();
      node.keys.set(key, next);
    }
    node = next;
  }
  if (!whole) return;
  node.whole = true;
  node.keys.clear();
}

/** The reads below one key; undefined where nothing below it is read. */
export function readsBelow(reads: Reads, key: string): Reads | undefined {
  return reads.whole ? reads : reads.keys.get(key);
}

/** The tree as a sorted list of dotted paths, `.*` after those that are read whole: for people and tests. */
export function describeReads(reads: Reads, prefix = ''): string[] {
  if (reads.whole) return [prefix === '' ? '*' : `${prefix}.*`];
  if (reads.keys.size === 0) return prefix === '' ? [] : [prefix];
  return [...reads.keys]
    .flatMap(([key, below]) => describeReads(below, prefix === '' ? key : `${prefix}.${key}`))
    .sort();
}

/**
 * Copies the part of JSON-like data that is read. The walk stops at the first primitive or array, which come whole.
 * The copies have no prototype, so that keys such as `__proto__` are data and nothing else. What JSON cannot say
 * (functions, sets, …) is left out.
 */
export function prune(value: unknown, reads: Reads): unknown {
  if (typeof value !== 'object' || value === null) return isPlain(value) ? value : undefined;
  if (Array.isArray(value)) return value.map((item) => prune(item, WHOLE) ?? null);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Set || value instanceof Map) return undefined;
  const copy: Record<string, unknown> = Object.create(null);
  const keys = reads.whole ? Object.keys(value) : reads.keys.keys();
  for (const key of keys) {
    if (!Object.hasOwn(value, key)) continue;
    const below = readsBelow(reads, key);
    const pruned = below && prune((value as Record<string, unknown>)[key], below);
    if (pruned !== undefined) copy[key] = pruned;
  }
  return copy;
}

const WHOLE: Reads = { whole: true, keys: new Map() };

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
