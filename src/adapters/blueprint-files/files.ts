import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { BlueprintFile, BlueprintFiles } from '../../core/blueprint/ports.ts';

/** Bytes; what is longer is no blueprint and no secret. */
const LONGEST = 1_048_576;
/** Where containers are handed their secrets. */
const SECRETS = '/run/secrets';

/** The YAML files below `root`, hidden ones left out. A folder that is not there holds none. */
export function createBlueprintFiles(root: string): BlueprintFiles {
  return {
    async list() {
      const names = await readdir(root, { recursive: true }).catch(ifMissing<string[]>([]));
      const paths = names
        .map((name) => name.split(sep).join('/'))
        .filter((path) => /\.ya?ml$/.test(path) && !path.split('/').some((part) => part.startsWith('.')))
        .sort();
      const files = await Promise.all(
        paths.map(async (path): Promise<BlueprintFile[]> => {
          const text = await readWithin([root], join(root, path));
          return text === undefined ? [] : [{ path, text }];
        }),
      );
      return files.flat();
    },
  };
}

/** When a file below `root` was last written; undefined where there is none. */
export const blueprintModified =
  (root: string) =>
  async (path: string): Promise<Date | undefined> =>
    (await stat(join(root, path)).catch(ifMissing(undefined)))?.mtime;

/** What `!File` may read: files below the blueprints folder (also by a relative path) and secrets of the container. */
export const blueprintFileReader =
  (root: string, secrets = SECRETS) =>
  (path: string): Promise<string | undefined> =>
    readWithin([root, secrets], isAbsolute(path) ? path : join(root, path));

/** What `!Env` may read: everything but those settings of Postern itself that are secrets. */
export const blueprintEnvironment =
  (env: Readonly<Record<string, string | undefined>>, secrets: readonly string[]) =>
  (name: string): string | undefined =>
    secrets.includes(name) ? undefined : env[name];

/** Links are followed first: what counts is where a path really leads. */
async function readWithin(roots: readonly string[], path: string): Promise<string | undefined> {
  const real = await realpath(path).catch(ifMissing(undefined));
  if (real === undefined) return undefined;
  const within = await Promise.all(
    roots.map(async (root) => isBelow(await realpath(root).catch(ifMissing(resolve(root))), real)),
  );
  if (!within.includes(true)) return undefined;
  const { size, isFile } = await stat(real).then((found) => ({ size: found.size, isFile: found.isFile() }));
  return isFile && size <= LONGEST ? readFile(real, 'utf8') : undefined;
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way);
}

const ifMissing =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return otherwise;
    throw error;
  };
