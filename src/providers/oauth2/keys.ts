import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Tenant } from './tenant.ts';

export type SigningAlgorithm = 'RS256' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'HS256';

/** How the tokens of a client are signed. `privateJwk` is null where the client secret signs. */
export interface Signing {
  readonly alg: SigningAlgorithm;
  readonly key: { readonly kid: string; readonly privateJwk: JWK; readonly publicJwk: JWK } | null;
}

/** Reads the key that signs for a client; throws a sentence for the operator where it cannot be used. */
export async function signingOf(tenant: Tenant): Promise<Signing> {
  if (tenant.signing_key === null) {
    if (tenant.config.client_type === 'public' || tenant.config.client_secret === '') {
      throw new Error(`provider "${tenant.provider.name}" has neither a signing key nor a client secret`);
    }
    return { alg: 'HS256', key: null };
  }
  const key = privateKeyOf(tenant);
  const alg = algorithmOf(key);
  if (!alg) throw new Error(`provider "${tenant.provider.name}": its signing key is of an unsupported kind`);
  const jwk = key.export({ format: 'jwk' }) as JWK;
  // RFC 7638: the same key has the same id, wherever and whenever it is read.
  const kid = await calculateJwkThumbprint(jwk);
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = jwk;
  const about = { kid, alg, use: 'sig' };
  return { alg, key: { kid, privateJwk: { ...jwk, ...about }, publicJwk: { ...open, ...about } } };
}

function privateKeyOf(tenant: Tenant): KeyObject {
  try {
    return createPrivateKey(tenant.signing_key ?? '');
  } catch (cause) {
    throw new Error(`provider "${tenant.provider.name}": its signing key has no readable private key`, {
      cause,
    });
  }
}

function algorithmOf(key: KeyObject): SigningAlgorithm | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') return 'RS256';
  if (type === 'ed25519') return 'EdDSA';
  if (type !== 'ec') return undefined;
  switch (details?.namedCurve) {
    case 'prime256v1':
      return 'ES256';
    case 'secp384r1':
      return 'ES384';
    case 'secp521r1':
      return 'ES512';
    default:
      return undefined;
  }
}

/** The public key that ID tokens of a client are encrypted for; null where they are not. RSA only. */
export function encryptionOf(tenant: Tenant): JWK | null {
  if (tenant.encryption_certificate === null) return null;
  let key: KeyObject;
  try {
    key = createPublicKey(tenant.encryption_certificate);
  } catch (cause) {
    throw new Error(`provider "${tenant.provider.name}": its encryption certificate cannot be read`, {
      cause,
    });
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw new Error(`provider "${tenant.provider.name}": only RSA keys can encrypt`);
  }
  return { ...(key.export({ format: 'jwk' }) as JWK), use: 'enc', alg: 'RSA-OAEP-256' };
}
