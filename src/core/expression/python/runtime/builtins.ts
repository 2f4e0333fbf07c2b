import { attribute, hasAttribute, item, sizeOf } from './access.ts';
import { positional, take } from './arguments.ts';
import { BYTES, Bytes, decode } from './bytes.ts';
import { sorted } from './collections.ts';
import {
  allOf,
  anyOf,
  DICT,
  Dict,
  FROZENSET,
  Iter,
  PySet,
  RANGE,
  Range,
  SET,
  SLICE,
  Slice,
  TUPLE,
  Tuple,
  toIndex,
} from './containers.ts';
import { rounded } from './decimals.ts';
import { asciiRepr, formatMethod, formatValue } from './formatting.ts';
import { bitLength, floatFloor, floatModulo, toFloat, toInt } from './numbers.ts';
import {
  ARITHMETIC_ERROR,
  ASSERTION_ERROR,
  ATTRIBUTE_ERROR,
  BASE_EXCEPTION,
  BOOL,
  type Callable,
  EXCEPTION,
  Exc,
  FLOAT,
  Float,
  INDEX_ERROR,
  INT,
  type Int,
  KEY_ERROR,
  LIST,
  LOOKUP_ERROR,
  MEMORY_ERROR,
  NAME_ERROR,
  NOT_IMPLEMENTED,
  OBJECT,
  Obj,
  OS_ERROR,
  OVERFLOW,
  PERMISSION_ERROR,
  RECURSION,
  RUNTIME_ERROR,
  STOP_ITERATION,
  STR,
  TYPE,
  TYPE_ERROR,
  Type,
  typeError,
  UNBOUND_ERROR,
  UNICODE_DECODE_ERROR,
  UNICODE_ENCODE_ERROR,
  UNICODE_ERROR,
  VALUE_ERROR,
  type Value,
  valueError,
  ZERO_DIVISION,
} from './objects.ts';
import { binary } from './operators.ts';
import {
  call,
  compare,
  isCallable,
  isNumber,
  iterate,
  keyOf,
  nameOf,
  numeric,
  repr,
  str,
  toItems,
  truth,
  typeOf,
} from './protocol.ts';
import { trimmed } from './texts.ts';

/** The functions and types that every text knows. */

const EXCEPTIONS: readonly Type[] = [
  ...[ARITHMETIC_ERROR, ASSERTION_ERROR, ATTRIBUTE_ERROR, BASE_EXCEPTION, EXCEPTION, INDEX_ERROR, KEY_ERROR],
  ...[
    LOOKUP_ERROR,
    MEMORY_ERROR,
    NAME_ERROR,
    NOT_IMPLEMENTED,
    OS_ERROR,
    OVERFLOW,
    PERMISSION_ERROR,
    RECURSION,
  ],
  ...[RUNTIME_ERROR, STOP_ITERATION, TYPE_ERROR, UNBOUND_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR],
  ...[UNICODE_ERROR, VALUE_ERROR, ZERO_DIVISION],
];
for (const type of EXCEPTIONS) type.construct = (args) => new Exc(type, args);

const integer = (value: Value): number => {
  const index = toIndex(value);
  if (index === undefined) throw typeError(`'${nameOf(value)}' object cannot be interpreted as an integer`);
  return index;
};

const notWhole = (text: string, base: number) =>
  valueError(`invalid literal for int() with base ${base}: ${repr(text)}`);

/** Digits of all scripts count; those of one script follow each other. */
function digitOf(letter: string): number {
  if (/[0-9a-zA-Z]/.test(letter)) return Number.parseInt(letter, 36);
  let first = letter.codePointAt(0) ?? 0;
  const code = first;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}

