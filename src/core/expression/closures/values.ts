import { IpAddress, IpNetwork } from '../address.ts';

/**
 * Thrown where the closures would have to guess: the sandbox is asked instead. So a closure never has to be right
 * about anything but what it answers, and errors, with their lines, are always the sandbox's.
 */
export const ELSEWHERE: unique symbol = Symbol('elsewhere');

export const elsewhere = (): never => {
  throw ELSEWHERE;
};

/** What an expression holds while it is evaluated in process. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | IpAddress
  | IpNetwork
  | readonly unknown[]
  | Readonly<Record<string, unknown>>;

export interface Frame {
  readonly request: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  /** Made on first use; undefined where there is no address that can be read. */
  readonly address: () => IpAddress | undefined;
  readonly slots: Value[];
  readonly messages: string[];
  /** Characters and items that may still be looked at. */
  fuel: number;
}

export type Closure = (frame: Frame) => Value;

export const isPrimitive = (value: Value): value is string | number | boolean | null | undefined =>
  typeof value !== 'object' || value === null;

export const isList = (value: Value): value is readonly unknown[] => Array.isArray(value);

/** Data of the context as the sandbox would see it after JSON; what JSON would change is left to the sandbox. */
export function fromData(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : elsewhere();
    case 'object': {
      if (value === null || Array.isArray(value)) return value;
      const prototype = Object.getPrototypeOf(value);
      return prototype === Object.prototype || prototype === null ? (value as Value) : elsewhere();
    }
    default:
      return value === undefined ? undefined : elsewhere();
  }
}

const ADDRESS_KEYS: readonly string[] = [
  'version',
  'is_private',
  'isPrivate',
  'is_global',
  'isGlobal',
  'is_loopback',
  'isLoopback',
];

/** `base[key]`, without anything that is inherited. */
export function memberOf(frame: Frame, base: Value, key: string | number): Value {
  if (base === undefined || base === null) return elsewhere();
  if (typeof base === 'string') {
    if (key === 'length') return base.length;
    return typeof key === 'number' && Number.isInteger(key) && key >= 0 ? base[key] : elsewhere();
  }
  if (isList(base)) {
    if (key === 'length') return base.length;
    if (typeof key !== 'number' || !Number.isInteger(key) || key < 0) return elsewhere();
    return key < base.length ? itemOf(base, key) : undefined;
  }
  if (base instanceof IpAddress)
    return ADDRESS_KEYS.includes(String(key)) ? (base[key as 'version'] as Value) : elsewhere();
  if (typeof base !== 'object' || base instanceof IpNetwork) return elsewhere();
  const name = String(key);
  if (Object.hasOwn(base, name)) {
    // The sandbox makes a Date of the time.
    if (base === frame.request && name === 'time') return elsewhere();
    return fromData((base as Readonly<Record<string, unknown>>)[name]);
  }
  return name in Object.prototype ? elsewhere() : undefined;
}

/** An item of a list; holes and undefined would be null after JSON. */
export const itemOf = (list: readonly unknown[], index: number): Value =>
  list[index] === undefined ? elsewhere() : fromData(list[index]);

/** As a template or a concatenation writes it. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof IpAddress) return String(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : elsewhere();
  return isPrimitive(value) ? String(value) : elsewhere();
}

export function spend(frame: Frame, amount: number): void {
  frame.fuel -= amount;
  if (frame.fuel < 0) elsewhere();
}
