export interface Folder {
  readonly name: string;
  readonly path: string;
  readonly below: readonly Folder[];
}

/** Paths such as `users/sales` as folders in folders, in order. */
export function foldersOf(paths: readonly string[], above = ''): readonly Folder[] {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    const [name = '', ...rest] = path.split('/');
    if (name === '') continue;
    const below = names.get(name) ?? [];
    if (rest.length > 0) below.push(rest.join('/'));
    names.set(name, below);
  }
  return [...names]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, below]) => {
      const path = above === '' ? name : `${above}/${name}`;
      return { name, path, below: foldersOf(below, path) };
    });
}
