/** What replaces a secret wherever decisions are kept or shown. */
export const REDACTED = '••••••';

/** Parts of a key's name that mark its value as a secret, whatever it is called around them. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'assertion',
  'authorization',
  'authentication',
  'bearer',
  'code',
  'codes',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'hash',
  'jwt',
  'key',
  'keys',
  'nonce',
  'otp',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'pin',
  'private',
  'pwd',
  'secret',
  'secrets',
  'session',
  'signature',
  'state',
  'ticket',
  'token',
  'tokens',
  'totp',
  'verifier',
]);

/** The same words where nothing parts them from what stands before: `apikey`, `clientsecret`, `jsessionid`. */
const JOINED =
  /((password|passwd|passphrase|secret|token|credential|cookie)s?|(^|api|access|auth|client|encryption|license|master|private|secret|service|shared|signing|ssh|user|web)keys?|(access|auth|backup|device|login|recovery|verification)codes?|sess(ion)?id)\d*$/;

/** Names that contain such a word and are no secret. */
const HARMLESS: ReadonlySet<string> = new Set([
  'country_code',
  'error_code',
  'language_code',
  'password_change_date',
  'status_code',
  'code_challenge_method',
  'token_type',
]);

/** Keys are few and come again and again. Bounded, since some are made up by whoever asks. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 5_000;

/** Whether the value under that key is a secret: `clientSecret`, `password_repeat`, `X-Api-Key`, … */
export function isSecretKey(key: string): boolean {
  const found = known.get(key);
  if (found !== undefined) return found;
  const secret = namesSecret(key);
  if (known.size < MOST_KNOWN && key.length < 100) known.set(key, secret);
  return secret;
}

function namesSecret(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (HARMLESS.has(words.join('_'))) return false;
  return words.some((word) => SECRET_WORDS.has(word) || JOINED.test(word));
}

const LIMITS = { depth: 8, entries: 100, characters: 1_000, nodes: 2_000 } as const;

export interface Redactor {
  /** A copy that is safe to keep: JSON data, bounded in size, without secrets. */
  data(value: unknown): unknown;
  /** The text without any secret of the request. */
  text(text: string): string;
}

/**
 * Collects the secrets that a request carries (every text below a key that names one) and takes them out of whatever
 * is kept about it: by the key's name, and by value wherever a policy repeats one in a message, a log line or an error.
 */
export function createRedactor(...sources: readonly unknown[]): Redactor {
  const planted = new Set<string>();
  for (const source of sources) collect(source, false, planted, new Set());
  // The longest first, so that a secret which contains another one goes whole.
  const values = [...planted].toSorted((a, b) => b.length - a.length);

  const mask = (text: string): string => {
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, REDACTED);
    return clean;
  };

  function copy(value: unknown, depth: number, budget: { left: number }): unknown {
    if (--budget.left < 0 || depth > LIMITS.depth) return '…';
    if (typeof value === 'string') return cut(mask(value));
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value === 'boolean' || value === null) return value;
    if (value === undefined) return null;
    if (typeof value !== 'object') return cut(mask(String(value)));
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof Set) return copy([...value], depth, budget);
    if (value instanceof Map) return copy(Object.fromEntries(value), depth, budget);
    if (Array.isArray(value)) {
      return value.slice(0, LIMITS.entries).map((entry) => copy(entry, depth + 1, budget));
    }
    return Object.fromEntries(
      Object.entries(value)
        .slice(0, LIMITS.entries)
        .map(([key, entry]) => [
          cut(mask(key)),
          isSecretKey(key) && isSet(entry) ? REDACTED : copy(entry, depth + 1, budget),
        ]),
    );
  }

  return {
    data: (value) => copy(value, 0, { left: LIMITS.nodes }),
    text: (text) => cut(mask(text)),
  };
}

const isSet = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && typeof value !== 'boolean';

/** Bounded, and without what no database keeps as text: NUL and halves of surrogate pairs. */
const cut = (text: string): string =>
  (text.length > LIMITS.characters ? `${text.slice(0, LIMITS.characters)}…` : text)
    .replaceAll('\0', '\uFFFD')
    .toWellFormed();

/** Below a secret key every text counts; shorter ones than four characters would blot out innocent words. */
function collect(value: unknown, secret: boolean, into: Set<string>, seen: Set<unknown>): void {
  if (secret && (typeof value === 'string' || typeof value === 'number')) {
    const text = String(value);
    // `Bearer <token>`: a policy may well have taken the token out of it.
    for (const part of [text, text.replace(/^\w+ /, '')]) if (part.length >= 4) into.add(part);
    return;
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  // A form says which of its fields hold passwords; their names may be any.
  if ('prompt_hidden' in value && 'prompt_data' in value && Array.isArray(value.prompt_hidden)) {
    const hidden = new Set<unknown>(value.prompt_hidden);
    for (const [key, entry] of Object.entries(value.prompt_data ?? {})) {
      if (hidden.has(key)) collect(entry, true, into, seen);
    }
  }
  for (const [key, entry] of Object.entries(value)) collect(entry, secret || isSecretKey(key), into, seen);
}
