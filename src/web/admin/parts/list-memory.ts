/** How somebody wants to see one list. */
export interface ListMemory {
  readonly page_size?: number;
  /** Titles of columns that are shown against what the page says, and of those that are hidden. */
  readonly columns?: Readonly<Record<string, boolean>>;
}

const keyOf = (path: string) => `postern-list:${path}`;

/** What this browser remembers of a list; nothing where it keeps nothing. */
export function recall(path: string): ListMemory {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(path)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { page_size, columns } = kept as { page_size?: unknown; columns?: unknown };
    return {
      ...(typeof page_size === 'number' ? { page_size } : {}),
      ...(typeof columns === 'object' && columns !== null ? { columns: booleans(columns) } : {}),
    };
  } catch {
    return {};
  }
}

/** Remembers it, where the browser lets it. */
export function remember(path: string, memory: ListMemory): void {
  try {
    localStorage.setItem(keyOf(path), JSON.stringify(memory));
  } catch {
    // A browser that keeps nothing shows every list as the page says.
  }
}

const booleans = (columns: object): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.entries(columns).filter(([, shown]) => typeof shown === 'boolean'));
