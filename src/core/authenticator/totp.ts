/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: HMAC-SHA-1 over steps of 30 seconds. */

/** Keyed hashing with SHA-1: weak as a digest, sound here, and the one thing that every app can do. */
export interface Hmac {
  sha1(key: Uint8Array, message: Uint8Array): Uint8Array;
}

export const PERIOD = 30;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, as long as the hash, as base32. */
export const newSecret = (letter: (low: number, high: number) => number): string =>
  Array.from({ length: 32 }, () => BASE32[letter(0, BASE32.length)]).join('');

function bytesOf(secret: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of secret) {
    held = ((held << 5) | BASE32.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** The step that a moment lies in. */
export const stepAt = (now: number): number => Math.floor(now / 1_000 / PERIOD);

export interface TotpKey {
  /** Base32. */
  readonly secret: string;
  readonly digits: number;
}

/** The code of a step. */
export function codeAt(step: number, { secret, digits }: TotpKey, hmac: Hmac): string {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(step));
  const hash = hmac.sha1(bytesOf(secret), message);
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const word = new DataView(hash.buffer, hash.byteOffset).getUint32(offset) & 0x7fffffff;
  return String(word % 10 ** digits).padStart(digits, '0');
}

/** Steps by which a clock may be wrong, either way. */
const DRIFT = 1;

/** The step whose code somebody typed, of those around now; undefined where it is none of theirs. */
export function stepOf(
  typed: string,
  input: TotpKey & {
    readonly now: number;
    readonly hmac: Hmac;
    readonly equal: (a: string, b: string) => boolean;
  },
): number | undefined {
  const code = typed.replace(/[\s-]/g, '');
  const current = stepAt(input.now);
  let found: number | undefined;
  // All of them are compared: how long it takes says nothing about which one was near.
  for (let step = current - DRIFT; step <= current + DRIFT; step++)
    if (input.equal(codeAt(step, input, input.hmac), code)) found = step;
  return found;
}

/** What authenticator apps read to set up a key, usually as a QR code. */
export function keyAddress(
  { secret, digits }: TotpKey,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): string {
  const [from, who] = [issuer, account].map(encodeURIComponent);
  return `otpauth://totp/${from}:${who}?secret=${secret}&issuer=${from}&algorithm=SHA1&digits=${digits}&period=${PERIOD}`;
}
