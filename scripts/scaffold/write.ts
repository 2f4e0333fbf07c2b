import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS, type Kind, type Names } from './kinds.ts';

/** Writes the folder of a new type below `root`, and the line in its list; answers the paths. */
export function scaffold(root: string, kind: Kind, names: Names): readonly string[] {
  const { folder, scaffold: make } = KINDS[kind];
  const home = join('src', folder, names.snake);
  if (existsSync(join(root, home))) throw new Error(`${home} is there already`);
  const list = join('src', folder, 'index.ts');
  const listed = withType(readFileSync(join(root, list), 'utf8'), kind, names);
  mkdirSync(join(root, home));
  const written = Object.entries(make(names)).map(([name, text]) => {
    writeFileSync(join(root, home, name), text);
    return join(home, name);
  });
  writeFileSync(join(root, list), listed);
  return [...written, list];
}

/** The list with one import and one entry more; the imports of folders stay in order. */
export function withType(text: string, kind: Kind, { snake, camel }: Names): string {
  const line = `import { ${camel} } from './${snake}/${kind}.ts';`;
  const lines = text.split('\n');
  const own = lines.filter((one) => /^import .* from '\.\/\w+\//.test(one));
  const after = own.filter((one) => pathOf(one) < pathOf(line)).at(-1);
  const first = lines.findIndex((one) => /^import .* from '\.\/\w+\//.test(one));
  const at = after === undefined ? Math.max(first, 1) : lines.indexOf(after) + 1;
  const imported = lines.toSpliced(at, 0, line).join('\n');
  const entered = imported.replace(/,?\s*\];/, `, ${camel}];`).replace('[, ', '[');
  if (entered === imported) throw new Error('the list has no entries that end with "];"');
  return entered;
}

const pathOf = (line: string): string => /'([^']+)'/.exec(line)?.[1] ?? '';
