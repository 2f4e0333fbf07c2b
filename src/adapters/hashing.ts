import { hash, verify } from '@node-rs/argon2';
import type { PasswordHashing } from '../core/ports.ts';

/** OWASP's settings for argon2id: 19 MiB, two passes, one lane. The variant is argon2id by default. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of a text that nobody knows: what is verified where there is no password, so that the work is the same. */
const nobody = hash(crypto.randomUUID(), settings);

/** argon2id on the thread pool. Hashes carry their own settings, so that stronger ones can follow. */
export const argon2id: PasswordHashing = {
  hash: (password) => hash(password, settings),
  async verify(stored, password) {
    const known = stored.startsWith('$argon2');
    try {
      const same = await verify(known ? stored : await nobody, password);
      return known && same;
    } catch {
      return false; // a hash that was damaged or is of another kind
    }
  },
};
