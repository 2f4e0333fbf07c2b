import { IpAddress, IpNetwork } from '../address.ts';
import { elsewhere, type Frame, isList, isPrimitive, itemOf, spend, toText, type Value } from './values.ts';

type Binary = (frame: Frame, left: Value, right: Value) => Value;

/** Two objects may be one in the host and two in the sandbox, which copies: only primitives are compared here. */
function same(frame: Frame, left: Value, right: Value): boolean {
  if (!isPrimitive(left) && !isPrimitive(right)) return elsewhere();
  if (typeof left === 'string' && typeof right === 'string' && left.length === right.length)
    spend(frame, left.length);
  return left === right;
}

function loose(frame: Frame, left: Value, right: Value): boolean {
  const absent = (value: Value) => value === null || value === undefined;
  if (absent(left) || absent(right)) return absent(left) && absent(right);
  return isPrimitive(left) && isPrimitive(right) && typeof left === typeof right
    ? same(frame, left, right)
    : elsewhere();
}

/** Which of two numbers or two texts comes first. */
function compare(
  frame: Frame,
  left: Value,
  right: Value,
  test: (a: string | number, b: string | number) => boolean,
): boolean {
  if (typeof left === 'number' && typeof right === 'number') return test(left, right);
  if (typeof left !== 'string' || typeof right !== 'string') return elsewhere();
  spend(frame, Math.min(left.length, right.length));
  return test(left, right);
}

const arithmetic =
  (work: (a: number, b: number) => number): Binary =>
  (_, left, right) =>
    typeof left === 'number' && typeof right === 'number' ? work(left, right) : elsewhere();

function add(frame: Frame, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left !== 'string' && typeof right !== 'string') return elsewhere();
  // In `a + b` an address becomes a text by another road than in a template.
  if (!isPrimitive(left) || !isPrimitive(right)) return elsewhere();
  const text = toText(left) + toText(right);
  spend(frame, text.length);
  return text;
}

function isIn(_: Frame, key: Value, target: Value): boolean {
  if (typeof key !== 'string' || isPrimitive(target) || isList(target)) return elsewhere();
  if (target instanceof IpAddress || target instanceof IpNetwork) return elsewhere();
  if (Object.hasOwn(target, key))
    return (target as Record<string, unknown>)[key] === undefined ? elsewhere() : true;
  return key in Object.prototype ? elsewhere() : false;
}

/** The operators that the closures know. */
export const BINARY: Readonly<Record<string, Binary>> = {
  '===': same,
  '!==': (frame, left, right) => !same(frame, left, right),
  '==': loose,
  '!=': (frame, left, right) => !loose(frame, left, right),
  '<': (frame, left, right) => compare(frame, left, right, (a, b) => a < b),
  '<=': (frame, left, right) => compare(frame, left, right, (a, b) => a <= b),
  '>': (frame, left, right) => compare(frame, left, right, (a, b) => a > b),
  '>=': (frame, left, right) => compare(frame, left, right, (a, b) => a >= b),
  '+': add,
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic((a, b) => a % b),
  in: isIn,
};

const number = (value: Value): number => (typeof value === 'number' ? value : elsewhere());
const text = (value: Value): string => (typeof value === 'string' ? value : elsewhere());
const index = (value: Value): number => (value === undefined ? 0 : number(value));
const isAscii = (value: string): boolean => /^[\x20-\x7e]*$/.test(value);

type Method<T> = (subject: T, ...args: readonly Value[]) => Value;

/** Letters change with each version of Unicode, so what is beyond ASCII is left to the sandbox. */
const letters =
  (change: (value: string) => string): Method<string> =>
  (subject) =>
    isAscii(subject) ? change(subject) : elsewhere();

/** Methods of texts, with the number of arguments that they take at least and at most. */
export const TEXT_METHODS: Readonly<
  Record<string, readonly [least: number, most: number, method: Method<string>]>
> = {
  startsWith: [1, 1, (subject, part) => subject.startsWith(text(part))],
  endsWith: [1, 1, (subject, part) => subject.endsWith(text(part))],
  includes: [1, 1, (subject, part) => subject.includes(text(part))],
  indexOf: [1, 1, (subject, part) => subject.indexOf(text(part))],
  lastIndexOf: [1, 1, (subject, part) => subject.lastIndexOf(text(part))],
  toLowerCase: [0, 0, letters((subject) => subject.toLowerCase())],
  toUpperCase: [0, 0, letters((subject) => subject.toUpperCase())],
  trim: [0, 0, (subject) => subject.trim()],
  slice: [0, 2, (subject, from, to) => subject.slice(index(from), to === undefined ? undefined : number(to))],
  charAt: [1, 1, (subject, at) => subject.charAt(number(at))],
  at: [1, 1, (subject, at) => subject.at(number(at))],
  split: [1, 1, (subject, by) => subject.split(text(by))],
  concat: [1, 1, (subject, more) => subject + text(more)],
};

/** Only a primitive that JSON leaves alone can be looked for by value. */
const sought = (value: Value): Value =>
  isPrimitive(value) && value !== null && value !== undefined ? value : elsewhere();

export const LIST_METHODS: Readonly<
  Record<string, readonly [least: number, most: number, method: Method<readonly unknown[]>]>
> = {
  includes: [1, 1, (list, value) => list.includes(sought(value))],
  indexOf: [1, 1, (list, value) => list.indexOf(sought(value))],
  at: [1, 1, (list, at) => pick(list, number(at))],
  join: [
    0,
    1,
    (list, by) => list.map((_, i) => joined(itemOf(list, i))).join(by === undefined ? ',' : text(by)),
  ],
};

function pick(list: readonly unknown[], at: number): Value {
  if (!Number.isInteger(at)) return elsewhere();
  const place = at < 0 ? list.length + at : at;
  return place >= 0 && place < list.length ? itemOf(list, place) : undefined;
}

const joined = (value: Value): string => (value === null ? '' : toText(value));
