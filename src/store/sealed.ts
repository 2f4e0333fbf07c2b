import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Data that a copy of the database must not show: AES-256-GCM under a secret that is not in it, bound to `about`. */
export function seal(data: unknown, key: CipherKey, about: string): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** What was sealed; throws where the key or what it is about is another one, or a bit has changed. */
export function unseal<T>(state: Buffer, key: CipherKey, about: string): T {
  const decipher = createDecipheriv('aes-256-gcm', key, state.subarray(0, IV))
    .setAAD(Buffer.from(about))
    .setAuthTag(state.subarray(IV, IV + TAG));
  const text = Buffer.concat([decipher.update(state.subarray(IV + TAG)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
