import {
  BOOL,
  BUILT_IN,
  type Callable,
  Exc,
  FLOAT,
  Float,
  FUNCTION,
  INT,
  KEY_ERROR,
  type Keywords,
  LIST,
  NONE,
  Obj,
  RECURSION,
  STR,
  Type,
  typeError,
  VALUE_ERROR,
  type Value,
} from './objects.ts';

/** What every value can be asked. */

export function typeOf(value: Value): Type {
  switch (typeof value) {
    case 'string':
      return STR;
    case 'number':
    case 'bigint':
      return INT;
    case 'boolean':
      return BOOL;
    case 'function':
      return value.defined ? FUNCTION : BUILT_IN;
    default:
      if (value === null) return NONE;
      return Array.isArray(value) ? LIST : value.type;
  }
}

export const nameOf = (value: Value): string => typeOf(value).name;

export function truth(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return false;
      if (Array.isArray(value)) return value.length > 0;
      return value instanceof Obj ? value.truth() : true;
    case 'function':
      return true;
    default:
      return Boolean(value);
  }
}

export const isNumber = (value: Value): value is number | bigint | boolean | Float =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  value instanceof Float;

/** The number behind an int, a bool or a float; ints may be bigints. */
export const numeric = (value: number | bigint | boolean | Float): number | bigint => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? value.value : value;
};

/** NaN where neither comes first. A bigint lies beyond all floats with a fraction, see `toInt`. */
function compareNumbers(left: number | bigint, right: number | bigint): number {
  // Engines differ where a bigint meets a very small float, so the two never meet.
  if (typeof left === 'bigint' && typeof right === 'number')
    return Number.isInteger(right) ? compareNumbers(left, BigInt(right)) : beyond(left, right);
  if (typeof left === 'number' && typeof right === 'bigint') return -compareNumbers(right, left);
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}

function beyond(left: bigint, right: number): number {
  if (Number.isFinite(right)) return left < 0n ? -1 : 1;
  return Number.isNaN(right) ? Number.NaN : -Math.sign(right);
}

export function same(left: Value, right: Value): boolean {
  if (left === right) return true;
  // There is one object for each small number and each of these is that.
  return (
    left instanceof Float &&
    right instanceof Float &&
    left.value === right.value &&
    Number.isInteger(left.value)
  );
}

/** How deep values may hold each other before comparing or writing them is an error. */
const DEEPEST = 100;
let depth = 0;

export function deeper<T>(what: string, work: () => T): T {
  if (depth > DEEPEST) {
    depth = 0;
    throw new Exc(RECURSION, [`maximum recursion depth exceeded ${what}`]);
  }
  depth++;
  try {
    return work();
  } finally {
    if (depth > 0) depth--;
  }
}

export function equal(left: Value, right: Value): boolean {
  if (isNumber(left) && isNumber(right)) return compareNumbers(numeric(left), numeric(right)) === 0;
  if (left === right) return true;
  if (typeof left === 'string' || typeof right === 'string') return false;
  if (Array.isArray(left))
    return Array.isArray(right) && left.length === right.length
      ? deeper('in comparison', () => left.every((item, index) => sameOrEqual(item, right[index] ?? null)))
      : false;
  if (left instanceof Obj) {
    const answer = left.equals(right);
    if (answer !== undefined) return answer;
  }
  return right instanceof Obj ? (right.equals(left) ?? false) : false;
}

/** What containers compare by: an object is always equal to itself, also where it is nan. */
export const sameOrEqual = (left: Value, right: Value): boolean => left === right || equal(left, right);

/** Text by its code points, which is not the order of UTF-16. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [one, two] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (one === two) continue;
    if (one >= 0xd800 && two >= 0xd800) return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
    return one - two;
  }
  return left.length - right.length;
}

/** For sequences: the first difference decides; undefined where it cannot be ordered. */
export function compareItems(
  left: readonly Value[],
  right: readonly Value[],
  operator: string,
): number | undefined {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [one, two] = [left[at] ?? null, right[at] ?? null];
    if (!sameOrEqual(one, two)) return deeper('in comparison', () => order(operator, one, two));
  }
  return left.length - right.length;
}

