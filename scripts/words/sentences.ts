import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';

/** A text as it stands in the code; where a value is filled in, it holds `{}`. */
export interface Sentence {
  readonly file: string;
  readonly text: string;
}

/** What speaks to people over the API. Everything else in these rooms speaks to logs, to the terminal or to nobody. */
const ROOMS = 'src/{core,app,contract,server,store,adapters,policies,stages,providers,sources}/**/*.ts';
const SILENT = new RegExp(
  [
    /\.test\.ts$/,
    /^src\/core\/testing\//,
    /\/(scene|testing)\.ts$/,
    /\.de\.ts$/,
    /\/phrases\.ts$/,
    /^src\/store\/(migrations\/|migrate|listener)/,
    // Mails have words of their own in each language.
    /^src\/core\/mail\//,
    /^src\/app\/lockout\/unlocking\.ts$/,
    // What ends the start, and is read in the terminal.
    /^src\/adapters\/(configuration|postgres)\//,
    /^src\/server\/(main|first-start)\.ts$/,
    // Errors of the languages that expressions are written in are those languages' own.
    /^src\/core\/expression\/(python\/runtime|closures)\//,
    /^src\/adapters\/sandbox\/guest\.ts$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Names of functions and properties whose texts nobody reads in an answer. */
const UNSAID = /^(Error|TypeError|RangeError|SyntaxError|EmbeddedPostgresError|ConfigurationError)$/;
const UNSHOWN = new Set(['summary', 'example']);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Begins as a sentence does and ends as one, and has words of its own between its values. */
const isSentence = (text: string): boolean =>
  /^(?:["“`A-Z]|\{\})/.test(text) && /\s/.test(text) && /[.?!]$/.test(text) && /[A-Za-z]{2}/.test(text);

/** The text of a literal or a template; undefined for everything else. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('{}');
}

const nameOf = (value: unknown): string => {
  if (!isNode(value)) return '';
  return String(value.name ?? value.value ?? (isNode(value.property) ? nameOf(value.property) : ''));
};

/** Whether nobody is told what stands below this part of a node. */
function isSilent(node: Node, key: string, file: string): boolean {
  if (node.type === 'NewExpression' && key === 'arguments') return UNSAID.test(nameOf(node.callee));
  if (node.type === 'CallExpression' && key === 'arguments')
    return isNode(node.callee) && isNode(node.callee.object) && nameOf(node.callee.object) === 'log';
  if (node.type !== 'Property' || key !== 'value') return false;
  const name = nameOf(node.key);
  // Descriptions of routes are for whoever writes a client; those of models are found where they are shown.
  return UNSHOWN.has(name) || name === 'description' || (name === 'about' && file.endsWith('vocabulary.ts'));
}

function sentencesBelow(node: unknown, file: string, found: Sentence[]): void {
  if (Array.isArray(node)) for (const one of node) sentencesBelow(one, file, found);
  else if (isNode(node)) {
    const text = textOf(node)?.trim();
    if (text !== undefined && isSentence(text)) found.push({ file, text });
    for (const [key, part] of Object.entries(node))
      if (key !== 'type' && !isSilent(node, key, file)) sentencesBelow(part, file, found);
  }
}

/** Every sentence in the code that an answer could hold. */
export function sentences(): readonly Sentence[] {
  const found: Sentence[] = [];
  for (const file of globSync(ROOMS).toSorted())
    if (!SILENT.test(file.replaceAll('\\', '/')))
      sentencesBelow(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }), file, found);
  return found;
}

/** The code as one text, to look whether something is said in it at all. */
export const code = (): string =>
  globSync(ROOMS)
    .filter((file) => !/\.(test|de)\.ts$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
