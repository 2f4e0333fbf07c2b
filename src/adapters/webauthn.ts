import { isIP } from 'node:net';
import type { Passkey, WebAuthn } from '../core/authenticator/webauthn.ts';
import type { HttpFacts, UserFacts } from '../core/policy/request.ts';

/** How long browsers wait for a person: enough to fetch a phone or a key. Milliseconds. */
const PATIENCE = 300_000;

/** EdDSA, ES256 and RS256 (COSE): what every server that takes over can check, too. */
const ALGORITHMS = [-8, -7, -257];

/** The part of an authenticator's world that says who asks. */
interface Party {
  readonly origin: string;
  readonly id: string;
  readonly name: string;
}

/** How a browser is told of a passkey. */
const descriptor = ({ credential_id, transports }: Pick<Passkey, 'credential_id' | 'transports'>) => ({
  id: credential_id,
  transports: [...transports],
});

/** Loaded when the first passkey is asked for: most of the time nobody needs it. */
const library = () => import('@simplewebauthn/server');

/** What the authenticator keeps as the owner of a passkey: nothing that tells who that is. */
const handleOf = ({ uuid }: UserFacts): Uint8Array<ArrayBuffer> => new TextEncoder().encode(uuid ?? '');

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (data: Uint8Array): string => Buffer.from(data).toString('base64url');
const unpadded = (value: string): string => value.replace(/=+$/, '');

/** The rules of WebAuthn by a library that is made for them, for the address that people use. */
export function createWebAuthn(deps: {
  /** The origin under which the request reached us; null where none can be trusted. */
  readonly origin: (host: string) => string | null;
  /** What people know this server as. */
  readonly name: (host: string) => string;
}): WebAuthn {
  /** Browsers have passkeys for host names only, and only where nobody can listen. */
  function partyOf({ host }: HttpFacts): Party | undefined {
    const origin = deps.origin(host);
    if (origin === null) return undefined;
    const { hostname, protocol } = new URL(origin);
    const local = hostname === 'localhost' || hostname.endsWith('.localhost');
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || (protocol !== 'https:' && !local)) return undefined;
    return { origin, id: hostname, name: deps.name(host) };
  }

  return {
    async creation({ request, user, exclude, user_verification, resident_key, attachment, hints, attested }) {
      const party = partyOf(request);
      if (!party) return undefined;
      const { generateRegistrationOptions } = await library();
      const options = await generateRegistrationOptions({
        rpName: party.name,
        rpID: party.id,
        userName: user.username,
        userDisplayName: user.name || user.username,
        userID: handleOf(user),
        timeout: PATIENCE,
        supportedAlgorithmIDs: ALGORITHMS,
        attestationType: attested ? 'direct' : 'none',
        excludeCredentials: exclude.map(descriptor),
        authenticatorSelection: {
          userVerification: user_verification,
          residentKey: resident_key,
          ...(attachment === null ? {} : { authenticatorAttachment: attachment }),
        },
      });
      return { options: { ...options, hints: [...hints] }, challenge: options.challenge };
    },

    async created({ request, challenge, answer, verified }) {
      const party = partyOf(request);
      if (!party) return { wrong: 'there is no address for which browsers have passkeys' };
      const { verifyRegistrationResponse } = await library();
      try {
        const { registrationInfo: info } = await verifyRegistrationResponse({
          response: {
            ...answer,
            id: unpadded(answer.id),
            rawId: unpadded(answer.rawId),
            response: {
              clientDataJSON: answer.response.clientDataJSON,
              attestationObject: answer.response.attestationObject,
              transports: answer.response.transports ?? [],
            },
            clientExtensionResults: {},
          },
          expectedChallenge: challenge,
          expectedOrigin: party.origin,
          expectedRPID: party.id,
          requireUserVerification: verified,
          supportedAlgorithmIDs: ALGORITHMS,
        });
        if (!info) return { wrong: 'the attestation is not valid' };
        return {
          credential_id: info.credential.id,
          public_key: text(info.credential.publicKey),
          sign_count: info.credential.counter,
          transports: [...(info.credential.transports ?? [])],
          aaguid: info.aaguid.toLowerCase(),
          backup_eligible: info.credentialDeviceType === 'multiDevice',
          backed_up: info.credentialBackedUp,
          user_verified: info.userVerified,
          attestation: info.fmt,
        };
      } catch (cause) {
        return { wrong: reason(cause) };
      }
    },

    async proof({ request, allowed, user_verification, hints }) {
      const party = partyOf(request);
      if (!party) return undefined;
      const { generateAuthenticationOptions } = await library();
      const options = await generateAuthenticationOptions({
        rpID: party.id,
        timeout: PATIENCE,
        userVerification: user_verification,
        ...(allowed
          ? {
              allowCredentials: allowed.map(descriptor),
            }
          : {}),
      });
      const { allowCredentials = [], extensions: _, ...rest } = options;
      return { options: { ...rest, allowCredentials, hints: [...hints] }, challenge: options.challenge };
    },

    async proven({ request, challenge, answer, passkey, owner, named, verified }) {
      const party = partyOf(request);
      if (!party) return { wrong: 'there is no address for which browsers have passkeys' };
      const { userHandle } = answer.response;
      // WebAuthn 7.2, step 6: who answers has to be the owner, and where nobody said who that is the answer has to.
      if (userHandle ? unpadded(userHandle) !== text(handleOf(owner)) : named)
        return { wrong: 'the passkey was made for somebody else' };
      const { verifyAuthenticationResponse } = await library();
      try {
        const { verified: right, authenticationInfo: info } = await verifyAuthenticationResponse({
          response: {
            ...answer,
            id: unpadded(answer.id),
            rawId: unpadded(answer.rawId),
            response: {
              clientDataJSON: answer.response.clientDataJSON,
              authenticatorData: unpadded(answer.response.authenticatorData),
              signature: unpadded(answer.response.signature),
            },
            clientExtensionResults: {},
          },
          expectedChallenge: challenge,
          expectedOrigin: party.origin,
          expectedRPID: party.id,
          requireUserVerification: verified,
          // The counter is judged and redeemed in one step where it is stored.
          credential: { id: passkey.credential_id, publicKey: bytes(passkey.public_key), counter: 0 },
        });
        if (!right) return { wrong: 'the signature is not valid' };
        // WebAuthn 7.2, step 19: whether a passkey may leave its device is decided when it is made.
        if ((info.credentialDeviceType === 'multiDevice') !== passkey.backup_eligible)
          return { wrong: 'the passkey may be copied now and might not before, or the other way round' };
        return { sign_count: info.newCounter };
      } catch (cause) {
        return { wrong: reason(cause) };
      }
    },
  };
}

/** The library throws what it has against an answer. */
const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
