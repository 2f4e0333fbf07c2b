import { take } from './arguments.ts';
import { two } from './calendar.ts';
import { floorDivide } from './numbers.ts';
import { Exc, Float, OBJECT, Obj, OVERFLOW, Type, typeError, type Value, ZERO_DIVISION } from './objects.ts';
import { isNumber, nameOf, numeric } from './protocol.ts';

export const TIMEDELTA = new Type('datetime.timedelta', OBJECT);

const DAY = 86_400_000_000n;
const SECOND = 1_000_000n;
const MOST = 1_000_000_000n * DAY;

/** Rounds to the even neighbour where a fraction is a half. */
const whole = (value: number): bigint => {
  const floor = Math.floor(value);
  const rest = value - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return BigInt(up ? floor + 1 : floor);
};

const split = (value: bigint, by: bigint): [bigint, bigint] => {
  const quotient = BigInt(floorDivide(value, by));
  return [quotient, value - quotient * by];
};

/** A span of time, in microseconds. */
export class Span extends Obj {
  readonly micros: bigint;

  constructor(micros: bigint) {
    super();
    if (micros < -MOST + DAY || micros >= MOST)
      throw new Exc(OVERFLOW, [`days=${split(micros, DAY)[0]}; must have magnitude <= 999999999`]);
    this.micros = micros;
  }

  get type(): Type {
    return TIMEDELTA;
  }

  get days(): number {
    return Number(split(this.micros, DAY)[0]);
  }

  get seconds(): number {
    return Number(split(this.micros, DAY)[1] / SECOND);
  }

  get microseconds(): number {
    return Number(split(this.micros, DAY)[1] % SECOND);
  }

  get total(): number {
    return Number(this.micros) / 1e6;
  }

  override truth(): boolean {
    return this.micros !== 0n;
  }

  override field(name: string): Value | undefined {
    return name === 'days' || name === 'seconds' || name === 'microseconds' ? this[name] : undefined;
  }

  override equals(other: Value): boolean | undefined {
    return other instanceof Span ? other.micros === this.micros : undefined;
  }

  override order(other: Value): number | undefined {
    return other instanceof Span ? Number(this.micros - other.micros) : undefined;
  }

  override hashed(): unknown {
    return `\0p${this.micros}`;
  }

  override repr(): string {
    const parts = [
      ['days', this.days],
      ['seconds', this.seconds],
      ['microseconds', this.microseconds],
    ].filter(([, value]) => value !== 0);
    return `datetime.timedelta(${parts.length === 0 ? '0' : parts.map(([name, value]) => `${name}=${value}`).join(', ')})`;
  }

  override str(): string {
    const { days, seconds, microseconds } = this;
    const hours = Math.floor(seconds / 3600);
    const clock = `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
    const prefix = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
    return `${prefix}${clock}${fraction}`;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === 'unary -') return new Span(-this.micros);
    if (operator === 'unary +') return this;
    if (operator === 'abs') return new Span(this.micros < 0n ? -this.micros : this.micros);
    if (operator === '*' && isNumber(other))
      return new Span(this.#times(numeric(other), other instanceof Float));
    if (reflected) return undefined;
    if (other instanceof Span) {
      if (operator === '+') return new Span(this.micros + other.micros);
      if (operator === '-') return new Span(this.micros - other.micros);
      if (operator !== '/' && operator !== '//' && operator !== '%') return undefined;
      if (other.micros === 0n) throw new Exc(ZERO_DIVISION, ['integer division or modulo by zero']);
      if (operator === '/') return new Float(Number(this.micros) / Number(other.micros));
      const [quotient, rest] = split(this.micros, other.micros);
      return operator === '//' ? Number(quotient) : new Span(rest);
    }
    if (!isNumber(other) || (operator !== '/' && operator !== '//')) return undefined;
    const by = numeric(other);
    if (Number(by) === 0) throw new Exc(ZERO_DIVISION, ['integer division or modulo by zero']);
    if (operator === '//')
      return other instanceof Float ? undefined : new Span(split(this.micros, BigInt(by))[0]);
    return new Span(whole(Number(this.micros) / Number(by)));
  }

  #times(by: number | bigint, isFloat: boolean): bigint {
    return isFloat ? whole(Number(this.micros) * Number(by)) : this.micros * BigInt(by);
  }

  plain(): unknown {
    return this.total;
  }
}

const UNITS: readonly (readonly [string, bigint])[] = [
  ['days', DAY],
  ['seconds', SECOND],
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['minutes', 60n * SECOND],
  ['hours', 3600n * SECOND],
  ['weeks', 7n * DAY],
];

TIMEDELTA.construct = (args, keywords) => {
  const values = take(
    'timedelta',
    args,
    keywords,
    UNITS.map(([name]) => name),
  );
  let exact = 0n;
  let rest = 0;
  for (const [index, [name, unit]] of UNITS.entries()) {
    const value = values[index];
    if (value === undefined) continue;
    if (!isNumber(value))
      throw typeError(`unsupported type for timedelta ${name} component: ${nameOf(value)}`);
    const amount = numeric(value);
    if (value instanceof Float) {
      const below = Math.trunc(Number(amount));
      exact += BigInt(below) * unit;
      rest += (Number(amount) - below) * Number(unit);
    } else exact += BigInt(amount) * unit;
  }
  return new Span(exact + whole(rest));
};
TIMEDELTA.methods.set('total_seconds', (self) => new Float(self instanceof Span ? self.total : 0));
TIMEDELTA.statics.set('min', new Span(-MOST + DAY));
TIMEDELTA.statics.set('max', new Span(MOST - 1n));

export const TZINFO = new Type('datetime.tzinfo', OBJECT);
export const TIMEZONE = new Type('datetime.timezone', TZINFO);

/** A zone with a fixed distance from UTC. */
export class Zone extends Obj {
  readonly offset: Span;
  readonly label: string | undefined;

  constructor(offset: Span, label?: string) {
    super();
    this.offset = offset;
    this.label = label;
  }

  get type(): Type {
    return TIMEZONE;
  }

  override equals(other: Value): boolean | undefined {
    return other instanceof Zone ? other.offset.micros === this.offset.micros : undefined;
  }

  override hashed(): unknown {
    return `\0z${this.offset.micros}`;
  }

  override repr(): string {
    return this === UTC ? 'datetime.timezone.utc' : `datetime.timezone(${this.offset.repr()})`;
  }

  override str(): string {
    if (this.label !== undefined) return this.label;
    return this.offset.micros === 0n ? 'UTC' : `UTC${offsetText(this.offset)}`;
  }

  plain(): unknown {
    return this.str();
  }
}

/** `+02:00`, with seconds where there are some. */
export function offsetText({ micros }: Span, colon = ':'): string {
  const seconds = Number((micros < 0n ? -micros : micros) / SECOND);
  const rest = seconds % 60 === 0 ? '' : `${colon}${two(seconds % 60)}`;
  return `${micros < 0n ? '-' : '+'}${two(Math.floor(seconds / 3600))}${colon}${two(Math.floor(seconds / 60) % 60)}${rest}`;
}

export const UTC = new Zone(new Span(0n));
TIMEZONE.statics.set('utc', UTC);
TIMEZONE.construct = (args, keywords) => {
  const [offset, name] = take('timezone', args, keywords, ['offset', 'name'], 1);
  if (!(offset instanceof Span))
    throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${nameOf(offset ?? null)}`);
  if (typeof name === 'string') return new Zone(offset, name);
  return offset.micros === 0n ? UTC : new Zone(offset);
};
