import { positional, take } from './arguments.ts';
import { truncated } from './builtins.ts';
import { Tuple } from './containers.ts';
import { bitLength, boundedBits, toFloat, toInt } from './numbers.ts';
import {
  type Callable,
  Exc,
  Float,
  type Int,
  OVERFLOW,
  typeError,
  type Value,
  valueError,
} from './objects.ts';
import { binary } from './operators.ts';
import { isNumber, iterate, nameOf, numeric } from './protocol.ts';

const real = (value: Value | undefined): number => {
  if (value === undefined || !isNumber(value))
    throw typeError(`must be real number, not ${nameOf(value ?? null)}`);
  return toFloat(numeric(value));
};

const whole = (value: Value | undefined): Int => {
  if (value === undefined || !isNumber(value) || value instanceof Float)
    throw typeError(`'${nameOf(value ?? null)}' object cannot be interpreted as an integer`);
  return toInt(numeric(value));
};

const domain = (): Exc => valueError('math domain error');

/** A function of floats; no number for numbers is an error, as is more than a float can hold. */
const ofFloats =
  (name: string, count: number, work: (...values: number[]) => number): Callable =>
  (args, keywords = []) => {
    const values = positional(`math.${name}`, args, keywords, count).map(real);
    const result = work(...values);
    const sound = values.every(Number.isFinite);
    if (sound && Number.isNaN(result)) throw domain();
    if (sound && !Number.isFinite(result)) {
      if (name.startsWith('log') || name === 'atanh') throw domain();
      throw new Exc(OVERFLOW, ['math range error']);
    }
    return new Float(result);
  };

const test =
  (name: string, work: (value: number) => boolean): Callable =>
  (args, keywords = []) =>
    work(real(positional(`math.${name}`, args, keywords, 1)[0]));

/** Ints stay as they are, however large. */
const rounding =
  (name: string, work: (value: number) => number): Callable =>
  (args, keywords = []) => {
    const [value] = positional(`math.${name}`, args, keywords, 1);
    if (value !== undefined && isNumber(value) && !(value instanceof Float)) return toInt(numeric(value));
    return truncated(work(real(value)));
  };

function gcd(left: bigint, right: bigint): bigint {
  let [one, two] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (two !== 0n) [one, two] = [two, one % two];
  return one;
}

function factorial(value: Int): Int {
  if (value < 0) throw valueError('factorial() not defined for negative values');
  boundedBits(Number(value) * 20);
  let product = 1n;
  for (let factor = 2n; factor <= BigInt(value); factor++) product *= factor;
  return toInt(product);
}

function choices(of: Int, taken: Int, ordered: boolean): Int {
  if (of < 0) throw valueError('n must be a non-negative integer');
  if (taken < 0) throw valueError('k must be a non-negative integer');
  if (taken > of) return 0;
  const [all, some] = [BigInt(of), BigInt(taken)];
  boundedBits(Number(some) * bitLength(of));
  let result = 1n;
  for (let index = 0n; index < some; index++) {
    result *= all - index;
    if (!ordered) result /= index + 1n;
  }
  return toInt(result);
}

function root(value: Int): Int {
  if (value < 0) throw valueError('isqrt() argument must be nonnegative');
  const wanted = BigInt(value);
  if (wanted < 2n) return toInt(wanted);
  let guess = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (guess + wanted / guess) >> 1n;
    if (next >= guess) return toInt(guess);
    guess = next;
  }
}

function logarithm(args: readonly Value[]): Value {
  const [value, base] = positional('log', args, [], 1, 2);
  const log = (of: Value | undefined): number => {
    const number = of !== undefined && isNumber(of) ? numeric(of) : real(of);
    if (number <= 0) throw domain();
    if (typeof number === 'number') return Math.log(number);
    const shift = Math.max(0, bitLength(number) - 1000);
    return Math.log(Number(number >> BigInt(shift))) + shift * Math.LN2;
  };
  return new Float(base === undefined ? log(value) : log(value) / log(base));
}

function isClose(args: readonly Value[], keywords: Parameters<Callable>[1] = []): boolean {
  const [one, two] = positional('isclose', args, [], 2).map(real);
  const [relative = new Float(1e-9), absolute = new Float(0)] = take('isclose', [], keywords, [
    'rel_tol',
    'abs_tol',
  ]);
  if (one === undefined || two === undefined) return false;
  if (one === two) return true;
  if (!Number.isFinite(one) || !Number.isFinite(two)) return false;
  const most = Math.max(real(relative) * Math.max(Math.abs(one), Math.abs(two)), real(absolute));
  return Math.abs(one - two) <= most;
}

