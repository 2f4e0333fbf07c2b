/** One word of a query, with its place in the author's text. */
export interface Word {
  readonly kind: 'name' | 'text' | 'number' | 'date' | 'sign' | 'end';
  /** The word itself; for a text, what stands between its quotes. */
  readonly value: string;
  /** 1-based. */
  readonly column: number;
}

/** Why a query cannot be read, and where. */
export class QueryError extends Error {
  readonly column: number;

  constructor(column: number, message: string) {
    super(message);
    this.name = 'QueryError';
    this.column = column;
  }
}

const BLANK = /\s+/y;
const DATE = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?(?![\w.:-])/y;
const NUMBER = /-?\d+(?:\.\d+)?(?![\w.])/y;
const NAME = /[A-Za-z_][\w-]*(?:\.[\w-]+)*/y;
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const SIGN = /!=|!~|<=|>=|[=<>~(),]/y;

const KINDS: readonly (readonly [Word['kind'], RegExp])[] = [
  ['date', DATE],
  ['number', NUMBER],
  ['name', NAME],
  ['text', TEXT],
  ['sign', SIGN],
];

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const unquoted = (quoted: string): string => quoted.slice(1, -1).replace(/\\(.)/gs, '$1');

/** Cuts a query into words; the last one is `end`. Throws a `QueryError`. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = match(BLANK, text, at);
    if (blank) {
      at += blank.length;
      continue;
    }
    const found = KINDS.map(([kind, pattern]) => [kind, match(pattern, text, at)] as const).find(
      ([, word]) => word !== undefined,
    );
    if (!found) throw new QueryError(at + 1, strange(text.charAt(at)));
    const [kind, word = ''] = found;
    words.push({ kind, value: kind === 'text' ? unquoted(word) : word, column: at + 1 });
    at += word.length;
  }
  return [...words, { kind: 'end', value: '', column: text.length + 1 }];
}

const strange = (character: string): string =>
  character === '"' || character === "'"
    ? 'This text has no closing quote.'
    : `The character ${JSON.stringify(character)} does not belong here. Put texts in quotes.`;
