import { type Place, wrong } from './refusal.ts';

export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'string' | 'op' | 'newline' | 'indent' | 'dedent' | 'end';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Longest first, so that `**=` is not read as `**` and `=`. */
const OPERATORS = [
  ...['**=', '//=', '>>=', '<<=', '...'],
  ...[
    '**',
    '//',
    '>>',
    '<<',
    '<=',
    '>=',
    '==',
    '!=',
    '->',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '&=',
    '|=',
    '^=',
    '@=',
    ':=',
  ],
  ...'+-*/%@&|^~<>()[]{},:.;='.split(''),
];

const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
const STRING = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?(?:'''|"""|'|")/y;

const matchAt = (pattern: RegExp, text: string, from: number): string | undefined => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0];
};

/** Finds the place of an offset. */
export class Places {
  readonly #starts: number[] = [0];

  constructor(source: string) {
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  of(offset: number): Place {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

/** Cuts a text into tokens. `inside` is for the parts of f-strings: there, lines and their indentation mean nothing. */
export function tokenize(
  source: string,
  places: Places,
  inside?: { readonly from: number; readonly to: number },
): Token[] {
  const tokens: Token[] = [];
  const end = inside?.to ?? source.length;
  const levels: number[] = [];
  const open: string[] = [];
  let at = inside?.from ?? 0;
  let lineStarts = inside === undefined;

  const add = (kind: Token['kind'], from: number, to: number): void => {
    tokens.push({ kind, text: source.slice(from, to), from, to, ...places.of(from) });
  };

  /** The indentation of a line that has something on it; undefined for blank lines, which are passed over. */
  const indentation = (): number | undefined => {
    let width = 0;
    for (; at < end; at++) {
      const char = source[at];
      if (char === ' ') width++;
      else if (char === '\t') width += 8 - (width % 8);
      else if (char === '\f') width = 0;
      else break;
    }
    const char = source[at];
    if (at >= end || char === '#' || char === '\n' || char === '\r') return undefined;
    return width;
  };

  const startLine = (): void => {
    const width = indentation();
    if (width === undefined) return;
    lineStarts = false;
    const current = levels.at(-1);
    if (current === undefined) {
      levels.push(width);
      return;
    }
    if (width > current) {
      levels.push(width);
      add('indent', at, at);
      return;
    }
    while (width < (levels.at(-1) ?? 0) && levels.length > 1) {
      levels.pop();
      add('dedent', at, at);
    }
    if (width !== levels.at(-1))
      wrong(places.of(at), 'The indentation of this line fits to no line above it.');
  };

  while (at < end) {
    if (lineStarts && open.length === 0) startLine();
    if (at >= end) break;
    const char = source[at] ?? '';
    if (char === '\n' || char === '\r') {
      const to = char === '\r' && source[at + 1] === '\n' ? at + 2 : at + 1;
      if (open.length === 0 && inside === undefined) {
        if (!lineStarts) add('newline', at, to);
        lineStarts = true;
      }
      at = to;
    } else if (char === ' ' || char === '\t' || char === '\f') at++;
    else if (char === '#') while (at < end && source[at] !== '\n' && source[at] !== '\r') at++;
    else if (char === '\\') {
      const broken = /\\\r?\n/y;
      const text = matchAt(broken, source, at);
      if (text === undefined)
        wrong(places.of(at), 'A backslash stands only at the end of a line or in a text.');
      at += text?.length ?? 1;
    } else {
      const from = at;
      const quote = matchAt(STRING, source, at);
      const name = quote === undefined ? matchAt(NAME, source, at) : undefined;
      const number = matchAt(NUMBER, source, at);
      if (quote !== undefined) {
        at = endOfString(source, at, quote, places);
        add('string', from, at);
      } else if (name !== undefined) {
        at += name.length;
        add('name', from, at);
      } else if (number !== undefined) {
        at += number.length;
        const after = matchAt(NAME, source, at);
        if (after !== undefined && !['and', 'else', 'for', 'if', 'in', 'is', 'or', 'not'].includes(after))
          wrong(places.of(from), `\`${number}${after}\` is no number.`);
        if (/^0\d/.test(number) && /^[\d_]*[1-9][\d_]*$/.test(number))
          wrong(
            places.of(from),
            'A whole number does not begin with 0: write `0o` in front of an octal number.',
          );
        add('number', from, at);
      } else {
        const operator = OPERATORS.find((text) => source.startsWith(text, from));
        if (operator === undefined)
          wrong(places.of(from), `The character \`${char}\` means nothing in Python.`);
        else {
          at += operator.length;
          if ('([{'.includes(operator)) open.push(operator);
          else if (')]}'.includes(operator)) closeBracket(open, operator, places.of(from));
          add('op', from, at);
        }
      }
    }
  }
  const last = open.at(-1);
  if (last !== undefined) wrong(places.of(end), `A \`${last}\` is never closed.`);
  if (inside === undefined) {
    if (!lineStarts) add('newline', end, end);
    for (let level = levels.length; level > 1; level--) add('dedent', end, end);
  }
  add('end', end, end);
  return tokens;
}

function closeBracket(open: string[], closing: string, place: Place): void {
  const partner = { ')': '(', ']': '[', '}': '{' }[closing];
  const last = open.pop();
  if (last !== partner)
    wrong(
      place,
      last
        ? `\`${closing}\` does not close \`${last}\`.`
        : `Nothing is open that \`${closing}\` could close.`,
    );
}

/** Where the string ends that begins at `from`; the quote is given with its prefix. */
export function endOfString(source: string, from: number, opening: string, places: Places): number {
  const quote = opening.replace(/^[a-zA-Z]+/, '');
  const formatted = /^[a-zA-Z]*[fF]/.test(opening);
  let at = from + opening.length;
  while (at < source.length) {
    const char = source[at];
    if (source.startsWith(quote, at)) return at + quote.length;
    if (char === '\\') at += source.startsWith('\r\n', at + 1) ? 3 : 2;
    else if (formatted && char === '{')
      at = source[at + 1] === '{' ? at + 2 : endOfReplacement(source, at, places);
    else if (quote.length === 1 && (char === '\n' || char === '\r')) break;
    else at++;
  }
  return wrong(places.of(from), 'This text is never ended: its closing quote is missing.');
}

/** Where a `{…}` of an f-string ends; strings and brackets in it are passed over. */
function endOfReplacement(source: string, from: number, places: Places): number {
  let depth = 0;
  let at = from;
  while (at < source.length) {
    const char = source[at] ?? '';
    const quote = matchAt(STRING, source, at);
    if (quote !== undefined && !/[\p{ID_Continue}]/u.test(source[at - 1] ?? '')) {
      at = endOfString(source, at, quote, places);
      continue;
    }
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return at + 1;
    at++;
  }
  return wrong(places.of(from), 'A `{` in this text is never closed.');
}
