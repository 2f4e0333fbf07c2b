import { IpAddress, IpNetwork } from './address.ts';

/**
 * The functions that expressions may call and that need nothing but their arguments. This file also runs inside of
 * the sandbox: it uses nothing but the language.
 */

/** True if the pattern is found anywhere in the value. Like Python's `re.search`, for patterns that both know. */
export function regexMatch(value: string, pattern: string | RegExp): boolean {
  return toRegExp(pattern, '').test(text(value, 'regex_match'));
}

/** Replaces every match. `\1` and `\g<name>` in the replacement stand for groups; a dollar sign is a dollar sign. */
export function regexReplace(value: string, pattern: string | RegExp, replacement: string): string {
  const plain = text(replacement, 'regex_replace');
  return text(value, 'regex_replace').replace(toRegExp(pattern, 'g'), (...found: unknown[]) => {
    const last = found.at(-1);
    const named = typeof last === 'object' && last !== null ? (last as Record<string, string>) : {};
    return plain.replace(
      /\\(?:g<([^>]+)>|([1-9]\d?)|(\\))/g,
      (_, name: string, digits: string, slash: string) => {
        if (slash !== undefined) return slash;
        const key = name ?? digits;
        const group = /^\d+$/.test(key) ? found[Number(key)] : named[key];
        return typeof group === 'string' ? group : '';
      },
    );
  });
}

/** The first item of a list, or null where it is empty; anything else is returned as it is. */
export function listFlatten<T>(value: readonly T[] | T): T | null {
  if (!Array.isArray(value)) return value as T;
  return value.length > 0 ? (value[0] as T) : null;
}

/** Lower case, ASCII, words joined by single hyphens: `Crème Brûlée!` becomes `creme-brulee`. */
export function slugify(value: unknown): string {
  return String(value)
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
}

export function ipAddress(value: string): IpAddress {
  return new IpAddress(value);
}

export function ipNetwork(value: string): IpNetwork {
  return new IpNetwork(value);
}

interface GroupLike {
  readonly pk?: unknown;
  readonly name?: unknown;
  readonly is_superuser?: unknown;
}

/** True if the person is in a group (its own or an ancestor of one) that has all the values that are asked for. */
export function isGroupMember(
  user: { readonly groups?: readonly GroupLike[] },
  wanted: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(wanted);
  const known: readonly string[] = ['pk', 'name', 'is_superuser'];
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined || keys.length === 0)
    throw new TypeError(
      `ak_is_group_member knows pk, name and is_superuser${unknown ? `, not ${unknown}` : ''}`,
    );
  if (!Array.isArray(user.groups)) throw new TypeError('ak_is_group_member needs a person with groups');
  return user.groups.some((group) => keys.every((key) => group[key as keyof GroupLike] === wanted[key]));
}

function text(value: unknown, word: string): string {
  if (typeof value === 'string') return value;
  if (value instanceof IpAddress) return String(value);
  throw new TypeError(`${word} needs a text, not ${value === null ? 'null' : typeof value}`);
}

/** Takes Python's way to write flags at the front (`(?i)`), named groups and anchors, too. */
function toRegExp(pattern: string | RegExp, flags: string): RegExp {
  if (pattern instanceof RegExp)
    return new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}${flags}`);
  const source = text(pattern, 'a pattern');
  const front = /^\(\?([ims]+)\)/.exec(source);
  const rest = front === null ? source : source.slice(front[0].length);
  const translated = rest
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/(^|[^\\])\\A/g, '$1^')
    .replace(/(^|[^\\])\\Z/g, '$1$');
  const all = [...new Set(`${front?.[1] ?? ''}${flags}`)].join('');
  try {
    return new RegExp(translated, `${all}u`);
  } catch {
    return new RegExp(translated, all); // Needless escapes such as `\\-` are fine in Python, and without the flag u.
  }
}
