import { Dict, Slice, Tuple } from './containers.ts';
import { fixed, significant } from './decimals.ts';
import { toFloat, toInt } from './numbers.ts';
import {
  bounded,
  Exc,
  Float,
  type Int,
  indexError,
  KEY_ERROR,
  type Keywords,
  Obj,
  OVERFLOW,
  typeError,
  type Value,
  valueError,
} from './objects.ts';
import { escaped, intText, isNumber, nameOf, numeric, repr, str } from './protocol.ts';

/** How values become text: f-strings, `format` and `%`. */

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly group: string;
  readonly precision: number | undefined;
  readonly kind: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

/** Exact digits cost more than those of a width, which are blanks. */
function boundedDigits(count: number): void {
  bounded(count * 200);
}

function specOf(text: string, value: Value): Spec {
  const found = SPEC.exec(text);
  if (found === null) throw valueError(`Invalid format specifier`);
  const [, fill, align, sign = '', , alternate, zero, width = '0', group = '', precision, kind = ''] = found;
  bounded(Number(width));
  boundedDigits(Number(precision ?? 0));
  const numberLike = isNumber(value);
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero && numberLike ? '=' : ''),
    sign,
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width),
    group,
    precision: precision === undefined ? undefined : Number(precision),
    kind,
  };
}

const lengthOf = (text: string): number => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);

export function pad(text: string, width: number, align: string, fill: string): string {
  const missing = width - lengthOf(text);
  if (missing <= 0) return text;
  bounded(width);
  if (align === '>') return fill.repeat(missing) + text;
  if (align === '<') return text + fill.repeat(missing);
  return fill.repeat(Math.floor(missing / 2)) + text + fill.repeat(Math.ceil(missing / 2));
}

const unknownCode = (kind: string, value: Value) =>
  valueError(`Unknown format code '${kind}' for object of type '${nameOf(value)}'`);

export function formatValue(value: Value, text: string): string {
  if (text === '') return str(value);
  if (value instanceof Obj && !(value instanceof Float)) {
    const own = value.operate('format', text, false);
    if (typeof own === 'string') return own;
  }
  if (typeof value !== 'string' && !isNumber(value))
    throw typeError(`unsupported format string passed to ${nameOf(value)}.__format__`);
  const spec = specOf(text, value);
  return typeof value === 'string' ? formatText(value, spec) : formatNumber(value, spec);
}

function formatText(value: string, spec: Spec): string {
  if (spec.kind !== '' && spec.kind !== 's') throw unknownCode(spec.kind, value);
  if (spec.sign !== '') throw valueError('Sign not allowed in string format specifier');
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  if (spec.group !== '') throw valueError(`Cannot specify '${spec.group}' with 's'.`);
  if (spec.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  const cut = spec.precision === undefined ? value : [...value].slice(0, spec.precision).join('');
  return pad(cut, spec.width, spec.align || '<', spec.fill);
}

function formatNumber(value: number | bigint | boolean | Float, spec: Spec): string {
  const { kind } = spec;
  const floatKind = /^[eEfFgG%]$/.test(kind);
  if (value instanceof Float || floatKind) {
    if (kind !== '' && !floatKind && kind !== 'n') throw unknownCode(kind, value);
    return assemble(...floatParts(toFloat(numeric(value)), spec, value instanceof Float), spec);
  }
  if (!['', 'd', 'n', 'x', 'X', 'o', 'b', 'c'].includes(kind)) throw unknownCode(kind, value);
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  const number = numeric(value);
  if (kind === 'c') {
    if (number < 0 || number > 0x10ffff) throw new Exc(OVERFLOW, ['%c arg not in range(0x110000)']);
    return pad(String.fromCodePoint(Number(number)), spec.width, spec.align || '<', spec.fill);
  }
  const radix = { x: 16, X: 16, o: 8, b: 2 }[kind];
  const size = number < 0 ? -BigInt(number) : BigInt(number);
  let digits = radix === undefined ? intText(size) : size.toString(radix);
  if (kind === 'X') digits = digits.toUpperCase();
  const prefix = spec.alternate && radix !== undefined ? `0${kind}` : '';
  return assemble(number < 0, digits, prefix, spec, radix === undefined || spec.group === '' ? 3 : 4);
}

/** The sign and the digits of a float, in the way that the format asks for. */
function floatParts(
  value: number,
  spec: Spec,
  isFloat: boolean,
): [negative: boolean, digits: string, prefix: string] {
  const negative = value < 0 || Object.is(value, -0);
  const { kind } = spec;
  const upper = /[EFG]/.test(kind);
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    return [negative, `${upper ? text.toUpperCase() : text}${kind === '%' ? '%' : ''}`, ''];
  }
  const precision = spec.precision ?? 6;
  if (kind === 'f' || kind === 'F') return [negative, fixed(value, precision), ''];
  if (kind === '%') return [negative, `${fixed(value * 100, precision)}%`, ''];
  if (kind === 'e' || kind === 'E') {
    const { digits, exponent } = significant(value, precision + 1);
    const text = withPoint(digits, 1) + powerText(exponent);
    return [negative, upper ? text.toUpperCase() : text, ''];
  }
  if (kind === '' && spec.precision === undefined && isFloat)
    return [negative, repr(new Float(Math.abs(value))), ''];
  const text = general(value, Math.max(1, precision), spec, kind === '' && isFloat);
  return [negative, upper ? text.toUpperCase() : text, ''];
}

