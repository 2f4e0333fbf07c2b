import { parts } from './decimals.ts';
import {
  Exc,
  Float,
  type Int,
  MEMORY_ERROR,
  OVERFLOW,
  type Value,
  valueError,
  ZERO_DIVISION,
} from './objects.ts';

/** An int in its one form: a number where that is exact, else a bigint. */
export function toInt(value: number | bigint): Int {
  if (typeof value === 'bigint') {
    const small = value <= 9007199254740991n && value >= -9007199254740991n;
    return small ? Number(value) : value;
  }
  return value === 0 ? 0 : value;
}

const divisionByZero = (text: string): Exc => new Exc(ZERO_DIVISION, [text]);
const overflow = (text: string): Exc => new Exc(OVERFLOW, [text]);

/** Bits that an int may have: enough for all that is meant, few enough to be made at once. */
const MOST_BITS = 1_000_000;
export function boundedBits(bits: number): void {
  if (bits > MOST_BITS) throw new Exc(MEMORY_ERROR, []);
}

export function bitLength(value: Int): number {
  const size = typeof value === 'bigint' && value < 0n ? -value : value;
  if (typeof size === 'number') return size === 0 ? 0 : BigInt(Math.abs(size)).toString(2).length;
  const hex = size.toString(16);
  return (hex.length - 1) * 4 + Number.parseInt(hex[0] ?? '0', 16).toString(2).length;
}

export function toFloat(value: number | bigint): number {
  if (typeof value === 'number') return value;
  const found = Number(value);
  if (!Number.isFinite(found)) throw overflow('int too large to convert to float');
  return found;
}

/** Rounds towards minus infinity, as Python divides ints. */
export function floorDivide(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    const quotient = Math.floor(left / right);
    // Near the limit the quotient of floats may be the neighbour of the right one.
    if (Math.abs(left) < 2 ** 40) return quotient === 0 ? 0 : quotient;
  }
  const [one, two] = [BigInt(left), BigInt(right)];
  const quotient = one / two;
  return toInt(one % two !== 0n && one < 0n !== two < 0n ? quotient - 1n : quotient);
}

export function modulo(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    const rest = left % right;
    return toInt(rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest);
  }
  const [one, two] = [BigInt(left), BigInt(right)];
  const rest = one % two;
  return toInt(rest !== 0n && rest < 0n !== two < 0n ? rest + two : rest);
}

export function floatModulo(left: number, right: number): number {
  if (!Number.isFinite(right) && Number.isFinite(left) && !Number.isNaN(right))
    return left === 0 || left < 0 === right < 0 ? left : right;
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 !== right < 0 ? rest + right : rest;
}

