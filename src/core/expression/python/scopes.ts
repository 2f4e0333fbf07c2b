import { wrong } from './refusal.ts';
import type { Expression, Parameters, Part, Statement } from './syntax.ts';

/** What belongs to one function: the names that it binds, and those that it binds elsewhere. */
export interface Names {
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** True for functions that `yield`. */
  readonly yields: boolean;
  /** Names that `del` or an `except` can take away again. */
  readonly removed: ReadonlySet<string>;
}

/** The expressions directly below an expression, in the order in which they are evaluated. */
export function expressionsIn(node: Expression): readonly Expression[] {
  const some = (...nodes: readonly (Expression | undefined)[]) =>
    nodes.filter((found) => found !== undefined);
  switch (node.kind) {
    case 'formatted':
      return node.parts.flatMap(expressionsOfPart);
    case 'tuple':
    case 'list':
    case 'set':
    case 'and':
    case 'or':
      return node.items;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => some(key, value));
    case 'star':
    case 'not':
    case 'unary':
    case 'walrus':
      return [node.value];
    case 'yield':
      return some(node.value);
    case 'binary':
      return [node.left, node.right];
    case 'compare':
      return [node.first, ...node.rest.map(([, right]) => right)];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    case 'lambda':
      return [...defaultsOf(node.parameters), node.body];
    case 'attribute':
      return [node.of];
    case 'item':
      return [node.of, node.key];
    case 'slice':
      return some(node.from, node.to, node.step);
    case 'call':
      return [node.callee, ...node.args, ...node.keywords.map(({ value }) => value)];
    case 'comprehension':
      return [
        ...node.clauses.flatMap(({ target, source, tests }) => [source, target, ...tests]),
        ...some(node.key),
        node.value,
      ];
    default:
      return [];
  }
}

const expressionsOfPart = (part: Part): readonly Expression[] =>
  typeof part === 'string' ? [] : [part.value, ...part.format.flatMap(expressionsOfPart)];

const defaultsOf = ({ positional, keywordOnly }: Parameters): readonly Expression[] =>
  [...positional, ...keywordOnly].flatMap(({ otherwise }) => (otherwise === undefined ? [] : [otherwise]));

export const parameterNames = ({
  positional,
  keywordOnly,
  rest,
  keywords,
}: Parameters): readonly string[] => [
  ...positional.map(({ name }) => name),
  ...keywordOnly.map(({ name }) => name),
  ...[rest, keywords].filter((name) => name !== undefined),
];

/** The expressions of a statement itself, and the blocks that it holds. */
export function partsOf(node: Statement): {
  readonly expressions: readonly Expression[];
  readonly blocks: readonly (readonly Statement[])[];
} {
  const some = (...nodes: readonly (Expression | undefined)[]) =>
    nodes.filter((found) => found !== undefined);
  switch (node.kind) {
    case 'expression':
      return { expressions: [node.value], blocks: [] };
    case 'assign':
      return { expressions: [node.value, ...node.targets], blocks: [] };
    case 'augment':
      return { expressions: [node.target, node.value], blocks: [] };
    case 'return':
      return { expressions: some(node.value), blocks: [] };
    case 'raise':
      return { expressions: some(node.error, node.cause), blocks: [] };
    case 'assert':
      return { expressions: some(node.test, node.message), blocks: [] };
    case 'delete':
      return { expressions: node.targets, blocks: [] };
    case 'if':
      return { expressions: [node.test], blocks: [node.then, node.otherwise] };
    case 'while':
      return { expressions: [node.test], blocks: [node.body, node.otherwise] };
    case 'for':
      return { expressions: [node.source, node.target], blocks: [node.body, node.otherwise] };
    case 'try':
      return {
        expressions: node.handlers.flatMap(({ type }) => some(type)),
        blocks: [node.body, ...node.handlers.map(({ body }) => body), node.otherwise, node.last],
      };
    case 'function':
      return { expressions: defaultsOf(node.parameters), blocks: [node.body] };
    default:
      return { expressions: [], blocks: [] };
  }
}

/** Adds the names that an assignment to this target binds. */
export function boundBy(target: Expression, into: Set<string>): void {
  if (target.kind === 'name') into.add(target.name);
  else if (target.kind === 'star') boundBy(target.value, into);
  else if (target.kind === 'tuple' || target.kind === 'list')
    for (const item of target.items) boundBy(item, into);
}

/** Which names the body of a function binds; what functions inside of it bind is theirs. */
export function namesOf(body: readonly Statement[], parameters: readonly string[]): Names {
  const bound = new Set(parameters);
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  const removed = new Set<string>();
  let yields = false;

  const visitExpression = (node: Expression, inComprehension: boolean): void => {
    if (node.kind === 'walrus') bound.add(node.name);
    if (node.kind === 'yield') {
      if (inComprehension) wrong(node.at, '`yield` cannot stand in a comprehension.');
      yields = true;
    }
    if (node.kind === 'lambda') {
      for (const otherwise of defaultsOf(node.parameters)) visitExpression(otherwise, inComprehension);
      return;
    }
    const within = inComprehension || node.kind === 'comprehension';
    for (const child of expressionsIn(node)) visitExpression(child, within);
  };
  const visit = (node: Statement): void => {
    const { expressions, blocks } = partsOf(node);
    for (const expression of expressions) visitExpression(expression, false);
    if (node.kind === 'assign') for (const target of node.targets) boundBy(target, bound);
    if (node.kind === 'augment' || node.kind === 'for') boundBy(node.target, bound);
    if (node.kind === 'declare' || node.kind === 'function') bound.add(node.name);
    if (node.kind === 'import') for (const { name } of node.imports) bound.add(name);
    if (node.kind === 'delete')
      for (const target of node.targets) {
        boundBy(target, bound);
        boundBy(target, removed);
      }
    if (node.kind === 'global') for (const name of node.names) globals.add(name);
    if (node.kind === 'nonlocal') for (const name of node.names) nonlocals.add(name);
    if (node.kind === 'try')
      for (const { name } of node.handlers)
        if (name !== undefined) {
          bound.add(name);
          removed.add(name);
        }
    if (node.kind !== 'function') for (const block of blocks) for (const inner of block) visit(inner);
  };
  for (const node of body) visit(node);
  const locals = new Set([...bound].filter((name) => !globals.has(name) && !nonlocals.has(name)));
  return { locals, globals, nonlocals, yields, removed };
}
