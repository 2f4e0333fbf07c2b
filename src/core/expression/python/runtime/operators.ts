import { repeated, timesOf } from './containers.ts';
import { percent } from './formatting.ts';
import { floatOperation, toFloat, toInt, wholeOperation } from './numbers.ts';
import { bounded, Float, type Int, Obj, typeError, type Value } from './objects.ts';
import { isNumber, nameOf, numeric } from './protocol.ts';

function textOperation(operator: string, left: Value, right: Value): Value | undefined {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') {
    bounded(left.length + right.length);
    return left + right;
  }
  if (operator === '+' && typeof left === 'string')
    throw typeError(`can only concatenate str (not "${nameOf(right)}") to str`);
  return undefined;
}

function repeatedText(text: string, times: Value): string | undefined {
  const count = timesOf(times);
  if (count === undefined) return undefined;
  bounded(text.length * Math.max(0, count));
  return text === '' ? '' : text.repeat(Math.max(0, count));
}

function sequenceOperation(operator: string, left: Value, right: Value): Value | undefined {
  if (operator === '+' && Array.isArray(left)) {
    if (!Array.isArray(right)) throw typeError(`can only concatenate list (not "${nameOf(right)}") to list`);
    bounded(left.length + right.length);
    return [...left, ...right];
  }
  if (operator !== '*') return undefined;
  if (typeof left === 'string') return repeatedText(left, right);
  if (typeof right === 'string') return repeatedText(right, left);
  if (Array.isArray(left)) return repeated(left, right, (items) => items);
  return Array.isArray(right) ? repeated(right, left, (items) => items) : undefined;
}

const isInt = (value: Value): value is Int | boolean => isNumber(value) && !(value instanceof Float);

export function binary(operator: string, left: Value, right: Value, sign = operator): Value {
  if (isNumber(left) && isNumber(right)) {
    if (typeof left === 'boolean' && typeof right === 'boolean' && '&|^'.includes(operator))
      return operator === '&' ? left && right : operator === '|' ? left || right : left !== right;
    if (isInt(left) && isInt(right)) return wholeOperation(operator, numeric(left), numeric(right));
    const result = floatOperation(operator, toFloat(numeric(left)), toFloat(numeric(right)));
    if (result !== undefined) return new Float(result);
  } else if (typeof left === 'string' && operator === '%') return percent(left, right);
  else {
    const found =
      textOperation(operator, left, right) ??
      sequenceOperation(operator, left, right) ??
      (left instanceof Obj ? left.operate(operator, right, false) : undefined) ??
      (right instanceof Obj ? right.operate(operator, left, true) : undefined);
    if (found !== undefined) return found;
  }
  if (operator === '*' && (isSequence(left) || isSequence(right)))
    throw typeError(
      `can't multiply sequence by non-int of type '${nameOf(isSequence(left) ? right : left)}'`,
    );
  const shown = operator === '**' ? '** or pow()' : operator;
  throw typeError(
    `unsupported operand type(s) for ${sign === operator ? shown : sign}: '${nameOf(left)}' and '${nameOf(right)}'`,
  );
}

const isSequence = (value: Value): boolean =>
  typeof value === 'string' || Array.isArray(value) || nameOf(value) === 'tuple' || nameOf(value) === 'bytes';

/** `left op= right`: lists and sets are changed in place. */
export function augment(
  operator: string,
  left: Value,
  right: Value,
  extend: (list: Value[], by: Value) => void,
): Value {
  if (Array.isArray(left) && operator === '+') {
    extend(left, right);
    return left;
  }
  if (Array.isArray(left) && operator === '*') {
    const made = binary(operator, left, right);
    if (Array.isArray(made)) left.splice(0, left.length, ...made);
    return left;
  }
  if (left instanceof Obj && left.change(operator, right)) return left;
  return binary(operator, left, right, `${operator}=`);
}

export function unary(operator: string, value: Value): Value {
  if (!isNumber(value) || (operator === '~' && value instanceof Float)) {
    const found = value instanceof Obj ? value.operate(`unary ${operator}`, null, false) : undefined;
    if (found !== undefined) return found;
    throw typeError(`bad operand type for unary ${operator}: '${nameOf(value)}'`);
  }
  const number = numeric(value);
  if (value instanceof Float) return operator === '-' ? new Float(-value.value) : value;
  if (operator === '~') return toInt(-BigInt(number) - 1n);
  return toInt(operator === '-' ? -number : number);
}
