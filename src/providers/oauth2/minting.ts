import { importJWK, SignJWT } from 'jose';
import type { TokenMint, TokenOrder } from '../../core/oauth/minting.ts';
import { claimsOf, RESERVED } from './claims.ts';
import type { Instance } from './instance.ts';
import type { Instances } from './instances.ts';
import type { OAuth2Ports } from './ports.ts';
import { subjectOf } from './subject.ts';
import { scopesOf, type Tenant, type Tenants } from './tenant.ts';

/** Bytes of JSON that the claims of an expression may have. */
const LONGEST_CLAIMS = 8_192;

/** Who may speak for the issuer: nobody but the issuer. Issuer, audience, subject and times are always our own. */
function freeClaims(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const taken = Object.keys(claims).filter(
    (name) => RESERVED.has(name) || name === 'client_id' || name === 'scope',
  );
  if (taken.length > 0) throw new TypeError(`The claim "${taken[0]}" is Postern's own and cannot be given`);
  if (JSON.stringify(claims).length > LONGEST_CLAIMS)
    throw new RangeError(`The claims of a token have at most ${LONGEST_CLAIMS} bytes`);
  return claims;
}

/** The provider's key; the client secret where it has none, as for its ID tokens. */
const keyOf = ({ signing: { alg, key } }: Instance, { config }: Tenant) =>
  key ? importJWK(key.privateJwk, alg) : new TextEncoder().encode(config.client_secret);

/** Signs the tokens that expressions ask for, as the client's access tokens in the form of RFC 9068. Nothing is kept. */
export function createMint(
  { tenants, instances }: { readonly tenants: Tenants; readonly instances: Instances },
  ports: OAuth2Ports,
): TokenMint {
  async function aboutPerson(tenant: Tenant, { user, scopes }: NonNullable<TokenOrder['person']>) {
    const known = scopesOf(tenant);
    const granted = new Set(scopes.filter((scope) => known.has(scope)));
    const sub = subjectOf(user, tenant.config.sub_mode, ports.uid);
    if (sub === undefined) throw new Error('The person has nothing that the client could know them by');
    const told = await claimsOf({ tenant, user, scopes: granted }, ports);
    return { ...told, sub, scope: [...granted].join(' ') };
  }

  return {
    async mint({ provider, origin, seconds, person, claims = {} }) {
      const tenant = tenants.byProvider(provider);
      if (!tenant) throw new Error('The provider has no application any more');
      const instance = await instances.of(tenant, origin);
      const { client_id } = tenant.config;
      const about = person ? await aboutPerson(tenant, person) : { ...freeClaims(claims), sub: client_id };
      const now = Math.floor(ports.clock.now() / 1000);
      const { alg, key } = instance.signing;
      return new SignJWT({ ...about, client_id })
        .setProtectedHeader({ alg, typ: 'at+jwt', ...(key && { kid: key.kid }) })
        .setIssuer(instance.issuer)
        .setAudience(client_id)
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .setJti(ports.random.uuid())
        .sign(await keyOf(instance, tenant));
    },
  };
}