/** Without the errors that pile up where floats are added one after the other. */
function exactSum(items: Value): Float {
  let parts: number[] = [];
  for (const item of iterate(items)) {
    let carry = real(item);
    const kept: number[] = [];
    for (const part of parts) {
      const [large, small] = Math.abs(carry) < Math.abs(part) ? [part, carry] : [carry, part];
      const sum = large + small;
      const lost = small - (sum - large);
      if (lost !== 0) kept.push(lost);
      carry = sum;
    }
    parts = [...kept, carry];
  }
  return new Float(parts.reduceRight((sum, part) => sum + part, 0));
}

const FLOATS: Readonly<Record<string, readonly [count: number, work: (...values: number[]) => number]>> = {
  acos: [1, Math.acos],
  asin: [1, Math.asin],
  atan: [1, Math.atan],
  atan2: [2, Math.atan2],
  cos: [1, Math.cos],
  cosh: [1, Math.cosh],
  copysign: [2, (size = 0, sign = 0) => (sign < 0 || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size))],
  degrees: [1, (value = 0) => value * (180 / Math.PI)],
  exp: [1, Math.exp],
  expm1: [1, Math.expm1],
  fabs: [1, Math.abs],
  fmod: [2, (left = 0, right = 0) => left % right],
  log10: [1, Math.log10],
  log1p: [1, Math.log1p],
  log2: [1, Math.log2],
  pow: [2, (base = 0, exponent = 0) => (base === 1 ? 1 : base ** exponent)],
  radians: [1, (value = 0) => value * (Math.PI / 180)],
  sin: [1, Math.sin],
  sinh: [1, Math.sinh],
  sqrt: [1, Math.sqrt],
  tan: [1, Math.tan],
  tanh: [1, Math.tanh],
};

export const MATH: readonly (readonly [string, Value])[] = [
  ...Object.entries(FLOATS).map(([name, [count, work]]): [string, Value] => [
    name,
    ofFloats(name, count, work),
  ]),
  ['ceil', rounding('ceil', Math.ceil)],
  ['floor', rounding('floor', Math.floor)],
  ['trunc', rounding('trunc', Math.trunc)],
  ['isfinite', test('isfinite', Number.isFinite)],
  ['isinf', test('isinf', (value) => Math.abs(value) === Number.POSITIVE_INFINITY)],
  ['isnan', test('isnan', Number.isNaN)],
  ['isclose', isClose],
  ['log', logarithm],
  ['fsum', ([items = null]) => exactSum(items)],
  ['hypot', (args) => new Float(Math.hypot(...args.map(real)))],
  ['factorial', ([value]) => factorial(whole(value))],
  ['comb', ([of, some]) => choices(whole(of), whole(some), false)],
  ['perm', ([of, some]) => choices(whole(of), some === undefined ? whole(of) : whole(some), true)],
  ['isqrt', ([value]) => root(whole(value))],
  ['gcd', (args) => toInt(args.reduce<bigint>((found, value) => gcd(found, BigInt(whole(value))), 0n))],
  [
    'lcm',
    (args) =>
      toInt(
        args.reduce<bigint>((found, value) => {
          const next = BigInt(whole(value));
          const common = gcd(found, next);
          if (common === 0n) return 0n;
          const product = (found / common) * next;
          return product < 0n ? -product : product;
        }, 1n),
      ),
  ],
  [
    'prod',
    (args, keywords = []) => {
      const [items = null] = args;
      let [product = 1] = take('prod', [], keywords, ['start']);
      for (const item of iterate(items)) product = binary('*', product, item);
      return product;
    },
  ],
  [
    'modf',
    ([value]) => {
      const number = real(value);
      return new Tuple([new Float(number % 1), new Float(Math.trunc(number))]);
    },
  ],
  ['pi', new Float(Math.PI)],
  ['e', new Float(Math.E)],
  ['tau', new Float(2 * Math.PI)],
  ['inf', new Float(Number.POSITIVE_INFINITY)],
  ['nan', new Float(Number.NaN)],
];
