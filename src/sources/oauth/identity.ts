import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { decodeProtectedHeader } from 'jose';
import type { Identity } from '../../core/source/driver.ts';
import type { Upstream } from './discovery.ts';

type Json = Readonly<Record<string, unknown>>;

/** The longest subject that OpenID Connect Core 1.0, section 2, allows. */
const LONGEST_SUBJECT = 255;

/** Claims of the token itself: what the profile says about them does not count. */
const OF_THE_TOKEN = [
  'iss',
  'sub',
  'aud',
  'azp',
  'exp',
  'nbf',
  'iat',
  'nonce',
  'at_hash',
  'c_hash',
  'auth_time',
];

export interface Expected {
  readonly client: string;
  readonly nonce: string;
  readonly accessToken: string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
  equal(a: string, b: string): boolean;
}

/** Seconds that two clocks may differ. */
export const SKEW = 60;

/**
 * What is wrong with a token whose signature, audience and lifetime are right; undefined where nothing is
 * (OpenID Connect Core 1.0, section 3.1.3.7).
 */
export function faultOf(
  token: string,
  claims: JWTPayload,
  upstream: Upstream,
  expected: Expected,
): string | undefined {
  const { sub, aud, azp, iat, nonce, iss, at_hash } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT || sub.includes('\0'))
    return 'the subject is missing or too long';
  if (typeof iat !== 'number' || iat > expected.now + SKEW) return 'it was issued in the future';
  if (typeof nonce !== 'string' || !expected.equal(nonce, expected.nonce)) return 'the nonce is another one';
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined)
    return 'it is for several audiences and names no party';
  if (azp !== undefined && azp !== expected.client) return 'it was issued to another client';
  if (typeof iss !== 'string' || !isExpectedIssuer(iss, claims, upstream))
    return 'it comes from another issuer';
  if (
    at_hash !== undefined &&
    expected.accessToken !== undefined &&
    at_hash !== hashOf(token, expected.accessToken)
  )
    return 'it belongs to another access token';
  return undefined;
}

function isExpectedIssuer(iss: string, claims: JWTPayload, { issuer, ...upstream }: Upstream): boolean {
  if (issuer === null) {
    // Nobody said who it is; then it has to be one of those whom the administrator named.
    const origins = [upstream.authorization, upstream.token].map((url) => new URL(url).origin);
    return URL.canParse(iss) && origins.includes(new URL(iss).origin);
  }
  if (!upstream.provider.tenants) return iss === issuer;
  const { tid } = claims;
  return typeof tid === 'string' && /^[-0-9a-z]+$/i.test(tid) && iss === issuer.replace('{tenantid}', tid);
}

/** OpenID Connect Core 1.0, section 3.1.3.6: the left half of the hash that the token's algorithm uses. */
function hashOf(token: string, accessToken: string): string {
  const { alg = '' } = decodeProtectedHeader(token);
  const hash = createHash(`sha${alg.slice(2)}`)
    .update(accessToken)
    .digest();
  return hash.subarray(0, hash.length / 2).toString('base64url');
}

/** The person, from the token and the profile. */
export function identityOf(claims: JWTPayload, profile: Json, upstream: Upstream, token: Json): Identity {
  const own = Object.fromEntries(
    OF_THE_TOKEN.map((name) => [name, claims[name]]).filter(([, value]) => value !== undefined),
  );
  const info: Json = { ...claims, ...profile, ...own };
  const { config } = upstream;
  return {
    identifier: String(claims.sub),
    info,
    properties: {
      username: info.preferred_username ?? info.nickname ?? null,
      email: info.email ?? null,
      name: info.name ?? null,
      groups: Array.isArray(info.groups) ? info.groups : [],
    },
    email_verified: verified(info.email_verified),
    words: {
      client: { client_id: config.consumer_key, provider_type: config.provider_type },
      token: { scope: token.scope ?? null, token_type: token.token_type ?? null, claims },
    },
  };
}

/** Some providers write it as text. */
const verified = (value: unknown): boolean | null =>
  value === true || value === 'true' ? true : value === false || value === 'false' ? false : null;
