import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { metaOf } from '../src/core/model/model.ts';
import { catalogue } from './contract.ts';
import { BEGIN, END } from './reference/readmes.ts';
import { KINDS } from './scaffold/kinds.ts';

/** The folders of types that lie below `src/`, listed or not. */
export const foldersOfTypes = (): readonly { readonly kind: keyof typeof KINDS; readonly name: string }[] =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) =>
    readdirSync(join('src', KINDS[kind].folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ kind, name })),
  );

/** What a type's folder lacks, in words. */
export function lacks(kind: keyof typeof KINDS, name: string): readonly string[] {
  const { folder } = KINDS[kind];
  const home = join('src', folder, name);
  const files = readdirSync(home);
  const missing = ['schema.ts', `${kind}.ts`, 'words.de.ts', 'README.md'].filter(
    (file) => !files.includes(file),
  );
  const found = missing.map((file) => `there is no ${file}`);
  if (!files.some((file) => file.endsWith('.test.ts'))) found.push('there is no test');
  const type = catalogue[folder].find((one) => one.type === name);
  if (!type) return [...found, `it is not in src/${folder}/index.ts`];
  found.push(...untitled(type.config), ...pageLacks(join(home, 'README.md')));
  if (kind === 'policy' && !('example' in type && type.example))
    found.push('its type has no example of when to use it');
  if ('messages' in type) found.push(...unused(home, files, Object.keys(type.messages)));
  return found;
}

const untitled = (config: z.ZodObject): readonly string[] =>
  Object.entries(config.shape)
    .filter(([, schema]) => !metaOf(schema as z.ZodType).title)
    .map(([field]) => `the field ${field} has no title`);

function pageLacks(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const page = readFileSync(path, 'utf8');
  return ['**What.**', '**When.**', '**Example.**', BEGIN, END]
    .filter((part) => !page.includes(part))
    .map((part) => `its page has no ${part}`);
}

/** Messages that the code declares and never gives: a key stands at its declaration, and again where it is given. */
function unused(home: string, files: readonly string[], keys: readonly string[]): readonly string[] {
  const code = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(home, file), 'utf8'))
    .join('\n');
  return keys
    .filter((key) => !new RegExp(`['"\`]${key}['"\`]|\\w+\\.${key}\\b`).test(code.replace(`${key}:`, '')))
    .map((key) => `the message ${key} is never given`);
}