function parseInteger(text: string, base: number): Int {
  const found = /^([+-]?)(0[xXoObB])?_?([\p{Nd}a-zA-Z]+(?:_[\p{Nd}a-zA-Z]+)*)$/u.exec(trimmed(text));
  const prefixes: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };
  const [, sign, prefix, rest] = found ?? [];
  if (rest === undefined || /^[+-]?_/.test(trimmed(text))) throw notWhole(text, base);
  const meant = prefix === undefined ? undefined : prefixes[(prefix[1] ?? '').toLowerCase()];
  const takesPrefix = meant !== undefined && (base === 0 || base === meant);
  const radix = base === 0 ? (meant ?? 10) : base;
  const digits = (takesPrefix ? rest : `${prefix ?? ''}${rest}`).replaceAll('_', '');
  if (digits.length > 4300 && (radix & (radix - 1)) !== 0)
    throw valueError(
      `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  let value = 0n;
  for (const letter of digits) {
    const digit = digitOf(letter);
    if (Number.isNaN(digit) || digit >= radix) throw notWhole(text, base);
    value = value * BigInt(radix) + BigInt(digit);
  }
  if (base === 0 && meant === undefined && /^0[\d]*[1-9]/.test(digits)) throw notWhole(text, base);
  return toInt(sign === '-' ? -value : value);
}

export function truncated(value: number): Int {
  if (Number.isNaN(value)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new Exc(OVERFLOW, ['cannot convert float infinity to integer']);
  const whole = Math.trunc(value);
  return toInt(Number.isSafeInteger(whole) ? whole : BigInt(whole));
}

INT.construct = (args, keywords) => {
  const [value = 0, base] = take('int', args, keywords, ['', 'base']);
  if (base !== undefined) {
    const text = value instanceof Bytes ? decode(value, 'ascii') : value;
    if (typeof text !== 'string') throw typeError("int() can't convert non-string with explicit base");
    const radix = integer(base);
    if (radix !== 0 && (radix < 2 || radix > 36)) throw valueError('int() base must be >= 2 and <= 36, or 0');
    return parseInteger(text, radix);
  }
  if (typeof value === 'string') return parseInteger(value, 10);
  if (value instanceof Bytes) return parseInteger(decode(value, 'ascii'), 10);
  if (value instanceof Float) return truncated(value.value);
  if (isNumber(value)) return toInt(numeric(value));
  const own = value instanceof Obj ? value.operate('int', null, false) : undefined;
  if (own !== undefined) return own;
  throw typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${nameOf(value)}'`,
  );
};

FLOAT.construct = (args) => {
  const [value = 0] = positional('float', args, [], 0, 1);
  if (isNumber(value)) return new Float(toFloat(numeric(value)));
  if (typeof value !== 'string')
    throw typeError(`float() argument must be a string or a real number, not '${nameOf(value)}'`);
  const text = trimmed(value);
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (word) {
    const size = (word[2] ?? '').toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return new Float(word[1] === '-' ? -size : size);
  }
  if (!/^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/.test(text))
    throw valueError(`could not convert string to float: ${repr(value)}`);
  return new Float(Number(text.replaceAll('_', '')));
};

BOOL.construct = (args) => truth(positional('bool', args, [], 0, 1)[0] ?? null);
STR.construct = (args, keywords) => {
  const [value, encoding] = take('str', args, keywords, ['object', 'encoding', 'errors']);
  if (value instanceof Bytes && encoding !== undefined) return decode(value, str(encoding));
  return value === undefined ? '' : str(value);
};
LIST.construct = (args) => {
  const [from] = positional('list', args, [], 0, 1);
  return from === undefined ? [] : toItems(from);
};
TUPLE.construct = (args) => {
  const [from] = positional('tuple', args, [], 0, 1);
  return from instanceof Tuple ? from : new Tuple(from === undefined ? [] : toItems(from));
};
SET.construct = (args) => new PySet(iterate(positional('set', args, [], 0, 1)[0] ?? []));
FROZENSET.construct = (args) => new PySet(iterate(positional('frozenset', args, [], 0, 1)[0] ?? []), true);
DICT.construct = (args, keywords) => {
  const [from] = positional('dict', args, [], 0, 1);
  const made = new Dict();
  if (from !== undefined) made.update(from);
  for (const [key, value] of keywords) made.put(key, value);
  return made;
};
RANGE.construct = (args) => {
  const [first = 0, second, step = 1] = positional('range', args, [], 1, 3);
  return second === undefined
    ? new Range(0, integer(first), 1)
    : new Range(integer(first), integer(second), integer(step));
};
SLICE.construct = (args) => {
  const [first = null, second, step = null] = positional('slice', args, [], 1, 3);
  return second === undefined ? new Slice(null, first, null) : new Slice(first, second, step);
};
TYPE.construct = (args) => typeOf(positional('type', args, [], 1)[0] ?? null);
OBJECT.construct = () => {
  throw typeError('plain objects cannot be made in an expression: use a dict');
};

