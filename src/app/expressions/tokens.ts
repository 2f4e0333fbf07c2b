import { seconds } from '../../core/model/fields.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { TokenMint, TokenOrder } from '../../core/oauth/minting.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { Asking } from './host.ts';

export interface TokenDeps {
  readonly replica: Pick<Replica, 'get' | 'by'>;
  readonly minting: TokenMint;
  /** The address that the issuer is built on; null where none can be trusted. */
  origin(host: string | undefined): string | null;
}

const DEFAULT_LIFE = 'seconds=60';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value.pk === 'string' ? value.pk : undefined;

/** What the words that make tokens do: for the application that is asked for, and signed by its own provider. */
export function createTokenWords({ replica, minting, origin }: TokenDeps) {
  /** The application that is asked for, as Postern itself says; what one policy hands another is not its word. */
  function applicationOf({ caller, application }: Asking) {
    if (application !== undefined) return replica.get('applications', application);
    const asked = keyOf(caller?.obj);
    const target = asked === undefined ? undefined : replica.get('applications', asked);
    if (target) return target;
    const isHandedOn = (caller?.calls?.length ?? 0) > 1;
    const wanted = isHandedOn ? undefined : keyOf(caller?.context.application);
    return wanted === undefined ? undefined : replica.get('applications', wanted);
  }

  /** The provider that was named, where it is the one that may sign here. */
  function providerOf(named: unknown, asking: Asking): number {
    if (asking.caller?.debug) throw new Error('In a trial no token is made: they are real');
    const application = applicationOf(asking);
    if (!application)
      throw new Error('Tokens are made for the application that is asked for, and none is asked for here');
    const own = replica.get('providers', Number(application.provider));
    const wanted = isObject(named) ? named.pk : named;
    if (own?.type !== 'oauth2' || (wanted !== own.pk && wanted !== own.name))
      throw new Error(
        `"${String(wanted)}" is no OAuth 2 provider of the application "${String(application.name)}": an expression signs with the key of that alone`,
      );
    return Number(own.pk);
  }

  function lifeOf(validity: unknown, provider: number): number {
    const wanted = validity ?? DEFAULT_LIFE;
    const life = typeof wanted === 'string' ? Math.floor(seconds(wanted)) : Number.NaN;
    if (!(life >= 1))
      throw new TypeError('The validity is a duration such as "minutes=5", of a second or more');
    const longest = String(replica.get('providers', provider)?.access_token_validity ?? '');
    if (!(life <= seconds(longest)))
      throw new RangeError(`A token lives no longer than the provider's access tokens (${longest})`);
    return life;
  }

  async function mint(order: Omit<TokenOrder, 'origin'>, caller: PolicyRequest | undefined): Promise<string> {
    const address = origin(caller?.http_request?.host);
    if (address === null)
      throw new Error(
        'Postern does not know its own address, which tokens name as their issuer: set POSTERN_PUBLIC_URL',
      );
    return minting.mint({ ...order, origin: address });
  }

  return {
    async ak_create_jwt([user, named, scopes, validity]: readonly unknown[], asking: Asking) {
      const { caller } = asking;
      // What the token is about is an HTTP request of the person; without one there is nobody to make it for.
      if (!caller?.http_request) return null;
      const provider = providerOf(named, asking);
      if (!isObject(user) || typeof user.pk !== 'number' || user.pk !== caller.user.pk)
        throw new Error('A token is made for the person who is asked about, and for nobody else');
      if (!Array.isArray(scopes) || !scopes.every((scope): scope is string => typeof scope === 'string'))
        throw new TypeError('The scopes are a list of texts');
      const person = { user: caller.user, scopes };
      return mint({ provider, seconds: lifeOf(validity, provider), person }, caller);
    },

    async ak_create_jwt_raw([named, validity, claims]: readonly unknown[], asking: Asking) {
      const provider = providerOf(named, asking);
      const own = claims ?? {};
      if (!isObject(own)) throw new TypeError('The claims are values by name');
      return mint({ provider, seconds: lifeOf(validity, provider), claims: own }, asking.caller);
    },
  };
}
