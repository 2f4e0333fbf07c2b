import type { ClientMetadata } from 'oidc-provider';
import { encryptionOf, type Signing } from './keys.ts';
import type { Tenant } from './tenant.ts';

/** Grants that run. Others may be configured; nobody gets anything by them. */
export const RUNNING: readonly string[] = ['authorization_code', 'refresh_token'];

/** Addresses are compared by our own rule (redirect-uri.ts); oidc-provider only wants to see that there are some. */
const SOME_ADDRESS = 'https://redirect.invalid/';

/** A client in the words of RFC 7591. */
export function clientOf(tenant: Tenant, { alg }: Signing): ClientMetadata {
  const { config, application } = tenant;
  const confidential = config.client_type === 'confidential';
  const encryption = encryptionOf(tenant);
  return {
    client_id: config.client_id,
    client_name: application.name,
    ...(confidential ? { client_secret: config.client_secret } : {}),
    token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
    redirect_uris: [SOME_ADDRESS],
    grant_types: config.grant_types.filter((grant) => RUNNING.includes(grant)),
    response_types: config.grant_types.includes('authorization_code') ? ['code'] : [],
    id_token_signed_response_alg: alg,
    subject_type: 'public',
    ...(encryption
      ? {
          jwks: { keys: [encryption] },
          id_token_encrypted_response_alg: 'RSA-OAEP-256',
          id_token_encrypted_response_enc: 'A256CBC-HS512',
        }
      : {}),
  } as ClientMetadata;
}
