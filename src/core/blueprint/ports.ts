/** A blueprint in the blueprints folder. */
export interface BlueprintFile {
  /** Below the folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The blueprints that lie on disk. */
export interface BlueprintFiles {
  /** Every file, by path. */
  list(): Promise<readonly BlueprintFile[]>;
}

/** Work that no two nodes do at once. */
export interface Exclusive {
  /** Waits until nobody else works under that name, on any node, and then works. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}
