import { take } from './arguments.ts';
import {
  daysBefore,
  daysInMonth,
  fromOrdinal,
  isoWeek,
  MONTHS,
  toOrdinal,
  two,
  WEEKDAYS,
  weekday,
} from './calendar.ts';
import { Tuple, toIndex } from './containers.ts';
import {
  Exc,
  Float,
  type Method,
  OBJECT,
  Obj,
  OVERFLOW,
  Type,
  typeError,
  type Value,
  valueError,
} from './objects.ts';
import { isNumber, nameOf, numeric, repr, str } from './protocol.ts';
import { offsetText, Span, UTC, Zone } from './spans.ts';

export const DATE = new Type('datetime.date', OBJECT);
export const TIME = new Type('datetime.time', OBJECT);
export const DATETIME = new Type('datetime.datetime', DATE);

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

const RANGES: Readonly<Record<keyof Fields, readonly [number, number]>> = {
  year: [1, 9999],
  month: [1, 12],
  day: [1, 31],
  hour: [0, 23],
  minute: [0, 59],
  second: [0, 59],
  microsecond: [0, 999_999],
};

const DAY_PARTS = ['year', 'month', 'day'] as const;
const TIME_PARTS = ['hour', 'minute', 'second', 'microsecond'] as const;
const NOTHING: Fields = { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0 };

const MICROS_OF_DAY = 86_400_000_000n;

/** A day, a time of day, or both: which of them, its type says. */
export class Moment extends Obj {
  readonly fields: Fields;
  readonly zone: Zone | null;
  readonly #type: Type;

  constructor(type: Type, fields: Partial<Fields>, zone: Zone | null = null) {
    super();
    this.#type = type;
    this.fields = { ...NOTHING, ...fields };
    this.zone = zone;
    const { year, month, day } = this.fields;
    for (const [name, [least, most]] of Object.entries(RANGES)) {
      const value = this.fields[name as keyof Fields];
      if (value >= least && value <= most) continue;
      if (name === 'year') throw valueError(`year ${value} is out of range`);
      throw valueError(
        name === 'day' ? 'day is out of range for month' : `${name} must be in ${least}..${most}`,
      );
    }
    if (day > daysInMonth(year, month)) throw valueError('day is out of range for month');
  }

  static ofMicros(micros: bigint, zone: Zone | null): Moment {
    const days = micros >= 0n ? micros / MICROS_OF_DAY : -((-micros + MICROS_OF_DAY - 1n) / MICROS_OF_DAY);
    if (days < 1n || days > 3_652_059n) throw new Exc(OVERFLOW, ['date value out of range']);
    const rest = Number(micros - days * MICROS_OF_DAY);
    return new Moment(
      DATETIME,
      {
        ...fromOrdinal(Number(days)),
        hour: Math.floor(rest / 3.6e9),
        minute: Math.floor(rest / 6e7) % 60,
        second: Math.floor(rest / 1e6) % 60,
        microsecond: rest % 1e6,
      },
      zone,
    );
  }

  /** From milliseconds since the epoch. */
  static ofEpoch(milliseconds: number, zone: Zone | null): Moment {
    if (Number.isNaN(milliseconds)) throw valueError('cannot convert float NaN to integer');
    if (Math.abs(milliseconds) > 1e15) throw valueError('year is out of range');
    const micros = BigInt(Math.round(milliseconds * 1000)) + EPOCH;
    return Moment.ofMicros(micros + (zone?.offset.micros ?? 0n), zone);
  }

  get type(): Type {
    return this.#type;
  }

  get hasDay(): boolean {
    return this.#type !== TIME;
  }

  get hasTime(): boolean {
    return this.#type !== DATE;
  }

  /** Microseconds since the day 0, on its own clock. */
  get micros(): bigint {
    const { hour, minute, second, microsecond } = this.fields;
    const days = this.hasDay ? BigInt(toOrdinal(this.fields)) : 0n;
    return days * MICROS_OF_DAY + BigInt(((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond);
  }

  /** The same, on the clock of UTC. */
  get utc(): bigint {
    return this.micros - (this.zone?.offset.micros ?? 0n);
  }

  override field(name: string): Value | undefined {
    if (this.hasDay && (DAY_PARTS as readonly string[]).includes(name))
      return this.fields[name as keyof Fields];
    if (this.hasTime && (TIME_PARTS as readonly string[]).includes(name))
      return this.fields[name as keyof Fields];
    return this.hasTime && name === 'tzinfo' ? this.zone : undefined;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Moment) || other.type !== this.type)
      return other instanceof Moment ? false : undefined;
    if ((this.zone === null) !== (other.zone === null)) return false;
    return this.utc === other.utc;
  }

