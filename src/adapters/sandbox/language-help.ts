import type { LanguageHelp, NameFact, Suggestion, TextPlace } from '../../core/expression/language-help.ts';
import { LONGEST_SOURCE } from '../../core/expression/parse.ts';
import { isKnownName } from '../../core/expression/rules.ts';
import type { CheckOptions, ExpressionTarget } from '../../core/expression/sandbox.ts';
import { declarationsFor, extraNames, wordFor } from '../../core/expression/vocabulary.ts';
import { wrapped } from './compiler.ts';
import { LanguageServer, type Texts } from './language-server.ts';
import { isTooDeep } from './nesting.ts';

/** Suggestions that are given at once; whoever wants others types another letter. */
const MOST_SUGGESTIONS = 200;
/** Of so many the types are looked up. */
const MOST_TYPED = 60;

/**
 * A text with one of these could name files of this machine, which the language server would list. In expressions
 * none of them can stand but in a text or a comment, so whoever writes one as code is told nothing.
 */
const NAMES_FILES = /\b(?:import|require|export|module|namespace|reference)\b|\\u|@ts-/;
const EACH_NAME = new RegExp(NAMES_FILES, 'g');
/** Comments, and texts in quotes of each kind; what has no end goes on to the end of its line, or of all. */
const SAID =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?/g;

/**
 * The text with such words blotted out of comments and quoted texts, every other character in its place.
 * INVARIANT: what the language server is shown holds none of them, however badly the text was read here.
 */
const blotted = (source: string): string =>
  source.replace(SAID, (said) => said.replace(EACH_NAME, (word) => 'x'.repeat(word.length)));

/** What the language server calls what can stand in an expression. Files, folders and modules are not among it. */
const KINDS: Readonly<Record<number, Suggestion['kind']>> = {
  2: 'method',
  3: 'function',
  5: 'property',
  6: 'variable',
  7: 'type',
  8: 'type',
  10: 'property',
  14: 'keyword',
  20: 'constant',
  21: 'constant',
  25: 'type',
};
const NAME = /^[A-Za-z_$][\w$]*$/;

interface Item {
  readonly label: string;
  readonly kind?: number;
  readonly data?: unknown;
}

interface RunningLanguageHelp extends LanguageHelp {
  close(): Promise<void>;
}

/** Completion and types from TypeScript itself and, for Python, from the same declarations. */
export function createLanguageHelp(): RunningLanguageHelp {
  const server = new LanguageServer();
  return {
    async complete(source, at, target, options = {}) {
      if (!isBounded(source)) return [];
      const python = options.language === 'python';
      const asked = python ? chainBefore(source, at) : { source: blotted(source), at };
      if (NAMES_FILES.test(asked.source)) return [];
      if (python && !asked.source.includes('.')) return pythonNames(source, target, options);
      const texts = textsOf(asked.source, target, options);
      const found = await server.ask(options.asker, texts, async (ask) => {
        const reply = await ask('textDocument/completion', { position: positionOf(asked.at) });
        const items = itemsOf(reply).filter((item) => isMeant(item, asked, target, options));
        const member = isMember(asked);
        return Promise.all(
          items.slice(0, MOST_SUGGESTIONS).map(async (item, index): Promise<Suggestion> => {
            const kind = KINDS[item.kind ?? 0] ?? 'variable';
            const known = member ? undefined : wordFor(item.label);
            if (known) return { label: item.label, kind, type: known.type, about: known.about };
            const looksUp = index < MOST_TYPED && kind !== 'keyword' && !(python && kind === 'method');
            const fact = looksUp
              ? factOf(await ask('completionItem/resolve', item))
              : { type: '', about: '' };
            return { label: item.label, kind, ...fact };
          }),
        );
      });
      return (found ?? []).filter(({ kind }) => !python || kind !== 'method');
    },

    async explain(source, at, target, options = {}) {
      if (!isBounded(source)) return undefined;
      const asked = options.language === 'python' ? chainAround(source, at) : { source: blotted(source), at };
      if (NAMES_FILES.test(asked.source)) return undefined;
      return server.ask(options.asker, textsOf(asked.source, target, options), async (ask) => {
        const reply = await ask('textDocument/hover', { position: positionOf(asked.at) });
        const { contents } = (reply ?? {}) as { readonly contents?: unknown };
        return hoverOf(contents);
      });
    },

    close: () => server.close(),
  };
}

interface Asked {
  readonly source: string;
  readonly at: TextPlace;
}

const isBounded = (source: string): boolean => source.length <= LONGEST_SOURCE && !isTooDeep(source);

