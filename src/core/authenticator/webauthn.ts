import { z } from 'zod';
import type { HttpFacts, UserFacts } from '../policy/request.ts';
import { deviceTypes } from './device-types.ts';

export const USER_VERIFICATION = ['required', 'preferred', 'discouraged'] as const;
export const WEBAUTHN_HINTS = ['security-key', 'client-device', 'hybrid'] as const;

/** Whether people must show themselves to the authenticator (fingerprint, PIN) and not only touch it. */
export const userVerification = () =>
  z
    .enum(USER_VERIFICATION)
    .meta({ labels: { required: 'Required', preferred: 'Preferred', discouraged: 'Discouraged' } })
    .default('preferred');

export const webauthnHints = () =>
  z
    .array(
      z.enum(WEBAUTHN_HINTS).meta({
        labels: {
          'security-key': 'A security key',
          'client-device': 'This device',
          hybrid: 'Another device, such as a telephone',
        },
      }),
    )
    .default([]);

/** What a stage that asks for passkeys says about them; `settings.webauthn` of the factors. */
export const PasskeySettings = z.object({
  user_verification: userVerification(),
  hints: webauthnHints(),
  allowed_device_types: deviceTypes(),
});

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+={0,2}$/);

const credential = { id: base64url(2_048), rawId: base64url(2_048), type: z.literal('public-key') };

/** A new passkey as browsers send it (`PublicKeyCredential.toJSON()`). */
export const NewPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_192),
    attestationObject: base64url(65_536),
    transports: z.array(z.string().max(32)).max(16).optional(),
  }),
});

/** A proof by passkey as browsers send it. */
export const PasskeyProof = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_192),
    authenticatorData: base64url(8_192),
    signature: base64url(8_192),
    userHandle: base64url(512).nullish(),
  }),
});

/** What is kept of a passkey. */
export const Passkey = z.strictObject({
  credential_id: z.string(),
  /** COSE, base64url. */
  public_key: z.string(),
  sign_count: z.int(),
  transports: z.array(z.string()),
  aaguid: z.string(),
  /** Whether it can be copied to other devices of its owner, and whether it was when it was made. */
  backup_eligible: z.boolean(),
  backed_up: z.boolean(),
  user_verified: z.boolean(),
  /** Format of the attestation, e.g. `packed`; `none` where the authenticator vouched for nothing. */
  attestation: z.string(),
});
export type Passkey = z.output<typeof Passkey>;

/** What the browser is to be told, and the challenge in it; that stays on the server. */
export interface Ceremony {
  readonly options: Readonly<Record<string, unknown>>;
  readonly challenge: string;
}

/** Passkeys by the rules of WebAuthn, for the address under which people reach Postern. */
export interface WebAuthn {
  /** Undefined where browsers have no passkeys for the address of the request: an IP address, or no known one. */
  creation(input: {
    readonly request: HttpFacts;
    readonly user: UserFacts;
    /** Authenticators that hold one of these make no second one. */
    readonly exclude: readonly Pick<Passkey, 'credential_id' | 'transports'>[];
    readonly user_verification: (typeof USER_VERIFICATION)[number];
    readonly resident_key: (typeof USER_VERIFICATION)[number];
    readonly attachment: 'platform' | 'cross-platform' | null;
    readonly hints: readonly string[];
    /** Whether the authenticator shall vouch for what it is. */
    readonly attested: boolean;
  }): Promise<Ceremony | undefined>;
  created(input: {
    readonly request: HttpFacts;
    readonly challenge: string;
    readonly answer: z.output<typeof NewPasskey>;
    readonly verified: boolean;
  }): Promise<Passkey | { readonly wrong: string }>;
  /** Undefined as for `creation`. */
  proof(input: {
    readonly request: HttpFacts;
    /** The passkeys that may answer; undefined where any passkey for this address may. */
    readonly allowed: readonly Pick<Passkey, 'credential_id' | 'transports'>[] | undefined;
    readonly user_verification: (typeof USER_VERIFICATION)[number];
    readonly hints: readonly string[];
  }): Promise<Ceremony | undefined>;
  /** Judges everything but the signature counter, which is to be redeemed. `wrong` is for the log, not for people. */
  proven(input: {
    readonly request: HttpFacts;
    readonly challenge: string;
    readonly answer: z.output<typeof PasskeyProof>;
    readonly passkey: Passkey;
    readonly owner: UserFacts;
    /** The authenticator has to say whose passkey it is: nobody else has said so. */
    readonly named: boolean;
    readonly verified: boolean;
  }): Promise<{ readonly sign_count: number } | { readonly wrong: string }>;
}
