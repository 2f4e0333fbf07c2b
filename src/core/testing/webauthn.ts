import type { Passkey, WebAuthn } from '../authenticator/webauthn.ts';

/** What the fake writes where a real browser writes its signed data. */
const KNOWN = 'eyJ9';

/** A passkey as the fake makes it. */
export const passkey = (id: string, more: Partial<Passkey> = {}): Passkey => ({
  credential_id: id,
  public_key: 'key',
  sign_count: 0,
  transports: ['internal'],
  aaguid: '00000000-0000-0000-0000-000000000000',
  backup_eligible: false,
  backed_up: false,
  user_verified: true,
  attestation: 'none',
  ...more,
});

/** A new passkey as a browser sends it; the fake takes it for the challenge that stands in it. */
export const madePasskey = (id: string, challenge: string) => ({
  id,
  rawId: id,
  type: 'public-key',
  response: { clientDataJSON: challenge, attestationObject: KNOWN },
});

/** A proof as a browser sends it: for a challenge, by the owner with that key, with the uses counted so far. */
export const passkeyProof = (
  id: string,
  challenge: string,
  { owner, uses = 0, unlocked = true }: { owner?: string | null; uses?: number; unlocked?: boolean } = {},
) => ({
  id,
  rawId: id,
  type: 'public-key',
  response: {
    clientDataJSON: challenge,
    authenticatorData: `${uses}`,
    signature: unlocked ? 'unlocked' : 'touched',
    ...(owner ? { userHandle: owner } : {}),
  },
});

/**
 * WebAuthn without cryptography: challenges are `challenge-1`, `challenge-2`, … and an answer is right where it repeats
 * the one that it is for. With `at: false` there is no address for which browsers have passkeys.
 */
export function plainWebAuthn({
  at = true,
  makes = {},
}: {
  readonly at?: boolean;
  /** What is found out of a new passkey, by its credential. */
  readonly makes?: Readonly<Record<string, Partial<Passkey>>>;
} = {}): WebAuthn {
  let count = 0;
  const ceremony = (options: Readonly<Record<string, unknown>>) => {
    count += 1;
    const challenge = `challenge-${count}`;
    return at ? { options: { challenge, ...options }, challenge } : undefined;
  };
  return {
    creation: async ({ request: _, user, exclude, ...options }) =>
      ceremony({
        user: user.username,
        exclude: exclude.map(({ credential_id }) => credential_id),
        ...options,
      }),
    async created({ challenge, answer, verified }) {
      const made = passkey(answer.id, makes[answer.id]);
      if (answer.response.clientDataJSON !== challenge) return { wrong: 'another challenge' };
      return verified && !made.user_verified ? { wrong: 'not verified' } : made;
    },
    proof: async ({ request: _, allowed, ...options }) =>
      ceremony({ allowed: allowed?.map(({ credential_id }) => credential_id) ?? 'any', ...options }),
    async proven({ challenge, answer: { response }, owner, named, verified }) {
      if (response.clientDataJSON !== challenge) return { wrong: 'another challenge' };
      if (verified && response.signature !== 'unlocked') return { wrong: 'not verified' };
      if (response.userHandle ? response.userHandle !== owner.uuid : named) return { wrong: 'another owner' };
      return { sign_count: Number(response.authenticatorData) };
    },
  };
}
