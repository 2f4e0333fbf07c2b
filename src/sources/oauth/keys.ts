import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Clock, Egress } from '../../core/ports.ts';
import { jsonOf, type Upstream } from './discovery.ts';

/** Keys are asked for again because of an unknown one at most this often; else they are believed for an hour. */
const UNKNOWN = 60_000;
const FRESH = 3_600_000;
const MOST = 200;

/** Signatures that only the provider can have made. HMAC and `none` are not among them, whatever a token's head says. */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/** The keys could not be had: the other side's fault, and no judgement about the token. */
export class KeysUnavailable extends Error {}

interface Kept {
  readonly keys: ReturnType<typeof createLocalJWKSet>;
  readonly read: number;
}

/** Verifies what a provider signed. */
export function createKeys({ egress, clock }: { readonly egress: Egress; readonly clock: Clock }) {
  const cache = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept>>();

  async function read(url: string): Promise<Kept> {
    const response = await egress.request({ url, headers: { accept: 'application/json' } });
    if ('refused' in response) throw new KeysUnavailable(`${url} could not be read: ${response.refused}`);
    if ('failed' in response) throw new KeysUnavailable(`${url} could not be read: ${response.failed}`);
    if (response.status !== 200) throw new KeysUnavailable(`${url} answered with status ${response.status}`);
    const kept = { keys: keySet(jsonOf(response.body)), read: clock.now() };
    for (const oldest of cache.keys()) {
      if (cache.size < MOST) break;
      cache.delete(oldest);
    }
    cache.set(url, kept);
    return kept;
  }

  /** `newerThan`: when the keys that were not enough were read. */
  async function keysAt(url: string, newerThan?: number): Promise<Kept> {
    const kept = cache.get(url);
    const age = kept ? clock.now() - kept.read : Number.POSITIVE_INFINITY;
    if (kept && (newerThan === undefined ? age < FRESH : kept.read > newerThan || age < UNKNOWN)) return kept;
    const pending = reading.get(url) ?? read(url).finally(() => reading.delete(url));
    reading.set(url, pending);
    return pending;
  }

  async function verified(token: string, keys: Kept['keys'], options: JWTVerifyOptions) {
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (cause) {
      if (!(cause instanceof errors.JWKSMultipleMatchingKeys)) throw cause;
      // A token without `kid`, and several keys of that kind: one of them fits, or none.
      for await (const key of cause) {
        try {
          return (await jwtVerify(token, key, options)).payload;
        } catch (other) {
          if (!(other instanceof errors.JWSSignatureVerificationFailed)) throw other;
        }
      }
      throw new errors.JWSSignatureVerificationFailed();
    }
  }

  /** The payload of a token that this provider signed. Throws jose's errors, or `KeysUnavailable`. */
  return async (
    { jwks }: Pick<Upstream, 'jwks'>,
    token: string,
    options: Omit<JWTVerifyOptions, 'algorithms'>,
  ) => {
    const all = { ...options, algorithms: ALGORITHMS };
    if ('keys' in jwks) return verified(token, keySet(jwks.keys), all);
    const first = await keysAt(jwks.url);
    try {
      return await verified(token, first.keys, all);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      const again = await keysAt(jwks.url, first.read);
      if (again === first) throw cause;
      return verified(token, again.keys, all);
    }
  };
}

/** Only public keys count: a shared secret in a key set would let whoever knows it sign. */
function keySet(value: unknown): Kept['keys'] {
  const keys = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;
  if (!Array.isArray(keys)) throw new KeysUnavailable('the key set has no list of keys');
  const isPublic = (key: unknown) =>
    typeof key === 'object' && key !== null && 'kty' in key && (key.kty === 'RSA' || key.kty === 'EC');
  return createLocalJWKSet({ keys: keys.filter(isPublic) } as JSONWebKeySet);
}
