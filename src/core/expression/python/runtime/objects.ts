// The values of Python inside of the sandbox. This file and its neighbours run there, joined with each other in the
// order of `FILES`: they use nothing but the language, and no two of them declare the same name.

/** None, bool, int (a bigint where a number cannot hold it), str, list, functions, and objects for all the rest. */
export type Value = null | boolean | number | bigint | string | Value[] | Callable | Obj | Exc;
export type Int = number | bigint;

/** What a caller names: in the order in which it was given. */
export type Keywords = readonly (readonly [name: string, value: Value])[];

export interface Callable {
  (args: readonly Value[], keywords?: Keywords): Value;
  readonly label?: string;
  /** True for functions of the text. */
  readonly defined?: true;
}

export type Method = (self: Value, args: readonly Value[], keywords: Keywords) => Value;

/** An object of a kind that JavaScript has not. What a kind of object can do, it overrides. */
export abstract class Obj {
  abstract get type(): Type;

  truth(): boolean {
    return true;
  }

  /** A field, which is no method; undefined where there is none. */
  field(_name: string): Value | undefined {
    return undefined;
  }

  /** Undefined where this kind has nothing to say about the other. */
  equals(_other: Value): boolean | undefined {
    return undefined;
  }

  /** Negative, zero, positive; NaN where neither comes first; undefined where the two cannot be compared. */
  order(_other: Value, _operator: string): number | undefined {
    return undefined;
  }

  /** What stands for the value as a key of a Map; undefined for what cannot be a key. */
  hashed(): unknown {
    return this;
  }

  repr(): string {
    return `<${this.type.name} object>`;
  }

  str(): string {
    return this.repr();
  }

  items(): Iterator<Value> | undefined {
    return undefined;
  }

  size(): number | undefined {
    return undefined;
  }

  /** Undefined where `in` has to look at all items. */
  holds(_item: Value): boolean | undefined {
    return undefined;
  }

  item(_key: Value): Value | undefined {
    return undefined;
  }

  /** False where items cannot be assigned. */
  setItem(_key: Value, _value: Value): boolean {
    return false;
  }

  deleteItem(_key: Value): boolean {
    return false;
  }

  /** `reflected` where this object stands on the right side. */
  operate(_operator: string, _other: Value, _reflected: boolean): Value | undefined {
    return undefined;
  }

  /** `self op= other` in place. */
  change(_operator: string, _other: Value): boolean {
    return false;
  }

  /** JSON data for the host. */
  abstract plain(): unknown;
}

/** A type: what `type(x)` answers, and where methods are looked up. */
export class Type extends Obj {
  readonly name: string;
  readonly base: Type | undefined;
  readonly methods = new Map<string, Method>();
  /** What is reached by the type itself, such as `datetime.now`. */
  readonly statics = new Map<string, Value>();
  construct: (args: readonly Value[], keywords: Keywords) => Value;

  constructor(name: string, base?: Type) {
    super();
    this.name = name;
    this.base = base;
    this.construct = () => {
      throw new Exc(TYPE_ERROR, [`cannot create '${name}' instances`]);
    };
  }

  get type(): Type {
    return TYPE;
  }

  override field(name: string): Value | undefined {
    if (name === '__name__') return this.name.replace(/^.*\./, '');
    for (let type: Type | undefined = this; type; type = type.base) {
      const found = type.statics.get(name);
      if (found !== undefined) return found;
      const method = type.methods.get(name);
      if (method !== undefined) return unbound(type, name, method);
    }
    return undefined;
  }

  override repr(): string {
    return `<class '${this.name}'>`;
  }

  plain(): unknown {
    return this.repr();
  }

  is(other: Type): boolean {
    for (let type: Type | undefined = this; type; type = type.base) if (type === other) return true;
    return false;
  }

  find(name: string): Method | undefined {
    for (let type: Type | undefined = this; type; type = type.base) {
      const method = type.methods.get(name);
      if (method !== undefined) return method;
    }
    return undefined;
  }
}

/** `str.lower`: the method as a function of its object. */
function unbound(type: Type, name: string, method: Method): Callable {
  return (args, keywords = []) => {
    const [self, ...rest] = args;
    if (self === undefined)
      throw new Exc(TYPE_ERROR, [`unbound method ${type.name}.${name}() needs an argument`]);
    return method(self, rest, keywords);
  };
}

