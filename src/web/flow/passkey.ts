/**
 * Passkeys, as browsers make and use them. What goes over the wire is JSON with base64url inside; browsers want bytes,
 * and not all of them can translate by themselves.
 */

type Json = Readonly<Record<string, unknown>>;

/** What came of asking the browser: what to answer, or why there is nothing. */
export type Outcome =
  | { readonly credential: Json }
  /** The person or the browser said no, or took too long; `known`: the authenticator holds one for this account. */
  | { readonly failed: 'refused' | 'known' | 'unsupported' };

/** Has the browser do its part, as long as it takes. */
export type Asking = () => Promise<Outcome>;

/** Whether this browser has passkeys at all; pages that are not secure have none. */
const supported = (): boolean => typeof PublicKeyCredential === 'function';

/** Makes a passkey as the server wants it (`PublicKeyCredentialCreationOptionsJSON`). */
export function createPasskey(options: Json): Promise<Outcome> {
  // The server wrote the options by the specification; only texts that stand for bytes are something else here.
  const { user, ...rest } = options as { user: Json };
  const publicKey = {
    ...withBytes(rest, 'excludeCredentials'),
    user: { ...user, id: bytes(user.id) },
  } as unknown as PublicKeyCredentialCreationOptions;
  return trying(() => navigator.credentials.create({ publicKey }));
}

/** Has a passkey prove itself (`PublicKeyCredentialRequestOptionsJSON`), by a dialog of the browser's. */
export const askForPasskey = (options: Json): Promise<Outcome> =>
  trying(() => navigator.credentials.get({ publicKey: requestOf(options) }));

/**
 * Offers passkeys among what the browser fills in by itself, until `signal` says stop. Undefined where it cannot, or
 * where nobody chose one.
 */
export async function offerPasskeys(options: Json, signal: AbortSignal): Promise<Json | undefined> {
  if (!supported() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return undefined;
  if (signal.aborted) return undefined;
  const publicKey = requestOf(options);
  const outcome = await trying(() =>
    navigator.credentials.get({ publicKey, mediation: 'conditional', signal }),
  );
  return 'credential' in outcome ? outcome.credential : undefined;
}

const requestOf = (options: Json) =>
  withBytes(options, 'allowCredentials') as unknown as PublicKeyCredentialRequestOptions;

/** The challenge and the listed credentials in bytes. */
const withBytes = (options: Json, list: string): Json => ({
  ...options,
  challenge: bytes(options.challenge),
  [list]: (Array.isArray(options[list]) ? options[list] : []).map((one: Json) => ({
    ...one,
    id: bytes(one.id),
  })),
});

async function trying(work: () => Promise<Credential | null>): Promise<Outcome> {
  if (!supported()) return { failed: 'unsupported' };
  try {
    const made = await work();
    return made instanceof PublicKeyCredential ? { credential: jsonOf(made) } : { failed: 'refused' };
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    if (name === 'InvalidStateError') return { failed: 'known' };
    return { failed: name === 'NotSupportedError' || name === 'SecurityError' ? 'unsupported' : 'refused' };
  }
}

function jsonOf({ id, rawId, type, response }: PublicKeyCredential): Json {
  const clientDataJSON = text(response.clientDataJSON);
  const common = { id, rawId: text(rawId), type };
  if (response instanceof AuthenticatorAttestationResponse)
    return {
      ...common,
      response: {
        clientDataJSON,
        attestationObject: text(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    };
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    ...common,
    response: {
      clientDataJSON,
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      ...(userHandle ? { userHandle: text(userHandle) } : {}),
    },
  };
}

/** base64url to bytes. */
function bytes(value: unknown): Uint8Array<ArrayBuffer> {
  const plain = atob(String(value).replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Bytes to base64url. */
function text(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
