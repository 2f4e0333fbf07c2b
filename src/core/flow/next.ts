const LIMIT = 16_384;

/**
 * The address that a request asks to be sent to afterwards, where it is one of our own: a path with its query and
 * fragment. Everything else is undefined: other origins, schemes, and what browsers read as another origin (`//host`,
 * `/\host`, control characters that they drop, dot segments that lead to `//`).
 */
export function safeNext(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > LIMIT) return undefined;
  if (!text.startsWith('/') || hasHostileCharacter(text)) return undefined;
  const path = text.split(/[?#]/, 1)[0] ?? '';
  return path.includes('//') ? undefined : text;
}

/** Backslashes count as slashes in an address, and control characters are dropped by browsers. */
function hasHostileCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x1f || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}
