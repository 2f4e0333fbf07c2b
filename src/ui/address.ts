/**
 * Addresses that came over the wire, made safe to follow. An address is data until it passed one of these: the
 * schemes below are the only ones that reach an `href`, a `src` or `location`.
 */

const web = new Set(['http:', 'https:']);

/** Schemes that run script or show content chosen by whoever wrote the address, inside or beside our origin. */
const dangerous = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'javascript:',
  'vbscript:',
  'view-source:',
]);

/** The absolute http(s) address of a link, frame or form target, or undefined when it is anything else. */
export function webAddress(value: unknown, base: string): string | undefined {
  const url = parsed(value, base);
  return url && web.has(url.protocol) ? url.href : undefined;
}

/**
 * Where a finished flow may send the browser: http(s), or a native application's own scheme (RFC 8252 section 7.1).
 * Undefined for what would run script or open a document of the sender's making.
 */
export function redirectAddress(value: unknown, base: string): string | undefined {
  const url = parsed(value, base);
  return url && !dangerous.has(url.protocol) ? url.href : undefined;
}

/** The source of an `<img>`: http(s) or an inline image; nothing in an `<img>` can run script. */
export function imageAddress(value: unknown, base: string): string | undefined {
  const url = parsed(value, base);
  if (!url) return undefined;
  return web.has(url.protocol) || url.href.startsWith('data:image/') ? url.href : undefined;
}

function parsed(value: unknown, base: string): URL | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return URL.parse(value, base) ?? undefined;
}
