import { type AnyNode, type Program, parse } from 'acorn';
import type { Diagnostic } from './sandbox.ts';

/** Longest text of an expression, in UTF-16 code units. */
export const LONGEST_SOURCE = 65_536;

export interface ParsedBody {
  readonly program: Program;
  /** Every identifier that is used as a variable, and those that the text declares itself. */
  readonly used: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
  /** True where the body itself waits: it must become an async function. */
  readonly awaits: boolean;
}

const REFUSED: Readonly<Record<string, string>> = {
  ImportDeclaration: 'An expression cannot import anything.',
  ImportExpression: 'An expression cannot import anything.',
  MetaProperty: 'Neither `import.meta` nor `new.target` exists in an expression.',
  ExportNamedDeclaration: 'An expression cannot export anything: use `return`.',
  ExportDefaultDeclaration: 'An expression cannot export anything: use `return`.',
  ExportAllDeclaration: 'An expression cannot export anything: use `return`.',
};

export const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The nodes directly below a node, in the order of the text; without names that are no variables (`.name`, labels). */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (field === 'label' || isFixedName(node, field)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isFixedName(node: AnyNode, field: string): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return field === 'property' && !node.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'key' && !node.computed;
    default:
      return false;
  }
}

const isFunction = (node: AnyNode) =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/**
 * Parses JavaScript (types stripped) as the body of a function, in strict mode. The text is parsed by itself, not
 * wrapped in a function first: so no brace of the author can end the function around it.
 */
export function parseBody(source: string): ParsedBody | Diagnostic {
  if (source.length > LONGEST_SOURCE)
    return {
      line: 1,
      column: 1,
      message: `An expression has at most ${LONGEST_SOURCE} characters.`,
      code: 'size',
    };
  try {
    const program = parse(source, {
      ecmaVersion: 2024,
      sourceType: 'module',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      locations: true,
    });
    return inspect(program);
  } catch (error) {
    return diagnosticOf(error);
  }
}

function inspect(program: Program): ParsedBody | Diagnostic {
  const used = new Set<string>();
  const declared = new Set<string>();
  let awaits = false;
  let refused: Diagnostic | undefined;

  const visit = (node: AnyNode, inner: boolean): void => {
    const message = REFUSED[node.type];
    if (message !== undefined) refused ??= { ...placeOf(node), message, code: 'refused' };
    if (!inner && (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)))
      awaits = true;
    collect(node, used, declared);
    const within = inner || isFunction(node);
    for (const child of childrenOf(node)) visit(child, within);
  };
  visit(program, false);
  return refused ?? { program, used, declared, awaits };
}

/** Adds the names that a node declares, and the identifiers that stand below it as variables. */
function collect(node: AnyNode, used: Set<string>, declared: Set<string>): void {
  switch (node.type) {
    case 'Identifier':
      used.add(node.name);
      return;
    case 'VariableDeclarator':
      namesIn(node.id, declared);
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.id) declared.add(node.id.name);
      for (const parameter of node.params) namesIn(parameter, declared);
      return;
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (node.id) declared.add(node.id.name);
      return;
    case 'CatchClause':
      if (node.param) namesIn(node.param, declared);
  }
}

/** The names that a pattern binds. */
export function namesIn(pattern: AnyNode, into: Set<string>): void {
  switch (pattern.type) {
    case 'Identifier':
      into.add(pattern.name);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        namesIn(property.type === 'RestElement' ? property.argument : property.value, into);
      return;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) namesIn(element, into);
      return;
    case 'RestElement':
      namesIn(pattern.argument, into);
      return;
    case 'AssignmentPattern':
      namesIn(pattern.left, into);
  }
}

function placeOf(node: AnyNode): { line: number; column: number } {
  const start = node.loc?.start;
  return { line: start?.line ?? 1, column: (start?.column ?? 0) + 1 };
}

function diagnosticOf(error: unknown): Diagnostic {
  if (error instanceof RangeError)
    return { line: 1, column: 1, message: 'The expression is nested too deeply.', code: 'depth' };
  const { message, loc } = error as { message: string; loc?: { line: number; column: number } };
  return {
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
    message: message.replace(/ \(\d+:\d+\)$/, ''),
    code: 'syntax',
  };
}
