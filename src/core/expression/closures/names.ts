import type { AnyNode, Pattern } from 'acorn';
import { isKnownName } from '../rules.ts';
import { type Closure, elsewhere, fromData } from './values.ts';

/** Where the names of a block are kept: a slot, or nothing yet where the declaration is still to come. */
export type Scope = ReadonlyMap<string, number | undefined>;

/** Notes the names that a pattern will declare: until it does, whoever uses them has to ask the sandbox. */
export function hide(pattern: Pattern, scope: Map<string, number | undefined>): void {
  if (pattern.type === 'Identifier') scope.set(pattern.name, undefined);
  else if (pattern.type === 'AssignmentPattern') hide(pattern.left, scope);
  else if (pattern.type === 'ObjectPattern')
    for (const property of pattern.properties) if (property.type === 'Property') hide(property.value, scope);
}

/** The fixed name of a member. */
export const keyName = (node: AnyNode): string => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : elsewhere();
};

export function literal(value: unknown): Closure {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return () => value;
  return elsewhere();
}

/** What a name stands for: a variable, a word with a value, or a further name of the context. */
export function standsFor(text: string, scope: Scope): Closure {
  if (scope.has(text)) {
    const slot = scope.get(text);
    return slot === undefined ? elsewhere() : (frame) => frame.slots[slot];
  }
  switch (text) {
    case 'undefined':
      return () => undefined;
    case 'request':
      return (frame) => frame.request;
    case 'context':
      return (frame) => fromData(frame.request.context);
    case 'http_request':
    case 'httpRequest':
      return (frame) => fromData(frame.request.http_request) ?? undefined;
    case 'ak_client_ip':
    case 'clientIp':
      return (frame) => frame.address() ?? elsewhere();
    case 'ak_is_sso_flow':
    case 'isSsoFlow':
      return (frame) =>
        Boolean(fromData((frame.request.context as { is_sso?: unknown } | undefined)?.is_sso));
    default:
      if (isKnownName(text)) return elsewhere();
      return (frame) =>
        frame.extra !== undefined && Object.hasOwn(frame.extra, text)
          ? fromData(frame.extra[text])
          : elsewhere();
  }
}