function order(operator: string, left: Value, right: Value): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(numeric(left), numeric(right));
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    const answer = compareItems(left, right, operator);
    if (answer !== undefined) return answer;
  }
  const answer = left instanceof Obj ? left.order(right, operator) : undefined;
  if (answer !== undefined) return answer;
  const reflected = right instanceof Obj ? right.order(left, operator) : undefined;
  if (reflected !== undefined) return -reflected;
  throw typeError(
    `'${operator}' not supported between instances of '${nameOf(left)}' and '${nameOf(right)}'`,
  );
}

export function compare(operator: string, left: Value, right: Value): boolean {
  const found = order(operator, left, right);
  switch (operator) {
    case '<':
      return found < 0;
    case '<=':
      return found <= 0;
    case '>':
      return found > 0;
    default:
      return found >= 0;
  }
}

/** What stands for a value as a key: equal values have the same, and no two others. */
export function keyOf(value: Value): unknown {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
    case 'boolean':
      return value ? 1 : 0;
    case 'object': {
      if (value === null || value instanceof Exc) return value;
      const key = Array.isArray(value) ? undefined : value.hashed();
      if (key === undefined) throw typeError(`unhashable type: '${nameOf(value)}'`);
      return key;
    }
    default:
      return value;
  }
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A key as a part of a longer one. */
export function keyText(key: unknown): string {
  if (typeof key === 'string') return `s${key.length}:${key}`;
  if ((typeof key === 'object' && key !== null) || typeof key === 'function') {
    let number = numbers.get(key);
    if (number === undefined) {
      number = ++lastNumber;
      numbers.set(key, number);
    }
    return `o${number};`;
  }
  return typeof key === 'bigint' ? `n${key};` : `n${String(key)};`;
}

export function repr(value: Value): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return String(value);
    case 'bigint':
      return intText(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'function':
      return `<${value.defined ? '' : 'built-in '}function ${value.label ?? ''}>`;
    default:
      if (value === null) return 'None';
      if (Array.isArray(value)) return bracketed(value, '[', ']');
      if (value instanceof Exc) return `${value.type.name}(${value.args.map(repr).join(', ')})`;
      return value.repr();
  }
}

export const bracketed = (items: readonly Value[], open: string, close: string): string =>
  deeper('while getting the repr of an object', () => `${open}${items.map(repr).join(', ')}${close}`);

export function intText(value: bigint): string {
  const text = String(value);
  if (text.length > 4301)
    throw new Exc(VALUE_ERROR, [
      'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
    ]);
  return text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
]);

export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const letter of text) {
    const known = ESCAPES.get(letter);
    if (known !== undefined) result += known;
    else if (letter === quote) result += `\\${letter}`;
    else if (isPrintable(letter)) result += letter;
    else result += escaped(letter);
  }
  return result + quote;
}

const isPrintable = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x7f) return code >= 0x20;
  return letter === ' ' || !/[\p{C}\p{Z}]/u.test(letter);
};

export function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

export function str(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Exc) return excText(value);
  return value instanceof Obj ? value.str() : repr(value);
}

/** A missing key is shown as it would be written; every other error as its text. */
export function excText({ type, args }: Exc): string {
  const [only] = args;
  if (only === undefined) return '';
  if (args.length > 1) return bracketed(args, '(', ')');
  return type.is(KEY_ERROR) ? repr(only) : str(only);
}

class Listed implements IterableIterator<Value> {
  readonly #source: Iterator<Value>;

  constructor(source: Iterator<Value>) {
    this.#source = source;
  }

  next(): IteratorResult<Value> {
    return this.#source.next();
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** The items of a value. Leaving the loop early does not end a generator: it can go on in another loop. */
export function iterate(value: Value): Iterable<Value> {
  if (Array.isArray(value) || typeof value === 'string') return value;
  const items = value instanceof Obj ? value.items() : undefined;
  if (items === undefined) throw typeError(`'${nameOf(value)}' object is not iterable`);
  return new Listed(items);
}

export const isIterable = (value: Value): boolean =>
  Array.isArray(value) || typeof value === 'string' || (value instanceof Obj && value.items() !== undefined);

export const toItems = (value: Value): Value[] => [...iterate(value)];

export function call(callee: Value, args: readonly Value[], keywords?: Keywords): Value {
  if (typeof callee === 'function') return callee(args, keywords);
  if (callee instanceof Type) return callee.construct(args, keywords ?? []);
  throw typeError(`'${nameOf(callee)}' object is not callable`);
}

export const isCallable = (value: Value): value is Callable | Type =>
  typeof value === 'function' || value instanceof Type;

export const isFloat = (value: Value): value is Float => typeOf(value) === FLOAT;
