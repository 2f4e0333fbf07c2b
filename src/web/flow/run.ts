/**
 * Remembers this tab's run of a flow over a reload of the page. Kept per address, in the tab's own storage: two tabs
 * have two runs, and nothing but the run's id is ever kept.
 */
export interface RunMemory {
  recall(): string | undefined;
  keep(run: string): void;
  forget(): void;
}

/** A run memory in a web storage; a browser that refuses storage just forgets the run on reload. */
export function runMemoryIn(storage: () => Storage, address: string): RunMemory {
  const key = `postern.run ${address}`;
  const trying = <T>(act: (storage: Storage) => T): T | undefined => {
    try {
      return act(storage());
    } catch {
      return undefined;
    }
  };
  return {
    recall: () => trying((kept) => kept.getItem(key)) ?? undefined,
    keep: (run) => void trying((kept) => kept.setItem(key, run)),
    forget: () => void trying((kept) => kept.removeItem(key)),
  };
}