  override order(other: Value): number | undefined {
    if (!(other instanceof Moment)) return undefined;
    if (other.type !== this.type) {
      if (this.hasDay && other.hasDay) throw typeError("can't compare datetime.datetime to datetime.date");
      return undefined;
    }
    if ((this.zone === null) !== (other.zone === null))
      throw typeError(
        `can't compare offset-naive and offset-aware ${this.type === TIME ? 'times' : 'datetimes'}`,
      );
    return Number(this.utc - other.utc);
  }

  override hashed(): unknown {
    return `\0m${this.type.name}${this.zone === null}${this.utc}`;
  }

  override repr(): string {
    const { fields } = this;
    const time: number[] = this.hasTime ? [fields.hour, fields.minute] : [];
    if (this.hasTime && (fields.second > 0 || fields.microsecond > 0)) time.push(fields.second);
    if (this.hasTime && fields.microsecond > 0) time.push(fields.microsecond);
    const parts = [...(this.hasDay ? [fields.year, fields.month, fields.day] : []), ...time].map(String);
    if (this.zone) parts.push(`tzinfo=${this.zone.repr()}`);
    return `${this.type.name}(${parts.join(', ')})`;
  }

  override str(): string {
    return this.iso(' ');
  }

  iso(separator: string, unit = 'auto'): string {
    const { year, month, day, hour, minute, second, microsecond } = this.fields;
    const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    if (!this.hasTime) return date;
    const micros = String(microsecond).padStart(6, '0');
    const precise = unit === 'auto' ? (microsecond > 0 ? 'microseconds' : 'seconds') : unit;
    const clock = [
      two(hour),
      `:${two(minute)}`,
      `:${two(second)}`,
      `.${precise === 'milliseconds' ? micros.slice(0, 3) : micros}`,
    ];
    const count = { hours: 1, minutes: 2, seconds: 3, milliseconds: 4, microseconds: 4 }[precise];
    if (count === undefined) throw valueError(`Unknown timespec value`);
    const time = clock.slice(0, count).join('') + (this.zone ? offsetText(this.zone.offset) : '');
    return this.hasDay ? `${date}${separator}${time}` : time;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === 'format') return typeof other === 'string' ? strftime(this, other) : undefined;
    if (!this.hasDay) return undefined;
    if (other instanceof Span && (operator === '+' || (operator === '-' && !reflected))) {
      const span = this.hasTime ? other.micros : BigInt(other.days) * MICROS_OF_DAY;
      const moved = Moment.ofMicros(this.micros + (operator === '+' ? span : -span), this.zone);
      return this.hasTime ? moved : moved.only(DATE);
    }
    if (operator !== '-' || reflected || !(other instanceof Moment) || other.type !== this.type)
      return undefined;
    if ((this.zone === null) !== (other.zone === null))
      throw typeError("can't subtract offset-naive and offset-aware datetimes");
    return new Span(this.utc - other.utc);
  }

  only(type: Type, zone: Zone | null = null): Moment {
    const { year, month, day, ...time } = this.fields;
    return new Moment(type, type === DATE ? { year, month, day } : time, zone);
  }

  plain(): unknown {
    return this.iso('T');
  }
}

const EPOCH = BigInt(toOrdinal({ year: 1970, month: 1, day: 1 })) * MICROS_OF_DAY;

/** Seconds since the epoch. */
export const timestamp = (moment: Moment): number => Number(moment.utc - EPOCH) / 1e6;

const numberOf = (value: Value | undefined): number => {
  const index = value === undefined ? 0 : toIndex(value);
  if (index === undefined)
    throw typeError(`'${nameOf(value ?? null)}' object cannot be interpreted as an integer`);
  return index;
};

