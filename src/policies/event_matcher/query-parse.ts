import { IpNetwork } from '../../core/expression/address.ts';
import { QueryError, type Word, wordsOf } from './query-words.ts';

/** What a comparison compares with. Dates are milliseconds since the epoch. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null'; readonly value: null };

export type Operator = '=' | '<' | '<=' | '>' | '>=' | '~' | 'startswith' | 'endswith' | 'within' | 'in';

export interface Comparison {
  readonly kind: 'comparison';
  readonly path: readonly string[];
  readonly operator: Operator;
  /** One value, but for `in`. */
  readonly values: readonly Literal[];
}

/** A query as a tree; `!=`, `!~` and `not in` are a `not` around their opposite. */
export type Query =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query };

/** What a query may begin its paths with: the fields of an event. */
export const EVENT_FIELDS = [
  'action',
  'app',
  'brand',
  'client_ip',
  'context',
  'created',
  'expires',
  'pk',
  'user',
] as const;

export const LONGEST_QUERY = 4_096;
/** Brackets and `not` within each other. */
const DEEPEST = 32;
const MOST_COMPARISONS = 100;
const MOST_VALUES = 100;
const LONGEST_PATH = 16;

const WORDS = new Set([
  'and',
  'or',
  'not',
  'in',
  'startswith',
  'endswith',
  'within',
  'true',
  'false',
  'null',
]);
const ORDERING: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const OF_TEXTS: ReadonlySet<string> = new Set(['~', 'startswith', 'endswith', 'within']);
const DATES: ReadonlySet<string> = new Set(['created', 'expires']);

/** Reads a query, or says what is wrong with it and at which column. */
export function parseQuery(text: string): Query | { readonly column: number; readonly message: string } {
  try {
    if (text.length > LONGEST_QUERY)
      throw new QueryError(LONGEST_QUERY + 1, `A query has at most ${LONGEST_QUERY} characters.`);
    return new Parser(wordsOf(text)).query();
  } catch (error) {
    if (error instanceof QueryError) return { column: error.column, message: error.message };
    throw error;
  }
}

