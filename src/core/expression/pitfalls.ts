import type { AnyNode } from 'acorn';
import { childrenOf, type ParsedBody } from './parse.ts';
import type { Diagnostic } from './sandbox.ts';

/**
 * What compiles and almost certainly means something else: words that Python has too, with another meaning. Nobody
 * should have to find out by who gets in.
 */
export function pitfallsOf({ program }: Pick<ParsedBody, 'program'>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: AnyNode): void => {
    const message = pitfall(node);
    if (message !== undefined && node.loc)
      found.push({ line: node.loc.start.line, column: node.loc.start.column + 1, message, code: 'pitfall' });
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

function pitfall(node: AnyNode): string | undefined {
  if (node.type === 'BinaryExpression' && node.operator === 'in')
    return '`in` asks for keys, not for members: write `list.includes(value)`, or `Object.hasOwn(object, key)`.';
  if (node.type === 'MemberExpression' && node.computed && isNegative(node.property))
    return 'There is nothing at a negative index: write `.at(-1)`.';
  return undefined;
}

const isNegative = (node: AnyNode): boolean =>
  node.type === 'UnaryExpression' && node.operator === '-' && node.argument.type === 'Literal';
