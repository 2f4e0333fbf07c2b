import { LONGEST_SOURCE } from '../parse.ts';
import type { Diagnostic } from '../sandbox.ts';
import { Cursor } from './cursor.ts';
import {
  expression,
  expressions,
  mustBeTarget,
  named,
  parseParameters,
  targets,
  yielded,
} from './parse-expression.ts';
import { type Place, Refusal, refused, wrong } from './refusal.ts';
import type { Expression, Handler, Import, Operator, Statement } from './syntax.ts';
import { Places, tokenize } from './tokens.ts';

const AUGMENTED: readonly Operator[] = ['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^'];

const REFUSED: Readonly<Record<string, string>> = {
  class: 'Classes cannot be made in an expression: use functions, dicts and tuples.',
  with: '`with` does not exist in expressions: there are no files and no locks.',
  async: '`async` is not needed: every call waits for its answer. Leave it out.',
};

/** Reads a text as the body of a function, which it is. */
export function parsePython(source: string): readonly Statement[] | Diagnostic {
  if (source.length > LONGEST_SOURCE)
    return {
      line: 1,
      column: 1,
      message: `An expression has at most ${LONGEST_SOURCE} characters.`,
      code: 'size',
    };
  try {
    const places = new Places(source);
    const cursor = new Cursor(source, places, tokenize(source, places));
    const body: Statement[] = [];
    while (cursor.token.kind !== 'end') body.push(...statement(cursor, { inLoop: false, inFunction: false }));
    return body;
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostic;
    if (error instanceof RangeError)
      return { line: 1, column: 1, message: 'The expression is nested too deeply.', code: 'depth' };
    throw error;
  }
}

interface Within {
  readonly inLoop: boolean;
  readonly inFunction: boolean;
}

function statement(cursor: Cursor, within: Within): Statement[] {
  const { token } = cursor;
  if (token.kind === 'indent') wrong(token, 'This line is indented, but no block begins before it.');
  if (cursor.at('@'))
    refused(token, 'Functions cannot be decorated in an expression: call the function yourself.');
  if (token.kind === 'name') {
    const message = Object.hasOwn(REFUSED, token.text) ? REFUSED[token.text] : undefined;
    if (message !== undefined) refused(token, message);
    if (token.text === 'match' && isMatch(cursor))
      refused(token, '`match` does not exist in expressions: write `if`, `elif` and `else`.');
    const compound = compoundStatement(cursor, within);
    if (compound !== undefined) return [compound];
  }
  const statements = [simpleStatement(cursor, within)];
  while (cursor.take(';')) {
    if (cursor.token.kind === 'newline') break;
    statements.push(simpleStatement(cursor, within));
  }
  if (cursor.token.kind !== 'newline') cursor.unexpected('The statement ends before this');
  cursor.next();
  return statements;
}

/** `match` is a name like any other, but for lines that begin with it and end with a colon. */
function isMatch(cursor: Cursor): boolean {
  const after = cursor.peek(1);
  if (after.kind === 'newline' || after.kind === 'end') return false;
  if (after.kind === 'op' && !['(', '[', '{', '-'].includes(after.text)) return false;
  for (let ahead = 1; ; ahead++) {
    const { kind } = cursor.peek(ahead);
    if (kind === 'newline' || kind === 'end') return cursor.peek(ahead - 1).text === ':';
  }
}

function compoundStatement(cursor: Cursor, within: Within): Statement | undefined {
  const at = cursor.token;
  if (cursor.take('if')) return conditional(cursor, within, at);
  if (cursor.take('while')) {
    const test = named(cursor);
    const body = block(cursor, { ...within, inLoop: true }, '`while`');
    return { kind: 'while', test, body, otherwise: elseBlock(cursor, within), at };
  }
  if (cursor.take('for')) {
    const target = targets(cursor);
    cursor.expect('in', 'after the name of `for`');
    const source = expressions(cursor);
    const body = block(cursor, { ...within, inLoop: true }, '`for`');
    return { kind: 'for', target, source, body, otherwise: elseBlock(cursor, within), at };
  }
  if (cursor.take('try')) return tries(cursor, within, at);
  if (cursor.take('def')) {
    const name = cursor.name('of the function');
    cursor.expect('(', 'after the name of the function');
    const parameters = parseParameters(cursor, ')', true);
    cursor.expect(')', 'after the parameters');
    if (cursor.take('->')) expression(cursor);
    const body = block(cursor, { inLoop: false, inFunction: true }, '`def`');
    return { kind: 'function', name, parameters, body, at };
  }
  return undefined;
}