class Parser {
  readonly #words: readonly Word[];
  #at = 0;
  #depth = 0;
  #comparisons = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  query(): Query {
    const query = this.#either();
    const rest = this.#word;
    if (rest.kind !== 'end')
      throw new QueryError(rest.column, 'Write "and" or "or" between two comparisons.');
    return query;
  }

  get #word(): Word {
    return this.#words[Math.min(this.#at, this.#words.length - 1)] as Word;
  }

  #next(): Word {
    const word = this.#word;
    this.#at += 1;
    return word;
  }

  #takes(value: string): boolean {
    const { kind, value: found } = this.#word;
    const same = kind === 'name' ? found.toLowerCase() === value : kind === 'sign' && found === value;
    if (same) this.#at += 1;
    return same;
  }

  #either(): Query {
    const parts = [this.#both()];
    while (this.#takes('or')) parts.push(this.#both());
    return joined('or', parts);
  }

  #both(): Query {
    const parts = [this.#one()];
    while (this.#takes('and')) parts.push(this.#one());
    return joined('and', parts);
  }

  #one(): Query {
    const { column } = this.#word;
    if (++this.#depth > DEEPEST) throw new QueryError(column, `Brackets go at most ${DEEPEST} deep.`);
    try {
      if (this.#takes('not')) return { kind: 'not', part: this.#one() };
      if (!this.#takes('(')) return this.#comparison();
      const query = this.#either();
      if (!this.#takes(')')) throw new QueryError(this.#word.column, 'A closing bracket is missing.');
      return query;
    } finally {
      this.#depth -= 1;
    }
  }

  #comparison(): Query {
    const { path, column } = this.#path();
    if (++this.#comparisons > MOST_COMPARISONS)
      throw new QueryError(column, `A query has at most ${MOST_COMPARISONS} comparisons.`);
    const negated = this.#takes('not');
    const sign = this.#next();
    const { operator, opposite } = operatorOf(sign, negated);
    const many = operator === 'in' && this.#takes('(');
    const values = [this.#value(operator, path)];
    if (many) {
      while (this.#takes(',')) values.push(this.#value(operator, path));
      if (values.length > MOST_VALUES)
        throw new QueryError(sign.column, `A list has at most ${MOST_VALUES} values.`);
      if (!this.#takes(')')) throw new QueryError(this.#word.column, 'A closing bracket is missing.');
    } else if (operator === 'in')
      throw new QueryError(this.#word.column, 'After "in" comes a list in brackets, such as ("a", "b").');
    const comparison: Comparison = { kind: 'comparison', path, operator, values };
    return negated || opposite ? { kind: 'not', part: comparison } : comparison;
  }

  #path(): { readonly path: readonly string[]; readonly column: number } {
    const { kind, value, column } = this.#next();
    if (kind !== 'name' || WORDS.has(value.toLowerCase()))
      throw new QueryError(column, 'A comparison begins with a field, such as action or context.model.name.');
    const path = value.split('.');
    if (!EVENT_FIELDS.some((field) => field === path[0]))
      throw new QueryError(
        column,
        `An event has no field "${path[0]}". There are ${EVENT_FIELDS.join(', ')}; the rest is below context.`,
      );
    if (path.length > LONGEST_PATH) throw new QueryError(column, `A path has at most ${LONGEST_PATH} parts.`);
    return { path, column };
  }

  #value(operator: Operator, path: readonly string[]): Literal {
    const word = this.#next();
    const literal = literalOf(word, path);
    if (OF_TEXTS.has(operator) && literal.kind !== 'text')
      throw new QueryError(word.column, `After "${operator}" comes a text in quotes.`);
    if (ORDERING.has(operator) && (literal.kind === 'boolean' || literal.kind === 'null'))
      throw new QueryError(word.column, `After "${operator}" comes a text, a number or a date.`);
    if (operator === 'within' && !isNetwork(String(literal.value)))
      throw new QueryError(word.column, 'After "within" comes a network, such as "10.0.0.0/8".');
    return literal;
  }
}

const joined = (kind: 'and' | 'or', parts: readonly Query[]): Query => {
  const [first] = parts;
  return parts.length === 1 && first ? first : { kind, parts };
};

function operatorOf(word: Word, negated: boolean): { operator: Operator; opposite: boolean } {
  const value = word.kind === 'name' ? word.value.toLowerCase() : word.value;
  if (word.kind === 'name' && ['in', 'startswith', 'endswith', 'within'].includes(value))
    return { operator: value as Operator, opposite: false };
  if (negated)
    throw new QueryError(
      word.column,
      'After a field, "not" stands before in, startswith, endswith or within.',
    );
  if (word.kind === 'sign' && (value === '!=' || value === '!~'))
    return { operator: value === '!=' ? '=' : '~', opposite: true };
  if (word.kind === 'sign' && ['=', '<', '<=', '>', '>=', '~'].includes(value))
    return { operator: value as Operator, opposite: false };
  throw new QueryError(
    word.column,
    'After a field comes one of = != < <= > >= ~ !~ in startswith endswith within.',
  );
}

function literalOf({ kind, value, column }: Word, path: readonly string[]): Literal {
  const isMoment = path.length === 1 && DATES.has(path[0] ?? '');
  if (kind === 'date' || (kind === 'text' && isMoment)) {
    const moment = momentOf(value);
    if (moment === undefined)
      throw new QueryError(column, 'This is no date such as 2026-01-31 or 2026-01-31T12:00:00Z.');
    return { kind: 'date', value: moment };
  }
  if (kind === 'text') return { kind, value };
  if (kind === 'number') return { kind, value: Number(value) };
  const word = kind === 'name' ? value.toLowerCase() : '';
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
  // Python and Django say `None`.
  if (word === 'null' || word === 'none') return { kind: 'null', value: null };
  throw new QueryError(
    column,
    'Here comes a value: a text in quotes, a number, a date, true, false or null.',
  );
}

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Milliseconds since the epoch; a date alone is its first moment in UTC. Undefined where the text is no date. */
export function momentOf(text: string): number | undefined {
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

function isNetwork(text: string): boolean {
  try {
    return new IpNetwork(text).version > 0;
  } catch {
    return false;
  }
}
