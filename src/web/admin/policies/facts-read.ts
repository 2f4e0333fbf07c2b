/** What an expression reads, with the value that it found there; undefined where there was none. */
export interface FactRead {
  readonly path: string;
  readonly value: unknown;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The values of what was read, from the facts of a trial; what is not among the facts is left out. */
export function factsRead(
  reads: readonly string[],
  facts: Readonly<Record<string, unknown>>,
): readonly FactRead[] {
  return reads.flatMap((path) => {
    const [root, ...parts] = path.split('.');
    // Groups stand beside the person among the facts.
    const keys = parts[0] === 'user' && parts[1] === 'groups' ? parts.slice(1) : parts;
    if (root !== 'request' || keys.length === 0 || !((keys[0] ?? '') in facts)) return [];
    let value: unknown = facts;
    for (const key of keys) value = isRecord(value) ? value[key] : undefined;
    return [{ path, value }];
  });
}