const powerText = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
const withPoint = (digits: string, at: number): string =>
  at >= digits.length ? digits.padEnd(at, '0') : `${digits.slice(0, at)}.${digits.slice(at)}`;

/** The format `g`: so many significant digits, no zeros at the end. */
function general(value: number, precision: number, spec: Spec, keepsPoint: boolean): string {
  const { digits, exponent } = significant(value, precision);
  const shown = spec.alternate ? digits : digits.replace(/0+$/, '') || '0';
  const isLarge = exponent >= (keepsPoint ? precision - 1 || 1 : precision);
  if (exponent < -4 || (isLarge && (exponent >= precision || keepsPoint)))
    return withPoint(shown, 1) + powerText(exponent);
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${shown}`;
  const text = withPoint(shown, exponent + 1);
  return keepsPoint && !text.includes('.') ? `${text}.0` : text;
}

function assemble(negative: boolean, digits: string, prefix: string, spec: Spec, every = 3): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const [whole = '', tail = ''] = splitWhole(digits);
  const align = spec.align || '>';
  let grouped = spec.group === '' ? whole : group(whole, spec.group, every);
  // Zeros before digits are grouped with them; before `inf` there are none to go on with.
  if (align === '=' && spec.fill === '0' && spec.group !== '' && whole !== '') {
    const room = spec.width - sign.length - prefix.length - tail.length;
    let filled = whole;
    while (group(filled, spec.group, every).length < room) filled = `0${filled}`;
    grouped = group(filled, spec.group, every);
  }
  const text = grouped + tail;
  if (align !== '=') return pad(sign + prefix + text, spec.width, align, spec.fill);
  const missing = Math.max(0, spec.width - sign.length - prefix.length - text.length);
  return sign + prefix + spec.fill.repeat(missing) + text;
}

const splitWhole = (digits: string): [string, string] => {
  const end = /^[0-9a-fA-F]*/.test(digits) ? digits.search(/[^0-9]/) : -1;
  if (/^[0-9a-fA-F]+$/.test(digits) && !/^\d+e/.test(digits)) return [digits, ''];
  return end < 0 ? [digits, ''] : [digits.slice(0, end), digits.slice(end)];
};

function group(digits: string, separator: string, every: number): string {
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= every)
    parts.unshift(digits.slice(Math.max(0, end - every), end));
  return parts.join(separator);
}

export const asciiRepr = (value: Value): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is which characters are ASCII
  repr(value).replace(/[^\x00-\x7f]/gu, escaped);

export function formatPart(value: Value, conversion: string, spec: string): string {
  const converted =
    conversion === 'r'
      ? repr(value)
      : conversion === 'a'
        ? asciiRepr(value)
        : conversion === 's'
          ? str(value)
          : value;
  return formatValue(converted, spec);
}

/** What reads `{0.name[key]}`; attributes and items are the caller's. */
export interface Lookup {
  attribute(of: Value, name: string): Value;
  item(of: Value, key: Value): Value;
}

/** `text.format(…)`. */
export function formatMethod(
  text: string,
  args: readonly Value[],
  keywords: Keywords,
  lookup: Lookup,
): string {
  let automatic = 0;
  let manual = false;
  const field = (name: string): Value => {
    const [, first = '', path = ''] = /^([^.[]*)(.*)$/s.exec(name) ?? [];
    let value: Value | undefined;
    if (first === '' || /^\d+$/.test(first)) {
      if (first !== '' && automatic > 0)
        throw valueError('cannot switch from automatic field numbering to manual field specification');
      if (first === '' && manual)
        throw valueError('cannot switch from manual field specification to automatic field numbering');
      if (first !== '') manual = true;
      const index = first === '' ? automatic++ : Number(first);
      value = args[index];
      if (value === undefined)
        throw indexError(`Replacement index ${index} out of range for positional args tuple`);
    } else {
      value = keywords.find(([key]) => key === first)?.[1];
      if (value === undefined) throw new Exc(KEY_ERROR, [first]);
    }
    for (const [, name_, key] of path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g))
      value =
        name_ !== undefined
          ? lookup.attribute(value, name_)
          : lookup.item(value, /^\d+$/.test(key ?? '') ? Number(key) : (key ?? ''));
    return value;
  };
  const expand = (from: string, inSpec: boolean): string => {
    let result = '';
    for (let at = 0; at < from.length; ) {
      const char = from[at] ?? '';
      if ((char === '{' || char === '}') && from[at + 1] === char && !inSpec) {
        result += char;
        at += 2;
      } else if (char === '}') throw valueError("Single '}' encountered in format string");
      else if (char !== '{') {
        result += char;
        at++;
      } else {
        const end = closingBrace(from, at);
        const [, name = '', conversion = '', spec = ''] =
          /^((?:[^!:[\]]|\[[^\]]*\])*)(?:!([rsa]))?(?::(.*))?$/s.exec(from.slice(at + 1, end)) ?? [];
        const value = field(name);
        result += formatPart(value, conversion, spec.includes('{') ? expand(spec, true) : spec);
        at = end + 1;
      }
    }
    return result;
  };
  return expand(text, false);
}

function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw valueError(
    from === text.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}

/** `text % values`. */
export function percent(text: string, given: Value): string {
  const values = given instanceof Tuple ? given.values : [given];
  let next = 0;
  const take = (): Value => {
    const value = values[next++];
    if (value === undefined) throw typeError('not enough arguments for format string');
    return value;
  };
  let named = false;
  const result = text.replace(
    /%(?:\(([^)]*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S]|$)/gu,
    (
      whole,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      kind: string,
      at: number,
    ) => {
      if (kind === '%') return '%';
      if (kind === '') throw valueError('incomplete format');
      if (key !== undefined && !(given instanceof Dict)) throw typeError('format requires a mapping');
      const count = (part: string | undefined): number | undefined => {
        if (part !== '*') return part === undefined ? undefined : Number(part);
        const wanted = take();
        if (typeof wanted !== 'number') throw typeError('* wants int');
        return wanted;
      };
      const room = count(width) ?? 0;
      const digits = count(precision) ?? (whole.includes('.') && precision === undefined ? 0 : undefined);
      bounded(room);
      boundedDigits(digits ?? 0);
      if (key !== undefined) named = true;
      const value = key !== undefined && given instanceof Dict ? given.item(key) : take();
      return percentPart(
        value,
        flags,
        room,
        digits,
        kind,
        lengthOf(text.slice(0, at + whole.length - kind.length)),
      );
    },
  );
  const takesAny =
    given instanceof Dict ||
    Array.isArray(given) ||
    (given instanceof Obj &&
      !(given instanceof Tuple) &&
      !(given instanceof Float) &&
      !(given instanceof Slice));
  if (!named && next < values.length && !takesAny)
    throw typeError('not all arguments converted during string formatting');
  return result;
}

function percentPart(
  value: Value,
  flags: string,
  width: number,
  precision: number | undefined,
  kind: string,
  at: number,
): string {
  const left = flags.includes('-');
  const zero = flags.includes('0') && !left;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (kind === 's' || kind === 'r' || kind === 'a') {
    const text = kind === 's' ? str(value) : kind === 'r' ? repr(value) : asciiRepr(value);
    return pad(
      precision === undefined ? text : [...text].slice(0, precision).join(''),
      width,
      left ? '<' : '>',
      ' ',
    );
  }
  if (kind === 'c') {
    const letter = typeof value === 'number' ? String.fromCodePoint(value) : value;
    if (typeof letter !== 'string' || lengthOf(letter) !== 1) throw typeError('%c requires int or char');
    return pad(letter, width, left ? '<' : '>', ' ');
  }
  const base: Spec = {
    fill: zero ? '0' : ' ',
    align: left ? '<' : zero ? '=' : '>',
    sign,
    alternate: flags.includes('#'),
    zero,
    width,
    group: '',
    precision,
    kind: kind === 'i' || kind === 'u' ? 'd' : kind,
  };
  if (/^[diuxXo]$/.test(kind)) {
    const whole = wholeOf(value, kind);
    const size = whole < 0 ? -BigInt(whole) : BigInt(whole);
    const radix = { x: 16, X: 16, o: 8 }[kind];
    let digits = radix === undefined ? intText(size) : size.toString(radix);
    if (kind === 'X') digits = digits.toUpperCase();
    digits = digits.padStart(precision ?? 0, '0');
    return assemble(whole < 0, digits, base.alternate && radix !== undefined ? `0${kind}` : '', base);
  }
  if (!/^[eEfFgG]$/.test(kind))
    throw valueError(
      `unsupported format character '${kind}' (0x${kind.codePointAt(0)?.toString(16)}) at index ${at}`,
    );
  if (!isNumber(value)) throw typeError(`must be real number, not ${nameOf(value)}`);
  return assemble(...floatParts(toFloat(numeric(value)), base, true), base);
}

function wholeOf(value: Value, kind: string): Int {
  if (!isNumber(value) || (value instanceof Float && /[xXo]/.test(kind)))
    throw typeError(
      /[xXo]/.test(kind)
        ? `%${kind} format: an integer is required, not ${nameOf(value)}`
        : `%${kind} format: a real number is required, not ${nameOf(value)}`,
    );
  const number = numeric(value);
  if (typeof number === 'bigint') return number;
  if (Number.isNaN(number)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(number)) throw new Exc(OVERFLOW, ['cannot convert float infinity to integer']);
  return toInt(Number.isSafeInteger(Math.trunc(number)) ? Math.trunc(number) : BigInt(Math.trunc(number)));
}