export function floatFloor(left: number, right: number): number {
  const rest = floatModulo(left, right);
  if (!Number.isFinite(left)) return Number.NaN;
  if (!Number.isFinite(right))
    return left === 0 ? left / right : rest === left ? (left < 0 !== right < 0 ? -0 : 0) : -1;
  const quotient = (left - rest) / right;
  if (quotient === 0) return Object.is(Math.sign(left / right), -0) || left / right < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Exactly rounded, also where the ints are too large for floats. */
function trueDivide(left: Int, right: Int): number {
  if (typeof left === 'number' && typeof right === 'number') return left / right;
  const negative = left < 0 !== right < 0;
  const size = (value: Int) => (value < 0 ? -BigInt(value) : BigInt(value));
  const result = ratio(size(left), size(right));
  if (!Number.isFinite(result)) throw overflow('integer division result too large for a float');
  return negative ? -result : result;
}

/** The float that is nearest to a fraction of whole numbers that are not negative. */
function ratio(above: bigint, below: bigint): number {
  if (above === 0n) return 0;
  const shift = bitLength(below) - bitLength(above) + 66;
  const [top, bottom] = shift > 0 ? [above << BigInt(shift), below] : [above, below << BigInt(-shift)];
  const quotient = top / bottom;
  const sticky = top % bottom === 0n ? quotient : quotient | 1n;
  const scaled = Number(sticky) * 2 ** -Math.max(-1000, Math.min(1000, shift));
  return scaled * (shift > 1000 ? 2 ** -(shift - 1000) : shift < -1000 ? 2 ** (-1000 - shift) : 1);
}

/** Powers that people write are exact: engines and machines differ in the last digit of others now and then. */
const EXACT_POWER = 32;

function wholePower(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (base === 0 || !Number.isFinite(base)) return base ** exponent;
  const { mantissa, exponent: shift } = parts(base);
  const size = BigInt(Math.abs(exponent));
  const [top, bottom] = [mantissa ** size, 2n ** (BigInt(-shift) * size)];
  const result = exponent > 0 ? ratio(top, bottom) : ratio(bottom, top);
  return base < 0 && exponent % 2 !== 0 ? -result : result;
}

function power(base: Int, exponent: Int): Value {
  if (exponent < 0) {
    if (Number(base) === 0) throw divisionByZero('0.0 cannot be raised to a negative power');
    return new Float(floatPower(toFloat(base), toFloat(exponent)));
  }
  if (typeof base === 'number' && typeof exponent === 'number') {
    const quick = base ** exponent;
    if (Number.isSafeInteger(quick)) return toInt(quick);
  }
  const size = typeof base === 'bigint' ? bitLength(base) : Math.abs(base);
  if (size > 1) boundedBits(bitLength(base) * Number(exponent));
  else if (typeof base === 'number') return base === -1 && BigInt(exponent) % 2n === 0n ? 1 : base;
  return toInt(BigInt(base) ** BigInt(exponent));
}

function floatPower(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw divisionByZero('0.0 cannot be raised to a negative power');
  if (base === 1 || (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent))) return 1;
  const exact = Number.isInteger(exponent) && Math.abs(exponent) <= EXACT_POWER;
  const result = exact ? wholePower(base, exponent) : base ** exponent;
  if (Number.isNaN(result) && Number.isFinite(base) && Number.isFinite(exponent))
    throw valueError('complex numbers do not exist in expressions');
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent))
    throw new Exc(OVERFLOW, [34, 'Numerical result out of range']);
  return result;
}

export const wholeOperation = (operator: string, left: Int, right: Int): Value => {
  const bothSmall = typeof left === 'number' && typeof right === 'number';
  switch (operator) {
    case '+': {
      const sum = bothSmall ? left + right : Number.NaN;
      return Number.isSafeInteger(sum) ? toInt(sum) : toInt(BigInt(left) + BigInt(right));
    }
    case '-': {
      const difference = bothSmall ? left - right : Number.NaN;
      return Number.isSafeInteger(difference) ? toInt(difference) : toInt(BigInt(left) - BigInt(right));
    }
    case '*': {
      const product = bothSmall ? left * right : Number.NaN;
      if (Number.isSafeInteger(product)) return toInt(product);
      boundedBits(bitLength(left) + bitLength(right));
      return toInt(BigInt(left) * BigInt(right));
    }
    case '/':
      if (Number(right) === 0) throw divisionByZero('division by zero');
      return new Float(trueDivide(left, right));
    case '//':
      if (Number(right) === 0) throw divisionByZero('integer division or modulo by zero');
      return floorDivide(left, right);
    case '%':
      if (Number(right) === 0) throw divisionByZero('integer modulo by zero');
      return modulo(left, right);
    case '**':
      return power(left, right);
    case '<<':
    case '>>': {
      if (right < 0) throw valueError('negative shift count');
      if (operator === '>>')
        return Number(right) > MOST_BITS ? (left < 0 ? -1 : 0) : toInt(BigInt(left) >> BigInt(right));
      if (Number(left) !== 0) boundedBits(bitLength(left) + Number(right));
      return Number(left) === 0 ? 0 : toInt(BigInt(left) << BigInt(right));
    }
    case '&':
      return toInt(BigInt(left) & BigInt(right));
    case '|':
      return toInt(BigInt(left) | BigInt(right));
    default:
      return toInt(BigInt(left) ^ BigInt(right));
  }
};

export function floatOperation(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) throw divisionByZero('float division by zero');
      return left / right;
    case '//':
      if (right === 0) throw divisionByZero('float floor division by zero');
      return floatFloor(left, right);
    case '%':
      if (right === 0) throw divisionByZero('float modulo');
      return floatModulo(left, right);
    case '**':
      return floatPower(left, right);
    default:
      return undefined;
  }
}