const zoneOf = (value: Value | undefined): Zone | null => {
  if (value === undefined || value === null) return null;
  if (value instanceof Zone) return value;
  throw typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${nameOf(value)}'`);
};

const makes =
  (type: Type, name: string, parts: readonly (keyof Fields)[], least: number): Type['construct'] =>
  (args, keywords) => {
    const values = take(name, args, keywords, type === DATE ? parts : [...parts, 'tzinfo', 'fold'], least);
    const fields = Object.fromEntries(
      parts.flatMap((part, index) => (values[index] === undefined ? [] : [[part, numberOf(values[index])]])),
    );
    return new Moment(type, fields, type === DATE ? null : zoneOf(values[parts.length]));
  };
DATE.construct = makes(DATE, 'function', DAY_PARTS, 3);
TIME.construct = makes(TIME, 'time', TIME_PARTS, 0);
DATETIME.construct = makes(DATETIME, 'function', [...DAY_PARTS, ...TIME_PARTS], 3);

/** `%j` and `%d` and their like. What Python leaves to the machine is refused. */
export function strftime(moment: Moment, format: string): string {
  const { year, month, day, hour, minute, second, microsecond } = moment.fields;
  const dayName = WEEKDAYS[weekday(moment.fields)] ?? '';
  const monthName = MONTHS[month - 1] ?? '';
  const dayOfYear = daysBefore(year, month) + day;
  const iso = isoWeek(moment.fields);
  const sunday = (weekday(moment.fields) + 1) % 7;
  const date = `${two(month)}/${two(day)}/${two(year % 100)}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
  const parts: Readonly<Record<string, string>> = {
    '%': '%',
    a: dayName.slice(0, 3),
    A: dayName,
    b: monthName.slice(0, 3),
    B: monthName,
    c: `${dayName.slice(0, 3)} ${monthName.slice(0, 3)} ${String(day).padStart(2)} ${clock} ${year}`,
    d: two(day),
    D: date,
    e: String(day).padStart(2),
    f: String(microsecond).padStart(6, '0'),
    F: `${year}-${two(month)}-${two(day)}`,
    G: String(iso.year),
    H: two(hour),
    I: two(hour % 12 || 12),
    j: String(dayOfYear).padStart(3, '0'),
    m: two(month),
    M: two(minute),
    n: '\n',
    p: hour < 12 ? 'AM' : 'PM',
    R: `${two(hour)}:${two(minute)}`,
    S: two(second),
    t: '\t',
    T: clock,
    u: String(weekday(moment.fields) + 1),
    U: two(Math.floor((dayOfYear + 6 - sunday) / 7)),
    V: two(iso.week),
    w: String(sunday),
    W: two(Math.floor((dayOfYear + 6 - weekday(moment.fields)) / 7)),
    x: date,
    X: clock,
    y: two(year % 100),
    Y: String(year),
    z: moment.zone ? offsetText(moment.zone.offset, '') : '',
    Z: moment.zone ? moment.zone.str() : '',
  };
  return format.replace(/%([\s\S]|$)/g, (_, letter: string) => {
    const part = Object.hasOwn(parts, letter) ? parts[letter] : undefined;
    if (part === undefined) throw valueError(`the directive %${letter} does not exist in expressions`);
    return part;
  });
}

const names = (all: readonly string[], short: boolean): string =>
  `(?:${all.map((name) => (short ? name.slice(0, 3) : name)).join('|')})`;

const DIRECTIVES: Readonly<Record<string, string>> = {
  a: names(WEEKDAYS, true),
  A: names(WEEKDAYS, false),
  b: names(MONTHS, true),
  B: names(MONTHS, false),
  d: '3[01]|[12]\\d|0?[1-9]| [1-9]',
  f: '\\d{1,6}',
  H: '2[0-3]|[01]?\\d',
  I: '1[0-2]|0?[1-9]',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0?[1-9]\\d|0{0,2}[1-9]',
  m: '1[0-2]|0?[1-9]',
  M: '[0-5]?\\d',
  p: 'AM|PM',
  S: '6[01]|[0-5]?\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
};

function strptime(text: string, format: string): Moment {
  const order: string[] = [];
  const full = format
    .replace(/%T/g, '%H:%M:%S')
    .replace(/%D/g, '%m/%d/%y')
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%R/g, '%H:%M');
  const pattern = full.replace(
    /%([\s\S]|$)|(\s+)|[^%\s]/g,
    (letter, directive: string | undefined, space: string | undefined) => {
      if (space !== undefined) return '\\s+';
      if (directive === undefined) return letter.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
      if (directive === '%') return '%';
      const found = Object.hasOwn(DIRECTIVES, directive) ? DIRECTIVES[directive] : undefined;
      if (found === undefined)
        throw valueError(`'${directive}' is a bad directive in format ${repr(format)}`);
      order.push(directive);
      return `(${found})`;
    },
  );
  const match = new RegExp(`^${pattern}`, 'i').exec(text);
  if (match === null) throw valueError(`time data ${repr(text)} does not match format ${repr(format)}`);
  if (match[0].length < text.length)
    throw valueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  const fields: { -readonly [K in keyof Fields]: number } = { ...NOTHING, year: 1900 };
  let [zone, noon, dayOfYear]: [Zone | null, string, number] = [null, '', 0];
  order.forEach((directive, index) => {
    const part = match[index + 1] ?? '';
    const number = Number(part);
    const named = (all: readonly string[]) =>
      all.findIndex((name) => name.slice(0, 3).toLowerCase() === part.slice(0, 3).toLowerCase()) + 1;
    if (directive === 'Y') fields.year = number;
    else if (directive === 'y') fields.year = number + (number < 69 ? 2000 : 1900);
    else if (directive === 'm') fields.month = number;
    else if (directive === 'b' || directive === 'B') fields.month = named(MONTHS);
    else if (directive === 'd') fields.day = number;
    else if (directive === 'H' || directive === 'I') fields.hour = number;
    else if (directive === 'M') fields.minute = number;
    else if (directive === 'S') fields.second = number;
    else if (directive === 'f') fields.microsecond = Number(part.padEnd(6, '0'));
    else if (directive === 'p') noon = part.toLowerCase();
    else if (directive === 'j') dayOfYear = number;
    else if (directive === 'z') zone = parseZone(part);
  });
  if (noon !== '' && order.includes('I')) fields.hour = (fields.hour % 12) + (noon === 'pm' ? 12 : 0);
  if (dayOfYear > 0)
    Object.assign(fields, fromOrdinal(toOrdinal({ year: fields.year, month: 1, day: 1 }) + dayOfYear - 1));
  return new Moment(DATETIME, fields, zone);
}

function parseZone(text: string): Zone {
  if (text === 'Z' || text === 'z') return UTC;
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?/.exec(text) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  if (size === 0) return UTC;
  return new Zone(new Span(BigInt(sign === '-' ? -size : size) * 1_000_000n));
}

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[^\d](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?)?$/;

function fromIso(type: Type, text: Value): Moment {
  if (typeof text !== 'string') throw typeError('fromisoformat: argument must be str');
  const found = ISO.exec(text);
  if (found === null || (type === DATE && found[4] !== undefined))
    throw valueError(`Invalid isoformat string: ${repr(text)}`);
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone] = found;
  const fields: Partial<Fields> = { year: Number(year), month: Number(month), day: Number(day) };
  if (type === DATE) return new Moment(DATE, fields);
  return new Moment(
    DATETIME,
    {
      ...fields,
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
    },
    zone === undefined ? null : parseZone(zone.length === 3 ? `${zone}:00` : zone),
  );
}

const methods = (
  type: Type,
  made: Record<string, (self: Moment, args: readonly Value[], keywords: Parameters<Method>[2]) => Value>,
): void => {
  for (const [name, method] of Object.entries(made))
    type.methods.set(name, (self, args, keywords) => {
      if (!(self instanceof Moment)) throw typeError(`descriptor '${name}' needs a '${type.name}' object`);
      return method(self, args, keywords);
    });
};

const replace = (self: Moment, args: readonly Value[], keywords: Parameters<Method>[2]): Value => {
  const parts: readonly (keyof Fields)[] = [
    ...(self.hasDay ? DAY_PARTS : []),
    ...(self.hasTime ? TIME_PARTS : []),
  ];
  const values = take('replace', args, keywords, [...parts, 'tzinfo', 'fold']);
  const changes = Object.fromEntries(
    parts.flatMap((part, index) => (values[index] === undefined ? [] : [[part, numberOf(values[index])]])),
  );
  const zone = values[parts.length];
  return new Moment(self.type, { ...self.fields, ...changes }, zone === undefined ? self.zone : zoneOf(zone));
};

methods(DATE, {
  isoformat: (self) => self.iso('T'),
  strftime: (self, [format = '']) => strftime(self, str(format)),
  weekday: ({ fields }) => weekday(fields),
  isoweekday: ({ fields }) => weekday(fields) + 1,
  isocalendar: ({ fields }) => {
    const { year, week } = isoWeek(fields);
    return new Tuple([year, week, weekday(fields) + 1]);
  },
  toordinal: ({ fields }) => toOrdinal(fields),
  replace,
});
methods(TIME, {
  isoformat: (self, args, keywords) =>
    self.iso('T', str(take('isoformat', args, keywords, ['timespec'])[0] ?? 'auto')),
  strftime: (self, [format = '']) =>
    strftime(new Moment(DATETIME, { ...self.fields, year: 1900 }, self.zone), str(format)),
  replace,
});
methods(DATETIME, {
  isoformat: (self, args, keywords) => {
    const [separator = 'T', unit = 'auto'] = take('isoformat', args, keywords, ['sep', 'timespec']);
    return self.iso(str(separator), str(unit));
  },
  date: (self) => self.only(DATE),
  time: (self) => self.only(TIME),
  timetz: (self) => self.only(TIME, self.zone),
  timestamp: (self) => new Float(timestamp(self)),
  utcoffset: (self) => self.zone?.offset ?? null,
  tzname: (self) => self.zone?.str() ?? null,
  astimezone: (self, args) => {
    const zone = args[0] === undefined ? UTC : (zoneOf(args[0]) ?? UTC);
    return Moment.ofMicros(self.utc + zone.offset.micros, zone);
  },
});

/** What `datetime` takes the current time from: that of the request, in UTC. */
export function installClock(now: () => number): void {
  const seconds = (value: Value | undefined): number => {
    if (value === undefined || !isNumber(value))
      throw typeError(`'${nameOf(value ?? null)}' object cannot be interpreted as an integer`);
    return Number(numeric(value)) * 1000;
  };
  const statics: Record<string, (args: readonly Value[], keywords: Parameters<Method>[2]) => Value> = {
    now: (args, keywords) => Moment.ofEpoch(now(), zoneOf(take('now', args, keywords, ['tz'])[0])),
    utcnow: () => Moment.ofEpoch(now(), null),
    today: () => Moment.ofEpoch(now(), null),
    fromtimestamp: (args, keywords) => {
      const [at, zone] = take('fromtimestamp', args, keywords, ['timestamp', 'tz'], 1);
      return Moment.ofEpoch(seconds(at), zoneOf(zone));
    },
    utcfromtimestamp: ([at]) => Moment.ofEpoch(seconds(at), null),
    fromisoformat: ([text = null]) => fromIso(DATETIME, text),
    strptime: ([text = null, format = null]) => {
      if (typeof text !== 'string') throw typeError(`strptime() argument 1 must be str, not ${nameOf(text)}`);
      if (typeof format !== 'string')
        throw typeError(`strptime() argument 2 must be str, not ${nameOf(format)}`);
      return strptime(text, format);
    },
    combine: ([day, time]) => {
      if (!(day instanceof Moment) || !(time instanceof Moment))
        throw typeError('combine() needs a date and a time');
      const { hour, minute, second, microsecond } = time.fields;
      return new Moment(DATETIME, { ...day.fields, hour, minute, second, microsecond }, time.zone);
    },
  };
  for (const [name, work] of Object.entries(statics))
    DATETIME.statics.set(name, (args, keywords = []) => work(args, keywords));
  DATE.statics.set('today', () => Moment.ofEpoch(now(), null).only(DATE));
  DATE.statics.set('fromisoformat', ([text = null]) => fromIso(DATE, text));
  DATE.statics.set('fromordinal', ([ordinal]) => new Moment(DATE, fromOrdinal(numberOf(ordinal))));
  DATE.statics.set('fromtimestamp', ([at]) => Moment.ofEpoch(seconds(at), null).only(DATE));
}