INT.methods.set('bit_length', (self) =>
  isNumber(self) && !(self instanceof Float) ? bitLength(toInt(numeric(self))) : 0,
);
INT.methods.set('is_integer', () => true);
FLOAT.methods.set('is_integer', (self) => self instanceof Float && Number.isInteger(self.value));
STR.methods.set('format', (self, args, keywords) =>
  formatMethod(str(self), args, keywords, { attribute: (of, name) => attribute(of, name), item }),
);
STR.methods.set('format_map', (self, args) => {
  const [from = null] = args;
  const pairs =
    from instanceof Dict ? [...from.pairs()].map(([key, value]) => [str(key), value] as const) : [];
  return formatMethod(str(self), [], pairs, { attribute: (of, name) => attribute(of, name), item });
});

function isInstance(name: string, value: Type, wanted: Value): boolean {
  if (wanted instanceof Type) return value.is(wanted);
  if (wanted instanceof Tuple) return wanted.values.some((type) => isInstance(name, value, type));
  throw typeError(
    name === 'isinstance'
      ? 'isinstance() arg 2 must be a type, a tuple of types, or a union'
      : 'issubclass() arg 2 must be a class, a tuple of classes, or a union',
  );
}

/** The smallest or the largest of what is given. */
const extreme =
  (name: 'min' | 'max', operator: '<' | '>'): Callable =>
  (args, keywords = []) => {
    const [key = null, otherwise] = take(name, [], keywords, ['key', 'default']);
    if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
    const items = args.length === 1 ? iterate(args[0] ?? null) : args;
    let best: { readonly rank: Value; readonly item: Value } | undefined;
    for (const found of items) {
      const rank = key === null ? found : call(key, [found]);
      if (best === undefined || compare(operator, rank, best.rank)) best = { rank, item: found };
    }
    if (best !== undefined) return best.item;
    if (otherwise === undefined) throw valueError(`${name}() arg is an empty sequence`);
    return otherwise;
  };

function roundValue(value: Value, places: Value): Value {
  if (!isNumber(value)) throw typeError(`type ${nameOf(value)} doesn't define __round__ method`);
  if (value instanceof Float) {
    if (places !== null) return new Float(rounded(value.value, integer(places)));
    return truncated(Number.isFinite(value.value) ? rounded(value.value, 0) : value.value);
  }
  const whole = toInt(numeric(value));
  const digits = places === null ? 0 : integer(places);
  if (digits >= 0) return whole;
  if (digits < -5000) return 0;
  const unit = 10n ** BigInt(-digits);
  const size = whole < 0 ? -BigInt(whole) : BigInt(whole);
  const rest = size % unit;
  const up = rest * 2n > unit || (rest * 2n === unit && (size / unit) % 2n === 1n);
  const result = size - rest + (up ? unit : 0n);
  return toInt(whole < 0 ? -result : result);
}

function divide(left: Value, right: Value): Value {
  if (!(left instanceof Float) && !(right instanceof Float))
    return new Tuple([binary('//', left, right, 'divmod()'), binary('%', left, right, 'divmod()')]);
  if (!isNumber(left) || !isNumber(right)) return binary('%', left, right, 'divmod()');
  const [one, two] = [toFloat(numeric(left)), toFloat(numeric(right))];
  if (two === 0) throw new Exc(ZERO_DIVISION, ['float divmod()']);
  return new Tuple([new Float(floatFloor(one, two)), new Float(floatModulo(one, two))]);
}

function raise(base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return binary('**', base, exponent);
  const [one, two, three] = [base, exponent, modulus].map((value) => BigInt(integerOf(value)));
  if (one === undefined || two === undefined || three === undefined || three === 0n)
    throw valueError('pow() 3rd argument cannot be 0');
  if (two < 0n) throw valueError('base is not invertible for the given modulus');
  let [result, square] = [1n, ((one % three) + three) % three];
  for (let left = two; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % three;
    square = (square * square) % three;
  }
  return toInt(result % three);
}

const iterType = (name: string): Type => new Type(name, OBJECT);
const [ZIP, MAP, FILTER, ENUMERATE, REVERSED, ITERATOR] = [
  'zip',
  'map',
  'filter',
  'enumerate',
  'reversed',
  'iterator',
].map(iterType);

