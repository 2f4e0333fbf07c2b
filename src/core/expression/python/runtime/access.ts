import { placeOf, Slice, Tuple } from './containers.ts';
import {
  ATTRIBUTE_ERROR,
  type Callable,
  Exc,
  indexError,
  type Keywords,
  Obj,
  Type,
  typeError,
  type Value,
  valueError,
} from './objects.ts';
import { call, nameOf, repr, toItems, typeOf } from './protocol.ts';
import { letters, textItem } from './texts.ts';

/** How attributes and items of values are read and written. */

function lookUp(of: Value, name: string): Value | undefined {
  if (name === '__class__') return typeOf(of);
  if (of instanceof Exc) {
    if (name === 'args') return new Tuple(of.args);
    if (name === '__cause__') return of.cause;
  }
  if (typeof of === 'function' && name === '__name__') return of.label ?? '';
  if (of instanceof Obj) {
    const field = of.field(name);
    if (field !== undefined) return field;
  }
  const method = of instanceof Type ? undefined : typeOf(of).find(name);
  if (method === undefined || name.startsWith('__')) return undefined;
  const bound: Callable = (args, keywords = []) => method(of, args, keywords);
  return Object.assign(bound, { label: name });
}

const noAttribute = (of: Value, name: string): Exc =>
  new Exc(ATTRIBUTE_ERROR, [
    of instanceof Type
      ? `type object '${of.name}' has no attribute '${name}'`
      : nameOf(of) === 'module'
        ? `module ${repr(of)} has no attribute '${name}'`
        : `'${nameOf(of)}' object has no attribute '${name}'`,
  ]);

export function attribute(of: Value, name: string, otherwise?: Value): Value {
  const found = lookUp(of, name);
  if (found !== undefined) return found;
  if (otherwise === undefined) throw noAttribute(of, name);
  return otherwise;
}

export const hasAttribute = (of: Value, name: string): boolean => lookUp(of, name) !== undefined;

/** `of.name(…)`, without a function for the method in between. */
export function method(of: Value, name: string, args: readonly Value[], keywords: Keywords = []): Value {
  const field = of instanceof Obj ? of.field(name) : undefined;
  if (field !== undefined) return call(field, args, keywords);
  const found = of instanceof Type || name.startsWith('__') ? undefined : typeOf(of).find(name);
  if (found !== undefined) return found(of, args, keywords);
  return call(attribute(of, name), args, keywords);
}

/** The object itself, where it has such an attribute. */
export function owner(of: Value, name: string): Value {
  const known = of instanceof Type || name.startsWith('__') ? undefined : typeOf(of).find(name);
  if (known === undefined) attribute(of, name);
  return of;
}

export function setAttribute(of: Value, name: string): never {
  throw new Exc(ATTRIBUTE_ERROR, [
    hasAttribute(of, name)
      ? `'${nameOf(of)}' object attribute '${name}' is read-only`
      : `'${nameOf(of)}' object has no attribute '${name}'`,
  ]);
}

export function item(of: Value, key: Value): Value {
  if (Array.isArray(of)) {
    if (key instanceof Slice) return key.of(of);
    return of[placeOf(key, of.length, 'list')] ?? null;
  }
  if (typeof of === 'string') return textItem(of, key);
  const found = of instanceof Obj ? of.item(key) : undefined;
  if (found !== undefined) return found;
  throw typeError(
    of instanceof Type
      ? `type '${of.name}' is not subscriptable`
      : `'${nameOf(of)}' object is not subscriptable`,
  );
}

export function setItem(of: Value, key: Value, value: Value): void {
  if (!Array.isArray(of)) {
    if (of instanceof Obj && of.setItem(key, value)) return;
    throw typeError(`'${nameOf(of)}' object does not support item assignment`);
  }
  if (!(key instanceof Slice)) {
    of[place(of, key)] = value;
    return;
  }
  const { from, to, step, count } = key.places(of.length);
  const items = toItems(value);
  if (step === 1) of.splice(from, Math.max(0, to - from), ...items);
  else if (items.length !== count)
    throw valueError(`attempt to assign sequence of size ${items.length} to extended slice of size ${count}`);
  else for (let index = 0; index < count; index++) of[from + index * step] = items[index] ?? null;
}

function place(list: readonly Value[], key: Value): number {
  try {
    return placeOf(key, list.length, 'list');
  } catch (error) {
    if (error instanceof Exc && error.message === 'list index out of range')
      throw indexError('list assignment index out of range');
    throw error;
  }
}

export function deleteItem(of: Value, key: Value): void {
  if (!Array.isArray(of)) {
    if (of instanceof Obj && of.deleteItem(key)) return;
    throw typeError(
      `'${nameOf(of)}' object ${typeof of === 'string' || of instanceof Tuple ? "doesn't" : 'does not'} support item deletion`,
    );
  }
  if (!(key instanceof Slice)) {
    of.splice(place(of, key), 1);
    return;
  }
  const { from, step, count } = key.places(of.length);
  const gone = new Set(Array.from({ length: count }, (_, index) => from + index * step));
  of.splice(0, of.length, ...of.filter((_, index) => !gone.has(index)));
}

export function sizeOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return letters(value).length;
  const size = value instanceof Obj ? value.size() : undefined;
  if (size === undefined) throw typeError(`object of type '${nameOf(value)}' has no len()`);
  return size;
}