const textsOf = (source: string, target: ExpressionTarget, { result }: CheckOptions): Texts => ({
  context: declarationsFor(target, result),
  expression: wrapped(source),
});

/** The text stands one line further down for the compiler, and lines count from zero there. */
const positionOf = ({ line, column }: TextPlace) => ({ line, character: column - 1 });

function itemsOf(reply: unknown): readonly Item[] {
  const list = Array.isArray(reply) ? reply : (reply as { items?: unknown } | undefined)?.items;
  return Array.isArray(list) ? (list as Item[]) : [];
}

const before = ({ source, at }: Asked): string =>
  (source.split('\n')[at.line - 1] ?? '').slice(0, Math.max(0, at.column - 1));

/** Whether what is written at the place is a member of something. */
const isMember = (asked: Asked): boolean => /\.\s*[\w$]*$/.test(before(asked));

/** Of the names that the compiler knows only those that expressions have: the check on save refuses all others. */
function isMeant({ label, kind = 0 }: Item, asked: Asked, target: ExpressionTarget, options: CheckOptions) {
  if (!(kind in KINDS) || !NAME.test(label)) return false;
  if (isMember(asked) || kind === 14) return true;
  return (
    isKnownName(label) ||
    extraNames(target, options.result).includes(label) ||
    new RegExp(`(?<![\\w$.])${RegExp.escape(label)}(?![\\w$])`).test(asked.source)
  );
}

/** What the compiler says of an item: its type without what only says what it is, and its text. */
function factOf(resolved: unknown): NameFact {
  const { detail, documentation } = (resolved ?? {}) as { detail?: unknown; documentation?: unknown };
  return { type: typeof detail === 'string' ? bare(detail) : '', about: plain(documentation) };
}

const bare = (detail: string): string => detail.replace(/^\([\w\s]+\)\s*/, '').trim();

function plain(documentation: unknown): string {
  if (typeof documentation === 'string') return documentation.trim();
  const { value } = (documentation ?? {}) as { value?: unknown };
  return typeof value === 'string' ? value.trim() : '';
}

/** A hover text: the type in a fence, then what is said about it. */
function hoverOf(contents: unknown): NameFact | undefined {
  const text = plain(contents);
  const [whole = '', type = ''] = /```\w*\n([\s\S]*?)\n?```/.exec(text) ?? [];
  if (type === '') return undefined;
  return { type: bare(type), about: text.slice(text.indexOf(whole) + whole.length).trim() };
}

/** `request.user.` in Python is the same in TypeScript: the names before the place stand for the whole text. */
function chainBefore(source: string, at: TextPlace): Asked {
  const [chain = ''] = /[A-Za-z_][\w.]*$/.exec(before({ source, at })) ?? [];
  return { source: `return ${chain}`, at: { line: 1, column: 'return '.length + chain.length + 1 } };
}

function chainAround(source: string, at: TextPlace): Asked {
  const line = source.split('\n')[at.line - 1] ?? '';
  const start = /[A-Za-z_][\w.]*$/.exec(line.slice(0, at.column - 1))?.[0] ?? '';
  const end = /^\w*/.exec(line.slice(at.column - 1))?.[0] ?? '';
  return { source: `return ${start}${end}`, at: { line: 1, column: 'return '.length + start.length + 1 } };
}

const PYTHON_WORDS = [
  'return',
  'if',
  'elif',
  'else',
  'for',
  'in',
  'not',
  'and',
  'or',
  'is',
  'None',
  'True',
  'False',
];
const PYTHON_WRITTEN = /[A-Za-z_]\w*(?=\s*=[^=])/g;

/** The names that a text in Python may use at its beginning: words, what the target hands in, and what it assigns. */
async function pythonNames(
  source: string,
  target: ExpressionTarget,
  { result }: CheckOptions,
): Promise<readonly Suggestion[]> {
  // As large as all the rest: who has no text in Python never loads it.
  const { PYTHON_NAMES } = await import('./python.ts');
  const written = new Set([...source.matchAll(PYTHON_WRITTEN)].map(([name]) => name));
  return [
    ...PYTHON_NAMES.map((label): Suggestion => {
      const word = wordFor(label);
      return {
        label,
        kind: word?.from ? 'variable' : 'function',
        type: word?.type ?? '',
        about: word?.about ?? '',
      };
    }),
    ...extraNames(target, result).map((label) => ({ label, kind: 'variable', type: '', about: '' }) as const),
    ...[...written].map((label) => ({ label, kind: 'variable', type: '', about: '' }) as const),
    ...PYTHON_WORDS.map((label) => ({ label, kind: 'keyword', type: '', about: '' }) as const),
  ];
}
