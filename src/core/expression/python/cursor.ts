import { Refusal, refused, wrong } from './refusal.ts';
import type { Places, Token } from './tokens.ts';

const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global
  if import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** Deeper texts are refused before they could exhaust the stack of whoever reads them. */
const DEEPEST = 120;

/** The tokens of a text, and the place where reading them has come to. */
export class Cursor {
  readonly source: string;
  readonly places: Places;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string, places: Places, tokens: readonly Token[], depth = 0) {
    this.source = source;
    this.places = places;
    this.#tokens = tokens;
    this.#depth = depth;
  }

  get depth(): number {
    return this.#depth;
  }

  get token(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('A list of tokens has an end');
    return token;
  }

  next(): Token {
    const token = this.token;
    this.#at++;
    return token;
  }

  is(kind: Token['kind']): boolean {
    return this.token.kind === kind;
  }

  /** True if the next token is this operator or keyword. */
  at(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === 'op' || token.kind === 'name');
  }

  /** Takes the next token if it is this operator or keyword. */
  take(text: string): boolean {
    const found = this.at(text);
    if (found) this.#at++;
    return found;
  }

  expect(text: string, where: string): Token {
    if (!this.at(text)) this.unexpected(`\`${text}\` is missing ${where}`);
    return this.next();
  }

  /** A name that the text gives to something. */
  name(where: string): string {
    const { token } = this;
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) this.unexpected(`A name is missing ${where}`);
    this.#at++;
    if (token.text.startsWith('__') && token.text.endsWith('__'))
      refused(
        token,
        `\`${token.text}\`: names with two underscores on both sides are Python's own. Choose another name.`,
      );
    return token.text.normalize('NFKC');
  }

  atName(): boolean {
    return this.token.kind === 'name' && !KEYWORDS.has(this.token.text);
  }

  unexpected(problem: string): never {
    const { token } = this;
    const found = {
      newline: 'the line ends',
      indent: 'the line is indented',
      dedent: 'the block ends',
      end: 'the text ends',
    };
    const what =
      token.kind in found
        ? found[token.kind as keyof typeof found]
        : `there is \`${token.text.slice(0, 40)}\``;
    return wrong(token, `${problem}: here ${what}.`);
  }

  /** For chains such as `a + b + c`, whose beginning is the innermost part. */
  chained(length: number): void {
    if (this.#depth + length > DEEPEST) this.#tooDeep();
  }

  #tooDeep(): never {
    throw new Refusal(this.token, 'The expression is nested too deeply.', 'depth');
  }

  /** Reads something that may hold more of the same kind. */
  deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) this.#tooDeep();
    const result = read();
    this.#depth--;
    return result;
  }
}
