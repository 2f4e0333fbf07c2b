import { IpAddress, IpNetwork, isIpAddress } from '../../core/expression/address.ts';
import { seconds } from '../../core/model/fields.ts';

/** What a value is. Kinds decide which operators fit and which values can be compared. */
export type Kind =
  | { readonly is: 'string' | 'number' | 'boolean' | 'datetime' | 'ip' | 'any' | 'cidr' | 'duration' }
  /** One of some words; `prefix` begins those that people make up. */
  | { readonly is: 'enum'; readonly choices: readonly string[]; readonly prefix?: string }
  /** An object, told by its key. */
  | { readonly is: 'model'; readonly model: string }
  | { readonly is: 'list'; readonly of: Kind };

export type KindName = Kind['is'];

/** A value as operators see it: moments are milliseconds, durations seconds, objects the text of their key. */
export type Value = string | number | boolean | IpAddress | IpNetwork | readonly Value[];

const isText = ({ is }: Kind): boolean => is === 'string' || is === 'enum';

/** Whether values of the two kinds can be compared with each other. */
export function comparable(one: Kind, other: Kind): boolean {
  if (one.is === 'list' && other.is === 'list') return comparable(one.of, other.of);
  if (one.is === 'model' && other.is === 'model') return one.model === other.model;
  return (isText(one) && isText(other)) || (one.is === other.is && one.is !== 'any');
}

/** A kind in words, for mistakes. */
export function nameOfKind(kind: Kind): string {
  switch (kind.is) {
    case 'list':
      return `list of ${nameOfKind(kind.of)}`;
    case 'model':
      return `key of ${kind.model}`;
    case 'enum':
      return `one of ${[...kind.choices, ...(kind.prefix ? [`${kind.prefix}…`] : [])].join(', ')}`;
    case 'ip':
      return 'IP address';
    case 'cidr':
      return 'network such as 10.0.0.0/8';
    case 'duration':
      return 'duration such as "hours=1;minutes=30"';
    case 'datetime':
      return 'time such as "2026-01-31T12:00:00Z"';
    case 'string':
      return 'text';
    default:
      return kind.is;
  }
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/;
const LONGEST_SCALAR = 64;

/** Reads a raw value as one of that kind; undefined where it is none. */
export function coerce(kind: Kind, raw: unknown): Value | undefined {
  switch (kind.is) {
    case 'string':
    case 'model':
      return textOf(raw);
    case 'enum': {
      const { choices, prefix } = kind;
      const known =
        typeof raw === 'string' &&
        (choices.includes(raw) || (prefix !== undefined && raw.startsWith(prefix)));
      return known ? raw : undefined;
    }
    case 'number':
      return numberOf(raw);
    case 'boolean':
      return booleanOf(raw);
    case 'datetime':
      return momentOf(raw);
    case 'ip':
      return isIpAddress(raw) ? new IpAddress(raw) : undefined;
    case 'cidr':
      return networkOf(raw);
    case 'duration': {
      const length = typeof raw === 'string' ? seconds(raw) : Number.NaN;
      return Number.isNaN(length) ? undefined : length;
    }
    case 'list':
      return listOf(kind.of, raw);
    case 'any':
      return undefined;
  }
}

const textOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : undefined;

function numberOf(raw: unknown): number | undefined {
  if (typeof raw === 'string' && raw.length <= LONGEST_SCALAR && NUMBER.test(raw.trim())) {
    return numberOf(Number(raw.trim()));
  }
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
}

function booleanOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  if (typeof raw !== 'string' || raw.length > 5) return undefined;
  const word = raw.toLowerCase();
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : undefined;
}

/** ISO 8601; a text without an offset is in UTC. */
function momentOf(raw: unknown): number | undefined {
  if (raw instanceof Date) return numberOf(raw.getTime());
  const parts = typeof raw === 'string' && raw.length <= LONGEST_SCALAR ? MOMENT.exec(raw) : null;
  if (!parts) return undefined;
  const [, day = '', time = '00:00', offset = 'Z'] = parts;
  // The language moves a day that is none, such as 31 February, to the next month.
  const isDay = new Date(`${day}T00:00:00Z`).getTime();
  if (Number.isNaN(isDay) || !new Date(isDay).toISOString().startsWith(day)) return undefined;
  return numberOf(Date.parse(`${day}T${time}${offset}`));
}

/** A network in CIDR notation; bits behind its length are cleared. */
function networkOf(raw: unknown): IpNetwork | undefined {
  if (typeof raw !== 'string') return undefined;
  const [address = '', length, ...more] = raw.split('/');
  if (more.length > 0 || !isIpAddress(address)) return undefined;
  const dotted = !address.includes(':');
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const bits = length === undefined ? 128 : Number(length) + (dotted ? 96 : 0);
  if (bits > 128) return undefined;
  const groups = new IpAddress(address).groups.map((group, index) => {
    const kept = Math.min(16, Math.max(0, bits - index * 16));
    return (group & (0xffff << (16 - kept)) & 0xffff).toString(16);
  });
  return new IpNetwork(`${groups.join(':')}/${bits}`);
}

function listOf(of: Kind, raw: unknown): readonly Value[] | undefined {
  if (!Array.isArray(raw) && !(raw instanceof Set)) return undefined;
  const values: Value[] = [];
  for (const item of raw) {
    const value = coerce(of, item);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/**
 * The text without its cases, near Unicode's full case folding: `ß` is `ss`, final sigma is sigma. Other than there,
 * the dotless `ı` stays another letter than `i`, or a name could pass for another one.
 */
export function folded(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text.toLowerCase();
  let out = '';
  for (const character of text) {
    out += character === 'ı' ? character : character.toLowerCase().toUpperCase().toLowerCase();
  }
  return out;
}
