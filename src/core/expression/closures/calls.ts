import type { AnyNode } from 'acorn';
import { IpAddress, IpNetwork } from '../address.ts';
import { isGroupMember } from '../words.ts';
import { type Closure, elsewhere, isPrimitive, toText, type Value } from './values.ts';

type Compile = (node: AnyNode) => Closure;
type Call = (args: readonly AnyNode[], compile: Compile) => Closure;

const MOST_MESSAGES = 50;
const LONGEST_TEXT = 2_000;

export const isMessage = (name: string): boolean => name === 'ak_message' || name === 'message';

export const MESSAGE = ([text, ...more]: readonly Closure[]): Closure => {
  if (text === undefined || more.length > 0) return elsewhere();
  return (frame) => {
    const said = toText(text(frame));
    if (frame.messages.length < MOST_MESSAGES) frame.messages.push(said.slice(0, LONGEST_TEXT));
    return undefined;
  };
};

/** A word of one text; a text that it does not like makes an error, and errors are the sandbox's. */
const ofText =
  (make: (text: string) => Value): Call =>
  ([only, ...more], compile) => {
    if (only === undefined || more.length > 0) return elsewhere();
    const value = compile(only);
    return (frame) => {
      const text = value(frame);
      try {
        return make(typeof text === 'string' ? text : elsewhere());
      } catch {
        return elsewhere();
      }
    };
  };

const groupMember: Call = ([user, wanted, ...more], compile) => {
  if (user === undefined || wanted?.type !== 'ObjectExpression' || more.length > 0) return elsewhere();
  const person = compile(user);
  const keys = wanted.properties.map((property) => {
    if (property.type !== 'Property' || property.computed || property.method || property.kind !== 'init')
      return elsewhere();
    if (property.key.type !== 'Identifier' || property.key.name === '__proto__') return elsewhere();
    return [property.key.name, compile(property.value)] as const;
  });
  return (frame) => {
    const subject = person(frame);
    if (isPrimitive(subject) || Array.isArray(subject)) return elsewhere();
    const values = keys.map(([key, value]) => {
      const is = value(frame);
      return [key, isPrimitive(is) ? is : elsewhere()] as const;
    });
    try {
      return isGroupMember(subject as Readonly<Record<string, never>>, Object.fromEntries(values));
    } catch {
      return elsewhere();
    }
  };
};

const address = ofText((text) => new IpAddress(text));
const network = ofText((text) => new IpNetwork(text));

/** The words that can be called without the sandbox. */
export const CALLS: Readonly<Record<string, Call>> = {
  ip_address: address,
  ipAddress: address,
  ip_network: network,
  ipNetwork: network,
  ak_is_group_member: groupMember,
  isGroupMember: groupMember,
};