/** What gives its items one by one, when it is asked for them. */
const lazily = (items: Generator<Value>, type: Type | undefined): Iter => new Iter(items, type);

function* zipped(sources: readonly Iterator<Value>[], strict: boolean): Generator<Value> {
  while (sources.length > 0) {
    const items: Value[] = [];
    for (const [index, source] of sources.entries()) {
      const { done, value } = source.next();
      if (!done) items.push(value);
      else if (strict && index > 0)
        throw valueError(
          `zip() argument ${index + 1} is shorter than argument${index === 1 ? ' 1' : `s 1-${index}`}`,
        );
      else {
        const longer = strict ? sources.findIndex((other, at) => at > index && !other.next().done) : -1;
        if (longer >= 0)
          throw valueError(
            `zip() argument ${longer + 1} is longer than argument${longer === 1 ? ' 1' : `s 1-${longer}`}`,
          );
        return;
      }
    }
    yield new Tuple(items);
  }
}

function* mapped(work: Value, sources: readonly Iterator<Value>[]): Generator<Value> {
  for (;;) {
    const items: Value[] = [];
    for (const source of sources) {
      const { done, value } = source.next();
      if (done) return;
      items.push(value);
    }
    yield call(work, items);
  }
}

function* filtered(test: Value, source: Iterable<Value>): Generator<Value> {
  for (const found of source) if (truth(test === null ? found : call(test, [found]))) yield found;
}

function* enumerated(source: Iterable<Value>, first: number): Generator<Value> {
  let index = first;
  for (const found of source) yield new Tuple([index++, found]);
}

const iteratorOf = (value: Value): Iterator<Value> => {
  try {
    return iterate(value)[Symbol.iterator]();
  } catch (error) {
    if (error instanceof Exc) error.message = `'${nameOf(value)}' object is not iterable`;
    throw error;
  }
};

function summed(items: Value, start: Value): Value {
  if (typeof start === 'string') throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start;
  for (const found of iterate(items)) total = binary('+', total, found);
  return total;
}

function ordinal(value: Value): Value {
  if (value instanceof Bytes && value.values.length === 1) return value.values[0] ?? 0;
  if (typeof value !== 'string')
    throw typeError(`ord() expected string of length 1, but ${nameOf(value)} found`);
  const [letter, ...more] = value;
  if (letter === undefined || more.length > 0)
    throw typeError(`ord() expected a character, but string of length ${[...value].length} found`);
  return letter.codePointAt(0) ?? 0;
}

const based =
  (name: string, radix: number, prefix: string): Callable =>
  (args) => {
    const whole = integerOf(positional(name, args, [], 1)[0] ?? null);
    return `${whole < 0 ? '-' : ''}${prefix}${(whole < 0 ? -BigInt(whole) : BigInt(whole)).toString(radix)}`;
  };

const integerOf = (value: Value): Int => {
  if (!isNumber(value) || value instanceof Float)
    throw typeError(`'${nameOf(value)}' object cannot be interpreted as an integer`);
  return toInt(numeric(value));
};

function next(args: readonly Value[]): Value {
  const [from = null, otherwise] = positional('next', args, [], 1, 2);
  if (!(from instanceof Iter)) throw typeError(`'${nameOf(from)}' object is not an iterator`);
  const { done, value } = from.next();
  if (!done) return value;
  if (otherwise === undefined) throw new Exc(STOP_ITERATION, []);
  return otherwise;
}

function reversedItems(value: Value): Iter {
  if (
    value instanceof PySet ||
    (!Array.isArray(value) && typeof value !== 'string' && !(value instanceof Obj && value.items()))
  )
    throw typeError(`'${nameOf(value)}' object is not reversible`);
  return new Iter(toItems(value).reverse().values(), REVERSED);
}

const absolute = (value: Value): Value => {
  if (value instanceof Float) return new Float(Math.abs(value.value));
  if (isNumber(value)) return toInt(numeric(value) < 0 ? -numeric(value) : numeric(value));
  const own = value instanceof Obj ? value.operate('abs', null, false) : undefined;
  if (own !== undefined) return own;
  throw typeError(`bad operand type for abs(): '${nameOf(value)}'`);
};

