import type { Cursor } from './cursor.ts';
import { parseStrings } from './parse-strings.ts';
import { type Place, refused, wrong } from './refusal.ts';
import type {
  Clause,
  Comparison,
  Entry,
  Expression,
  Keyword,
  Operator,
  Parameter,
  Parameters,
} from './syntax.ts';

/** Operators with two sides, from the loosest to the tightest. All of them group to the left. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%'],
];

/** A list without brackets, as after `return`, `=` or `in`: one expression, or a tuple. */
export function expressions(cursor: Cursor): Expression {
  const at = cursor.token;
  const first = starred(cursor);
  if (!cursor.at(',')) return noLoneStar(first);
  const items = [first];
  while (cursor.take(',')) {
    if (!beginsExpression(cursor)) break;
    items.push(starred(cursor));
  }
  return { kind: 'tuple', items, at };
}

const noLoneStar = (item: Expression): Expression =>
  item.kind === 'star' ? wrong(item.at, 'A star stands only before an item of a list.') : item;

/** True unless the list has ended; a trailing comma is allowed. */
function beginsExpression({ token }: Cursor): boolean {
  if (token.kind === 'number' || token.kind === 'string') return true;
  if (token.kind === 'op') return ['(', '[', '{', '-', '+', '~', '*', '...'].includes(token.text);
  return (
    token.kind === 'name' &&
    !['in', 'for', 'if', 'else', 'and', 'or', 'is', 'as', 'from', 'import', 'async'].includes(token.text)
  );
}

function starred(cursor: Cursor): Expression {
  const at = cursor.token;
  if (!cursor.take('*')) return named(cursor);
  return { kind: 'star', value: binary(cursor, 0), at };
}

/** An expression that may give its value a name: `name := value`. */
export function named(cursor: Cursor): Expression {
  const at = cursor.token;
  if (cursor.atName() && cursor.peek(1).text === ':=') {
    const name = cursor.name('before `:=`');
    cursor.next();
    return { kind: 'walrus', name, value: expression(cursor), at };
  }
  return expression(cursor);
}

export function expression(cursor: Cursor): Expression {
  return cursor.deeper(() => {
    const at = cursor.token;
    if (cursor.at('lambda')) return lambda(cursor);
    if (cursor.at('yield')) return wrong(at, '`yield` needs brackets here: `(yield value)`.');
    const then = disjunction(cursor);
    if (!cursor.take('if')) return then;
    const test = disjunction(cursor);
    cursor.expect('else', 'after `value if condition`');
    return { kind: 'conditional', test, then, otherwise: expression(cursor), at };
  });
}

function lambda(cursor: Cursor): Expression {
  const at = cursor.next();
  const parameters = parseParameters(cursor, ':', false);
  cursor.expect(':', 'after the parameters of `lambda`');
  return { kind: 'lambda', parameters, body: expression(cursor), at };
}

function disjunction(cursor: Cursor): Expression {
  return logical(cursor, 'or', () => logical(cursor, 'and', () => negation(cursor)));
}

function logical(cursor: Cursor, kind: 'and' | 'or', operand: () => Expression): Expression {
  const at = cursor.token;
  const first = operand();
  if (!cursor.at(kind)) return first;
  const items = [first];
  while (cursor.take(kind)) items.push(operand());
  return { kind, items, at };
}

function negation(cursor: Cursor): Expression {
  const at = cursor.token;
  if (cursor.take('not')) return cursor.deeper(() => ({ kind: 'not', value: negation(cursor), at }));
  return comparison(cursor);
}

function comparison(cursor: Cursor): Expression {
  const at = cursor.token;
  const first = binary(cursor, 0);
  const rest: [Comparison, Expression][] = [];
  for (let found = comparisonHere(cursor); found; found = comparisonHere(cursor))
    rest.push([found, binary(cursor, 0)]);
  return rest.length === 0 ? first : { kind: 'compare', first, rest, at };
}

function comparisonHere(cursor: Cursor): Comparison | undefined {
  for (const operator of ['<', '<=', '>', '>=', '==', '!=', 'in'] as const)
    if (cursor.take(operator)) return operator;
  if (cursor.take('is')) return cursor.take('not') ? 'is not' : 'is';
  if (!cursor.at('not') || cursor.peek(1).text !== 'in') return undefined;
  cursor.next();
  cursor.next();
  return 'not in';
}