/** Any number of `elif` stand behind each other, which makes nothing deep for whoever writes them. */
function conditional(cursor: Cursor, within: Within, at: Place): Statement {
  const branches: { readonly at: Place; readonly test: Expression; readonly body: readonly Statement[] }[] =
    [];
  let place = at;
  do {
    branches.push({ at: place, test: named(cursor), body: block(cursor, within, '`if`') });
    if (branches.length > MOST_BRANCHES)
      throw new Refusal(cursor.token, 'There are too many `elif`.', 'depth');
    place = cursor.token;
  } while (cursor.take('elif'));
  const otherwise = elseBlock(cursor, within);
  return branches.reduceRight<Statement>(
    (rest, { at: start, test, body: then }) => ({
      kind: 'if',
      test,
      then,
      otherwise: rest.kind === 'pass' ? otherwise : [rest],
      at: start,
    }),
    { kind: 'pass', at },
  );
}

const MOST_BRANCHES = 200;

const elseBlock = (cursor: Cursor, within: Within): Statement[] =>
  cursor.take('else') ? block(cursor, within, '`else`') : [];

function tries(cursor: Cursor, within: Within, at: Place): Statement {
  const body = block(cursor, within, '`try`');
  const handlers: Handler[] = [];
  for (let place = cursor.token; cursor.take('except'); place = cursor.token) {
    if (handlers.some(({ type }) => type === undefined))
      wrong(place, 'An `except` without a kind of error comes last.');
    if (cursor.at('*')) refused(place, '`except*` does not exist in expressions: write `except`.');
    const type = cursor.at(':') ? undefined : expression(cursor);
    if (cursor.at(','))
      wrong(cursor.token, 'Several kinds of error need brackets: `except (KeyError, TypeError):`.');
    const name = type !== undefined && cursor.take('as') ? cursor.name('after `as`') : undefined;
    handlers.push({ type, name, body: block(cursor, within, '`except`'), at: place });
  }
  const otherwise = handlers.length > 0 ? elseBlock(cursor, within) : [];
  const last = cursor.take('finally') ? block(cursor, within, '`finally`') : [];
  if (handlers.length === 0 && last.length === 0)
    cursor.unexpected('After `try` comes `except` or `finally`');
  return { kind: 'try', body, handlers, otherwise, last, at };
}

function block(cursor: Cursor, within: Within, what: string): Statement[] {
  cursor.expect(':', `after ${what}`);
  return cursor.deeper(() => {
    if (!cursor.is('newline')) {
      if (['if', 'while', 'for', 'try', 'def', 'with', 'class'].some((keyword) => cursor.at(keyword)))
        wrong(cursor.token, 'This begins a block and needs a line of its own.');
      return statement(cursor, within);
    }
    cursor.next();
    if (!cursor.is('indent')) cursor.unexpected(`An indented block is missing after ${what}`);
    cursor.next();
    const statements: Statement[] = [];
    while (!cursor.is('dedent') && !cursor.is('end')) statements.push(...statement(cursor, within));
    if (cursor.is('dedent')) cursor.next();
    return statements;
  });
}