const one =
  (name: string, work: (value: Value) => Value): Callable =>
  (args, keywords = []) =>
    work(positional(name, args, keywords, 1)[0] ?? null);

const FUNCTIONS: Readonly<Record<string, Callable>> = {
  abs: one('abs', absolute),
  all: one('all', allOf),
  any: one('any', anyOf),
  ascii: one('ascii', asciiRepr),
  bin: based('bin', 2, '0b'),
  callable: one('callable', isCallable),
  chr: one('chr', (value) => {
    const code = integer(value);
    if (code < 0 || code > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
    return String.fromCodePoint(code);
  }),
  divmod: (args) => {
    const [left = null, right = null] = positional('divmod', args, [], 2);
    return divide(left, right);
  },
  enumerate: (args, keywords = []) => {
    const [from = null, start = 0] = take('enumerate', args, keywords, ['iterable', 'start'], 1);
    return lazily(enumerated(iterate(from), integer(start)), ENUMERATE);
  },
  filter: (args) => {
    const [test = null, from = null] = positional('filter', args, [], 2);
    return lazily(filtered(test, iterate(from)), FILTER);
  },
  format: (args) => {
    const [value = null, spec = ''] = positional('format', args, [], 1, 2);
    return formatValue(value, str(spec));
  },
  getattr: (args) => {
    const [of = null, name = null, otherwise] = positional('getattr', args, [], 2, 3);
    if (typeof name !== 'string') throw typeError(`attribute name must be string, not '${nameOf(name)}'`);
    return attribute(of, name, otherwise);
  },
  hasattr: (args) => {
    const [of = null, name = null] = positional('hasattr', args, [], 2);
    return hasAttribute(of, str(name));
  },
  hash: one('hash', (value) => {
    keyOf(value);
    throw typeError('hash() has no fixed answer: compare the values themselves');
  }),
  hex: based('hex', 16, '0x'),
  isinstance: (args) => {
    const [value = null, wanted = null] = positional('isinstance', args, [], 2);
    return isInstance('isinstance', typeOf(value), wanted);
  },
  issubclass: (args) => {
    const [value = null, wanted = null] = positional('issubclass', args, [], 2);
    if (!(value instanceof Type)) throw typeError('issubclass() arg 1 must be a class');
    return isInstance('issubclass', value, wanted);
  },
  iter: one('iter', (value) => (value instanceof Iter ? value : new Iter(iteratorOf(value), ITERATOR))),
  len: one('len', sizeOf),
  map: (args) => {
    const [work = null, ...sources] = args;
    if (sources.length === 0) throw typeError('map() must have at least two arguments.');
    return lazily(mapped(work, sources.map(iteratorOf)), MAP);
  },
  max: extreme('max', '>'),
  min: extreme('min', '<'),
  next: (args) => next(args),
  oct: based('oct', 8, '0o'),
  ord: one('ord', ordinal),
  pow: (args, keywords = []) => {
    const [base = null, exponent = null, modulus = null] = take(
      'pow',
      args,
      keywords,
      ['base', 'exp', 'mod'],
      2,
    );
    return raise(base, exponent, modulus);
  },
  repr: one('repr', repr),
  reversed: one('reversed', reversedItems),
  round: (args, keywords = []) => {
    const [value = null, places = null] = take('round', args, keywords, ['number', 'ndigits'], 1);
    return roundValue(value, places);
  },
  sorted: (args, keywords = []) => {
    const [from = null] = positional('sorted', args, [], 1);
    return sorted(toItems(from), keywords, 'sort');
  },
  sum: (args, keywords = []) => {
    const [from = null, start = 0] = take('sum', args, keywords, ['', 'start'], 1);
    return summed(from, start);
  },
  zip: (args, keywords = []) => {
    const [strict = false] = take('zip', [], keywords, ['strict']);
    return lazily(zipped(args.map(iteratorOf), truth(strict)), ZIP);
  },
};

for (const [name, work] of Object.entries(FUNCTIONS)) Object.assign(work, { label: name });

const TYPES = [BOOL, BYTES, DICT, FLOAT, FROZENSET, INT, LIST, OBJECT, RANGE, SET, SLICE, STR, TUPLE, TYPE];

export const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...Object.entries(FUNCTIONS),
  ...[...TYPES, ...EXCEPTIONS].map((type): [string, Value] => [type.name, type]),
]);