function binary(cursor: Cursor, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return unary(cursor);
  const at = cursor.token;
  let left = binary(cursor, level + 1);
  for (let length = 0; ; length++) {
    cursor.chained(length);
    if (cursor.at('@')) refused(cursor.token, 'Matrices cannot be multiplied by `@` in an expression.');
    const operator = operators.find((text) => cursor.at(text));
    if (operator === undefined) return left;
    cursor.next();
    left = { kind: 'binary', operator, left, right: binary(cursor, level + 1), at };
  }
}

function unary(cursor: Cursor): Expression {
  const at = cursor.token;
  for (const operator of ['-', '+', '~'] as const)
    if (cursor.take(operator))
      return cursor.deeper(() => ({ kind: 'unary', operator, value: unary(cursor), at }));
  return power(cursor);
}

/** `**` groups to the right and binds tighter than a sign on its left, but not than one on its right. */
function power(cursor: Cursor): Expression {
  const at = cursor.token;
  if (cursor.at('await'))
    refused(at, '`await` is not needed: every call waits for its answer. Leave it out.');
  const left = primary(cursor);
  if (!cursor.take('**')) return left;
  return cursor.deeper(() => ({ kind: 'binary', operator: '**', left, right: unary(cursor), at }));
}

function primary(cursor: Cursor): Expression {
  let value = atom(cursor);
  for (let length = 0; ; length++) {
    cursor.chained(length);
    // The place of an error in `a.b(c)` is that of the whole, so that multi-line chains point at their beginning.
    const { at } = value;
    if (cursor.take('.')) {
      const { token } = cursor;
      if (token.kind !== 'name') cursor.unexpected('A name is missing after `.`');
      if (token.text.startsWith('__') && token.text !== '__name__' && token.text !== '__class__')
        refused(token, `\`.${token.text}\` is inside of Python, where expressions cannot look.`);
      cursor.next();
      value = { kind: 'attribute', of: value, name: token.text.normalize('NFKC'), at };
    } else if (cursor.at('(')) value = call(cursor, value, at);
    else if (cursor.take('[')) {
      value = { kind: 'item', of: value, key: subscript(cursor), at };
      cursor.expect(']', 'after the key');
    } else return value;
  }
}

function subscript(cursor: Cursor): Expression {
  const at = cursor.token;
  const first = slice(cursor);
  if (!cursor.at(',')) return first;
  const items = [first];
  while (cursor.take(',')) {
    if (cursor.at(']')) break;
    items.push(slice(cursor));
  }
  return { kind: 'tuple', items, at };
}

function slice(cursor: Cursor): Expression {
  const at = cursor.token;
  const part = () => (cursor.at(':') || cursor.at(']') || cursor.at(',') ? undefined : named(cursor));
  const from = part();
  if (!cursor.take(':')) return from ?? cursor.unexpected('A key is missing');
  const to = part();
  return { kind: 'slice', from, to, step: cursor.take(':') ? part() : undefined, at };
}

function call(cursor: Cursor, callee: Expression, at: Place): Expression {
  cursor.next();
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  while (!cursor.at(')')) {
    const start = cursor.token;
    if (cursor.take('**')) keywords.push({ name: undefined, value: expression(cursor) });
    else if (cursor.take('*')) {
      if (keywords.some(({ name }) => name === undefined))
        wrong(start, 'Items with one star come before those with two.');
      args.push({ kind: 'star', value: expression(cursor), at: start });
    } else if (cursor.atName() && cursor.peek(1).text === '=') {
      const name = cursor.next().text;
      cursor.next();
      if (keywords.some((keyword) => keyword.name === name)) wrong(start, `\`${name}\` is given twice.`);
      keywords.push({ name, value: expression(cursor) });
    } else {
      const value = named(cursor);
      if (cursor.at('for') || cursor.at('async')) {
        if (args.length + keywords.length > 0)
          wrong(start, 'A generator beside other values needs brackets.');
        args.push(comprehension(cursor, 'generator', undefined, value, start));
        if (!cursor.at(')')) cursor.unexpected('`)` is missing after the generator');
        break;
      }
      if (keywords.length > 0) wrong(start, 'Values without a name come before those that have one.');
      args.push(value);
    }
    if (!cursor.take(',')) break;
  }
  cursor.expect(')', 'after the arguments');
  return { kind: 'call', callee, args, keywords, at };
}

