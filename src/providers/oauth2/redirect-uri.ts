import { compilePattern, type Pattern, PatternError } from './pattern.ts';

/** An allowed address as an administrator writes it. */
export interface AllowedUri {
  readonly matching_mode: 'strict' | 'regex';
  readonly url: string;
  readonly redirect_uri_type: 'authorization' | 'logout';
}

/** Schemes that run code or read local data in a browser, whatever a client registers. */
const FORBIDDEN = new Set([
  'javascript',
  'data',
  'vbscript',
  'blob',
  'file',
  'about',
  'view-source',
  'ws',
  'wss',
]);

interface Parts {
  readonly scheme: string;
  /** Positions of the authority in the text; undefined where there is none (`com.example.app:/callback`). */
  readonly authority: readonly [number, number] | undefined;
}

/**
 * Why an address cannot be one that browsers are sent to; undefined where it can. RFC 6749 section 3.1.2: absolute and
 * without a fragment; beyond that nothing in it that browsers and servers read in different ways.
 */
export function faultOf(url: string): string | undefined {
  if (url.length > 2_048) return 'The address is too long.';
  if (!/^[\x21-\x7e]+$/.test(url)) return 'Only visible ASCII characters are allowed; encode the others.';
  if (/[\\<>"^`{|}]/.test(url)) return 'Backslashes, quotes, brackets and the like have to be encoded.';
  if (url.includes('#')) return 'A fragment is not allowed.';
  if (/%(?![0-9a-fA-F]{2})/.test(url)) return 'There is a "%" that encodes nothing.';
  const parts = partsOf(url);
  if (!parts) return 'Write an absolute address, such as https://app.example.com/callback.';
  if (FORBIDDEN.has(parts.scheme)) return `Addresses with the scheme "${parts.scheme}:" are not allowed.`;
  const path = pathFault(url, parts);
  if (path) return path;
  if (parts.scheme !== 'http' && parts.scheme !== 'https') return undefined;
  return authorityFault(url, parts);
}

function partsOf(url: string): Parts | undefined {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(url)?.[1];
  if (scheme === undefined || url.length === scheme.length + 1) return undefined;
  const begin = scheme.length + 3;
  if (url.slice(scheme.length + 1, begin) !== '//') {
    return { scheme: scheme.toLowerCase(), authority: undefined };
  }
  const length = url.slice(begin).search(/[/?#]/);
  return { scheme: scheme.toLowerCase(), authority: [begin, length < 0 ? url.length : begin + length] };
}

/** Dot segments, also encoded ones, lead elsewhere once somebody has normalised the address. */
function pathFault(url: string, { authority }: Parts): string | undefined {
  const path = url.slice(authority?.[1] ?? url.indexOf(':') + 1).split('?', 1)[0] ?? '';
  const segments = path.replace(/%2e/gi, '.').split(/\/|%2f|%5c/i);
  return segments.some((segment) => segment === '.' || segment === '..')
    ? 'The path must not contain "." or ".." as a segment.'
    : undefined;
}

function authorityFault(url: string, { authority }: Parts): string | undefined {
  if (!authority) return 'After the scheme there have to be two slashes and a host.';
  const text = url.slice(...authority);
  if (text.includes('@')) return 'A user name in the address is not allowed.';
  const host = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._~-]+)(:\d{1,5})?$/.exec(text)?.[1];
  if (host === undefined) return 'The host is not valid; write an international name in its xn-- form.';
  return host.startsWith('.') || host.includes('..') ? 'The host is not valid.' : undefined;
}

const compiled = new WeakMap<AllowedUri, Pattern | undefined>();

function patternOf(allowed: AllowedUri): Pattern | undefined {
  if (!compiled.has(allowed)) {
    try {
      compiled.set(allowed, compilePattern(allowed.url));
    } catch {
      compiled.set(allowed, undefined);
    }
  }
  return compiled.get(allowed);
}

/**
 * Whether a request may name this address. Strict: the same text, character by character. Regex: the whole address
 * matches, and a wildcard reaches neither into the scheme nor from the host into the path.
 */
export function isAllowed(
  url: unknown,
  type: AllowedUri['redirect_uri_type'],
  list: readonly AllowedUri[],
): boolean {
  if (typeof url !== 'string' || faultOf(url) !== undefined) return false;
  return list.some((allowed) => {
    if (allowed.redirect_uri_type !== type) return false;
    if (allowed.matching_mode === 'strict') return allowed.url === url;
    return patternOf(allowed)?.matches(url, boundaries(url)) ?? false;
  });
}

/** The positions that only a character that the author wrote may match: the scheme, its slashes, the end of the host. */
function boundaries(url: string): (position: number) => boolean {
  const authority = partsOf(url)?.authority;
  const begin = authority?.[0] ?? url.indexOf(':') + 1;
  const end = authority?.[1] ?? -1;
  return (position) => position < begin || position === end;
}

/** What is wrong with an allowed address; undefined where nothing is. */
export function allowedFault({
  matching_mode,
  url,
}: Omit<AllowedUri, 'redirect_uri_type'>): string | undefined {
  if (matching_mode === 'strict') return faultOf(url);
  if (url.length > 2_048) return 'The pattern is too long.';
  try {
    compilePattern(url);
    return undefined;
  } catch (error) {
    return error instanceof PatternError ? error.message : 'The pattern is not valid.';
  }
}

/** `https://host:port` of an address; null where it has none. */
export function originOf(url: string): string | null {
  if (faultOf(url) !== undefined) return null;
  const parts = partsOf(url);
  if (!parts?.authority || (parts.scheme !== 'http' && parts.scheme !== 'https')) return null;
  return `${parts.scheme}://${url.slice(...parts.authority).toLowerCase()}`;
}
