import { Bytes } from './bytes.ts';
import { OBJECT, Obj, Type, typeError, type Value, valueError } from './objects.ts';
import { str } from './protocol.ts';

/** SHA-256 and MD5, as their standards (FIPS 180-4 and RFC 1321) describe them. */

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The first 32 bits of the fractional part of a number. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;

function primes(count: number): number[] {
  const found: number[] = [];
  for (let next = 2; found.length < count; next++)
    if (found.every((prime) => next % prime !== 0)) found.push(next);
  return found;
}

/** The message with a one, zeros, and its length in bits: whole blocks of 64 bytes. */
function padded(bytes: readonly number[], lastFirst: boolean): number[] {
  const rest = (119 - (bytes.length % 64)) % 64;
  const bits = BigInt(bytes.length) * 8n;
  const length = Array.from({ length: 8 }, (_, at) => Number((bits >> BigInt(8 * at)) & 0xffn));
  return [...bytes, 0x80, ...Array<number>(rest).fill(0), ...(lastFirst ? length : length.reverse())];
}

const byteOf = (bytes: readonly number[], at: number): number => bytes[at] ?? 0;

function sha256(message: readonly number[]): number[] {
  const keys = primes(64).map((prime) => fraction(Math.cbrt(prime)));
  const state = primes(8).map((prime) => fraction(Math.sqrt(prime)));
  const bytes = padded(message, false);
  const words = new Array<number>(64).fill(0);
  const word = (at: number): number => words[at] ?? 0;
  for (let block = 0; block < bytes.length; block += 64) {
    for (let at = 0; at < 16; at++) {
      const from = block + at * 4;
      words[at] =
        (byteOf(bytes, from) << 24) |
        (byteOf(bytes, from + 1) << 16) |
        (byteOf(bytes, from + 2) << 8) |
        byteOf(bytes, from + 3);
    }
    for (let at = 16; at < 64; at++) {
      const [one, two] = [word(at - 15), word(at - 2)];
      const low = rotate(one, 25) ^ rotate(one, 14) ^ (one >>> 3);
      const high = rotate(two, 15) ^ rotate(two, 13) ^ (two >>> 10);
      words[at] = (word(at - 16) + low + word(at - 7) + high) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let at = 0; at < 64; at++) {
      const big = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
      const first = (h + big + ((e & f) ^ (~e & g)) + (keys[at] ?? 0) + word(at)) | 0;
      const small = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
      const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = ((state[at] ?? 0) + value) | 0;
  }
  return state.flatMap((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff));
}

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

function md5(message: readonly number[]): number[] {
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  const bytes = padded(message, true);
  for (let block = 0; block < bytes.length; block += 64) {
    const word = (at: number): number => {
      const from = block + at * 4;
      return (
        byteOf(bytes, from) |
        (byteOf(bytes, from + 1) << 8) |
        (byteOf(bytes, from + 2) << 16) |
        (byteOf(bytes, from + 3) << 24)
      );
    };
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let at = 0; at < 64; at++) {
      const round = at >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const place = [at, 5 * at + 1, 3 * at + 5, 7 * at][round] ?? 0;
      const key = Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) | 0;
      const sum = (a + mixed + key + word(place % 16)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, SHIFTS[round]?.[at % 4] ?? 0)) | 0];
    }
    for (const [at, value] of [a, b, c, d].entries()) state[at] = ((state[at] ?? 0) + value) | 0;
  }
  return state.flatMap((value) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff));
}

const ALGORITHMS: ReadonlyMap<
  string,
  readonly [size: number, work: (message: readonly number[]) => number[]]
> = new Map([
  ['sha256', [32, sha256]],
  ['md5', [16, md5]],
]);

const HASH = new Type('_hashlib.HASH', OBJECT);

class Hash extends Obj {
  readonly name: string;
  readonly message: number[];

  constructor(name: string, message: readonly number[]) {
    super();
    this.name = name;
    this.message = [...message];
  }

  get type(): Type {
    return HASH;
  }

  digest(): Bytes {
    const [, work] = ALGORITHMS.get(this.name) ?? [];
    return new Bytes(work?.(this.message) ?? []);
  }

  override field(name: string): Value | undefined {
    if (name === 'name') return this.name;
    if (name === 'digest_size') return ALGORITHMS.get(this.name)?.[0];
    return name === 'block_size' ? 64 : undefined;
  }

  plain(): unknown {
    return this.digest().hex();
  }
}

const messageOf = (value: Value | undefined): readonly number[] => {
  if (value === undefined) return [];
  if (value instanceof Bytes) return value.values;
  throw typeError(
    typeof value === 'string'
      ? 'Strings must be encoded before hashing'
      : 'object supporting the buffer API required',
  );
};

HASH.methods.set('hexdigest', (self) => (self instanceof Hash ? self.digest().hex() : ''));
HASH.methods.set('digest', (self) => (self instanceof Hash ? self.digest() : null));
HASH.methods.set('copy', (self) => (self instanceof Hash ? new Hash(self.name, self.message) : null));
HASH.methods.set('update', (self, [more]) => {
  if (self instanceof Hash) for (const byte of messageOf(more)) self.message.push(byte);
  return null;
});

export const HASHLIB: readonly (readonly [string, Value])[] = [
  ...[...ALGORITHMS.keys()].map((name): [string, Value] => [
    name,
    ([message]) => new Hash(name, messageOf(message)),
  ]),
  [
    'new',
    ([name = null, message]) => {
      const wanted = str(name).toLowerCase();
      if (!ALGORITHMS.has(wanted)) throw valueError(`unsupported hash type ${str(name)}`);
      return new Hash(wanted, messageOf(message));
    },
  ],
];