function atom(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind === 'number') return number(cursor);
  if (token.kind === 'string') return parseStrings(cursor, expressions);
  if (cursor.take('...')) return { kind: 'ellipsis', at: token };
  if (cursor.take('(')) return cursor.deeper(() => parenthesis(cursor, token));
  if (cursor.take('[')) return cursor.deeper(() => list(cursor, token));
  if (cursor.take('{')) return cursor.deeper(() => braces(cursor, token));
  if (cursor.take('None')) return { kind: 'none', at: token };
  if (cursor.take('True')) return { kind: 'true', at: token };
  if (cursor.take('False')) return { kind: 'false', at: token };
  if (cursor.atName()) {
    if (token.text.startsWith('__'))
      refused(token, `\`${token.text}\` is inside of Python, where expressions cannot look.`);
    cursor.next();
    return { kind: 'name', name: token.text.normalize('NFKC'), at: token };
  }
  return cursor.unexpected('A value is missing');
}

function number(cursor: Cursor): Expression {
  const at = cursor.next();
  const text = at.text.replaceAll('_', '');
  if (/[jJ]$/.test(text)) refused(at, 'Complex numbers do not exist in expressions.');
  if (/^0[xob]/i.test(text)) return { kind: 'int', value: BigInt(text.toLowerCase()), at };
  if (/[.eE]/.test(text)) return { kind: 'float', value: Number(text), at };
  if (text.length > 4300) wrong(at, 'A number has at most 4,300 digits.');
  return { kind: 'int', value: BigInt(text), at };
}

function parenthesis(cursor: Cursor, at: Place): Expression {
  if (cursor.take(')')) return { kind: 'tuple', items: [], at };
  if (cursor.at('yield')) {
    const value = yielded(cursor);
    cursor.expect(')', 'after `yield`');
    return value;
  }
  const first = starred(cursor);
  if (cursor.at('for') || cursor.at('async')) {
    const generator = comprehension(cursor, 'generator', undefined, noLoneStar(first), at);
    cursor.expect(')', 'after the generator');
    return generator;
  }
  if (cursor.take(')')) return noLoneStar(first);
  const items = [first, ...more(cursor, ')', () => starred(cursor))];
  cursor.expect(')', 'after the last item');
  return { kind: 'tuple', items, at };
}

export function yielded(cursor: Cursor): Expression {
  const at = cursor.next();
  if (cursor.take('from')) return { kind: 'yield', value: expression(cursor), from: true, at };
  const value = beginsExpression(cursor) ? expressions(cursor) : undefined;
  return { kind: 'yield', value, from: false, at };
}

/** Further items after a comma; a trailing comma is allowed. */
function more<T>(cursor: Cursor, closing: string, read: () => T): T[] {
  const items: T[] = [];
  while (cursor.take(',') && !cursor.at(closing)) items.push(read());
  return items;
}

function list(cursor: Cursor, at: Place): Expression {
  if (cursor.take(']')) return { kind: 'list', items: [], at };
  const first = starred(cursor);
  if (cursor.at('for') || cursor.at('async')) {
    const made = comprehension(cursor, 'list', undefined, noLoneStar(first), at);
    cursor.expect(']', 'after the comprehension');
    return made;
  }
  const items = [first, ...more(cursor, ']', () => starred(cursor))];
  cursor.expect(']', 'after the last item');
  return { kind: 'list', items, at };
}

function braces(cursor: Cursor, at: Place): Expression {
  if (cursor.take('}')) return { kind: 'dict', entries: [], at };
  const value = cursor.at('**') ? undefined : starred(cursor);
  const isDict = value === undefined || (value.kind !== 'star' && cursor.at(':'));
  const made = isDict ? dict(cursor, value, at) : set(cursor, value, at);
  cursor.expect('}', 'after the last item');
  return made;
}

function set(cursor: Cursor, first: Expression, at: Place): Expression {
  if (cursor.at('for') || cursor.at('async'))
    return comprehension(cursor, 'set', undefined, noLoneStar(first), at);
  return { kind: 'set', items: [first, ...more(cursor, '}', () => starred(cursor))], at };
}

function dict(cursor: Cursor, firstKey: Expression | undefined, at: Place): Expression {
  const entry = (key: Expression | undefined): Entry => {
    if (key === undefined && cursor.take('**')) return { key: undefined, value: binary(cursor, 0) };
    const known = key ?? expression(cursor);
    cursor.expect(':', 'after the key');
    return { key: known, value: expression(cursor) };
  };
  const first = entry(firstKey);
  if ((cursor.at('for') || cursor.at('async')) && first.key !== undefined)
    return comprehension(cursor, 'dict', first.key, first.value, at);
  return { kind: 'dict', entries: [first, ...more(cursor, '}', () => entry(undefined))], at };
}