export const OBJECT = new Type('object');
export const TYPE = new Type('type', OBJECT);
export const NONE = new Type('NoneType', OBJECT);
export const INT = new Type('int', OBJECT);
export const BOOL = new Type('bool', INT);
export const FLOAT = new Type('float', OBJECT);
export const STR = new Type('str', OBJECT);
export const LIST = new Type('list', OBJECT);
export const FUNCTION = new Type('function', OBJECT);
export const BUILT_IN = new Type('builtin_function_or_method', OBJECT);

export const BASE_EXCEPTION = new Type('BaseException', OBJECT);
export const EXCEPTION = new Type('Exception', BASE_EXCEPTION);
const kind = (name: string, base: Type = EXCEPTION): Type => new Type(name, base);
export const ARITHMETIC_ERROR = kind('ArithmeticError');
export const ZERO_DIVISION = kind('ZeroDivisionError', ARITHMETIC_ERROR);
export const OVERFLOW = kind('OverflowError', ARITHMETIC_ERROR);
export const LOOKUP_ERROR = kind('LookupError');
export const KEY_ERROR = kind('KeyError', LOOKUP_ERROR);
export const INDEX_ERROR = kind('IndexError', LOOKUP_ERROR);
export const TYPE_ERROR = kind('TypeError');
export const VALUE_ERROR = kind('ValueError');
export const UNICODE_ERROR = kind('UnicodeError', VALUE_ERROR);
export const UNICODE_DECODE_ERROR = kind('UnicodeDecodeError', UNICODE_ERROR);
export const UNICODE_ENCODE_ERROR = kind('UnicodeEncodeError', UNICODE_ERROR);
export const ATTRIBUTE_ERROR = kind('AttributeError');
export const NAME_ERROR = kind('NameError');
export const UNBOUND_ERROR = kind('UnboundLocalError', NAME_ERROR);
export const ASSERTION_ERROR = kind('AssertionError');
export const RUNTIME_ERROR = kind('RuntimeError');
export const NOT_IMPLEMENTED = kind('NotImplementedError', RUNTIME_ERROR);
export const RECURSION = kind('RecursionError', RUNTIME_ERROR);
export const STOP_ITERATION = kind('StopIteration');
export const MEMORY_ERROR = kind('MemoryError');
export const OS_ERROR = kind('OSError');
export const PERMISSION_ERROR = kind('PermissionError', OS_ERROR);

/** An error of Python. It is one of JavaScript, too, so that it brings its place along. */
export class Exc extends Error {
  readonly type: Type;
  args: readonly Value[];
  override cause: Value = null;
  /** True once it was thrown: then it keeps its place. */
  thrown = false;
  /** Written by the runtime, where the arguments are no text. */
  text: string | undefined;

  constructor(type: Type, args: readonly Value[]) {
    super(args.length === 1 && typeof args[0] === 'string' ? args[0] : '');
    this.type = type;
    this.args = args;
    this.name = type.name;
  }
}

export const typeError = (text: string): Exc => new Exc(TYPE_ERROR, [text]);
export const valueError = (text: string): Exc => new Exc(VALUE_ERROR, [text]);
export const indexError = (text: string): Exc => new Exc(INDEX_ERROR, [text]);
export const attributeError = (text: string): Exc => new Exc(ATTRIBUTE_ERROR, [text]);

/** Bytes of memory are few: what would be longer than this is not even begun. */
export const LONGEST = 2_000_000;
export function bounded(length: number): void {
  if (!(length <= LONGEST)) throw new Exc(MEMORY_ERROR, []);
}

/** A float; ints are plain numbers. */
export class Float extends Obj {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  get type(): Type {
    return FLOAT;
  }

  override truth(): boolean {
    return this.value !== 0;
  }

  override hashed(): unknown {
    const { value } = this;
    if (Number.isNaN(value)) return this;
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value + 0;
  }

  override repr(): string {
    return floatText(this.value);
  }

  plain(): unknown {
    return Number.isFinite(this.value) ? this.value : this.repr();
  }
}

/** The shortest text that gives the same float again, as Python writes it. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
