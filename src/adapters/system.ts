import { createHash, createHmac, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Hmac } from '../core/authenticator/totp.ts';
import type { Clock, Delay, Digest, Random } from '../core/ports.ts';

/** The machine's own clock, randomness, timers and digests. */

export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  token: (bits = 256) => randomBytes(Math.ceil(bits / 8)).toString('base64url'),
  integer: (low, high) => randomInt(low, high),
};

export const systemDelay: Delay = {
  sleep: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};

const bytes = (text: string) => createHash('sha256').update(text).digest();

export const systemDigest: Digest = {
  sha256: (text) => bytes(text).toString('base64url'),
  // Digests first: equal lengths whatever is compared, so that the time says nothing about the text.
  equal: (a, b) => timingSafeEqual(bytes(a), bytes(b)),
};

export const systemHmac: Hmac = {
  sha1: (key, message) => createHmac('sha1', key).update(message).digest(),
};