function comprehension(
  cursor: Cursor,
  makes: 'list' | 'set' | 'dict' | 'generator',
  key: Expression | undefined,
  value: Expression,
  at: Place,
): Expression {
  const clauses: Clause[] = [];
  while (cursor.at('for') || cursor.at('async')) {
    if (cursor.at('async')) refused(cursor.token, '`async for` does not exist in expressions: write `for`.');
    cursor.next();
    const target = targets(cursor);
    cursor.expect('in', 'after the name of `for`');
    const source = disjunction(cursor);
    const tests: Expression[] = [];
    while (cursor.take('if')) tests.push(conditionOfClause(cursor));
    clauses.push({ target, source, tests });
  }
  return { kind: 'comprehension', makes, key, value, clauses, at };
}

const conditionOfClause = (cursor: Cursor): Expression =>
  cursor.atName() && cursor.peek(1).text === ':=' ? named(cursor) : disjunction(cursor);

/** The names after `for`: one, or several that take a value apart. */
export function targets(cursor: Cursor): Expression {
  const at = cursor.token;
  const one = (): Expression => {
    const star = cursor.token;
    return cursor.take('*') ? { kind: 'star', value: primary(cursor), at: star } : primary(cursor);
  };
  const first = one();
  if (!cursor.at(',')) {
    mustBeTarget(first);
    return first;
  }
  const items = [first];
  while (cursor.take(',')) {
    if (cursor.at('in')) break;
    items.push(one());
  }
  const all: Expression = { kind: 'tuple', items, at };
  mustBeTarget(all);
  return all;
}

/** Refuses what nothing can be assigned to. */
export function mustBeTarget(target: Expression): void {
  switch (target.kind) {
    case 'name':
    case 'attribute':
    case 'item':
      return;
    case 'tuple':
    case 'list':
      if (target.items.filter(({ kind }) => kind === 'star').length > 1)
        wrong(target.at, 'Only one name can have a star here.');
      for (const item of target.items) mustBeTarget(item.kind === 'star' ? item.value : item);
      return;
    default:
      wrong(target.at, 'Nothing can be assigned to this: write a name, `object.attribute` or `object[key]`.');
  }
}

/** The parameters of a function up to `end`; those of `def` may have types, which mean nothing here. */
export function parseParameters(cursor: Cursor, end: ')' | ':', typed: boolean): Parameters {
  const positional: Parameter[] = [];
  const keywordOnly: Parameter[] = [];
  let positionOnly = 0;
  let rest: string | undefined;
  let keywords: string | undefined;
  let afterStar = false;
  const names = new Set<string>();
  const parameterName = (): string => {
    const place = cursor.token;
    const name = cursor.name('of a parameter');
    if (names.has(name)) wrong(place, `There are two parameters \`${name}\`.`);
    names.add(name);
    if (typed && cursor.take(':')) expression(cursor);
    return name;
  };
  while (!cursor.at(end)) {
    const start = cursor.token;
    if (keywords !== undefined) wrong(start, 'No parameter comes after the one with two stars.');
    if (cursor.take('**')) keywords = parameterName();
    else if (cursor.take('*')) {
      if (afterStar) wrong(start, 'A function has at most one parameter with a star.');
      afterStar = true;
      if (!cursor.at(',')) rest = parameterName();
      else if (cursor.peek(1).text === end || cursor.peek(1).text === '**')
        wrong(start, 'After a lone star comes at least one parameter.');
    } else if (cursor.take('/')) {
      if (positional.length === 0 || positionOnly > 0 || afterStar)
        wrong(start, 'A `/` comes once, after the first parameters.');
      positionOnly = positional.length;
    } else {
      const name = parameterName();
      const otherwise = cursor.take('=') ? expression(cursor) : undefined;
      if (!afterStar && otherwise === undefined && positional.at(-1)?.otherwise !== undefined)
        wrong(start, 'A parameter without a default comes before those that have one.');
      (afterStar ? keywordOnly : positional).push({ name, otherwise });
    }
    if (!cursor.take(',')) break;
  }
  return { positional, positionOnly, keywordOnly, rest, keywords };
}