function simpleStatement(cursor: Cursor, within: Within): Statement {
  const at = cursor.token;
  const ends = () => cursor.token.kind === 'newline' || cursor.at(';');
  if (cursor.take('pass')) return { kind: 'pass', at };
  for (const kind of ['break', 'continue'] as const)
    if (cursor.take(kind))
      return within.inLoop ? { kind, at } : wrong(at, `\`${kind}\` stands only in a loop.`);
  if (cursor.take('return')) return { kind: 'return', value: ends() ? undefined : expressions(cursor), at };
  if (cursor.take('raise')) {
    const error = ends() ? undefined : expression(cursor);
    const cause = error !== undefined && cursor.take('from') ? expression(cursor) : undefined;
    return { kind: 'raise', error, cause, at };
  }
  if (cursor.take('assert')) {
    const test = expression(cursor);
    return { kind: 'assert', test, message: cursor.take(',') ? expression(cursor) : undefined, at };
  }
  if (cursor.take('del')) {
    const value = expressions(cursor);
    const all = value.kind === 'tuple' || value.kind === 'list' ? value.items : [value];
    for (const target of all) mustBeTarget(target);
    return { kind: 'delete', targets: all, at };
  }
  for (const kind of ['global', 'nonlocal'] as const)
    if (cursor.take(kind)) {
      const names = [cursor.name(`after \`${kind}\``)];
      while (cursor.take(',')) names.push(cursor.name(`after \`${kind}\``));
      if (kind === 'nonlocal' && !within.inFunction)
        wrong(at, '`nonlocal` stands only in a function inside of another.');
      return { kind, names, at };
    }
  if (cursor.at('import') || cursor.at('from')) return imports(cursor);
  return assignment(cursor, at);
}

function assignment(cursor: Cursor, at: Place): Statement {
  const read = () => (cursor.at('yield') ? yielded(cursor) : expressions(cursor));
  const first = read();
  if (cursor.take(':')) return annotated(cursor, first, at);
  const operator = AUGMENTED.find((text) => cursor.at(`${text}=`));
  if (operator !== undefined) {
    cursor.next();
    mustBeTarget(first);
    if (first.kind === 'tuple' || first.kind === 'list')
      wrong(first.at, `Several names cannot be changed at once by \`${operator}=\`.`);
    return { kind: 'augment', target: first, operator, value: read(), at };
  }
  if (!cursor.at('=')) return { kind: 'expression', value: first, at };
  const values = [first];
  while (cursor.take('=')) values.push(read());
  const value = values.pop() ?? first;
  for (const target of values) mustBeTarget(target);
  return { kind: 'assign', targets: values, value, at };
}

/** The type of `name: type = value` means nothing when it runs. */
function annotated(cursor: Cursor, target: Expression, at: Place): Statement {
  if (target.kind !== 'name' && target.kind !== 'attribute' && target.kind !== 'item')
    wrong(target.at, 'Only a single name can have a type.');
  expression(cursor);
  if (cursor.take('=')) return { kind: 'assign', targets: [target], value: expressions(cursor), at };
  if (target.kind === 'name') return { kind: 'declare', name: target.name, at };
  return { kind: 'pass', at };
}

function imports(cursor: Cursor): Statement {
  const at = cursor.next();
  const dotted = (): string => {
    let text = cursor.at('.') || cursor.at('...') ? '' : cursor.next().text;
    if (text === '')
      refused(cursor.token, 'An expression belongs to no package: import a module by its whole name.');
    while (cursor.take('.')) text += `.${cursor.next().text}`;
    return text;
  };
  const found: Import[] = [];
  if (at.text === 'import') {
    do {
      const module = dotted();
      const name = cursor.take('as') ? cursor.name('after `as`') : (module.split('.')[0] ?? module);
      found.push({ module, member: undefined, name });
    } while (cursor.take(','));
  } else {
    const module = dotted();
    cursor.expect('import', 'after the name of the module');
    if (cursor.at('*')) refused(cursor.token, 'Name what you import: `from module import name`.');
    const brackets = cursor.take('(');
    do {
      if (brackets && cursor.at(')')) break;
      const member = cursor.name('of what is imported');
      found.push({ module, member, name: cursor.take('as') ? cursor.name('after `as`') : member });
    } while (cursor.take(','));
    if (brackets) cursor.expect(')', 'after the names');
  }
  return { kind: 'import', imports: found, at };
}
