import { z } from 'zod';
import { makeOf, typeAllowed } from '../../core/authenticator/device-types.ts';
import { type Ceremony, NewPasskey, Passkey } from '../../core/authenticator/webauthn.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';
import { webauthnDevice } from './device.ts';
import { AuthenticatorWebAuthnConfig } from './schema.ts';
import { german } from './words.de.ts';

/** The challenge that is out, what the browser was told with it, and how many tries failed. */
const Memory = z.object({
  challenge: z.string(),
  options: z.record(z.string(), z.unknown()),
  failed: z.int(),
});

/** Where nothing else says it, hints tell where the passkey is to be kept (older browsers know no hints). */
function attachmentOf({
  authenticator_attachment,
  hints,
}: z.output<typeof AuthenticatorWebAuthnConfig>): 'platform' | 'cross-platform' | null {
  if (authenticator_attachment !== null || hints.length === 0) return authenticator_attachment;
  const places = new Set(hints.map((hint) => (hint === 'client-device' ? 'platform' : 'cross-platform')));
  return places.size === 1 ? ([...places][0] ?? null) : null;
}

interface Asking {
  readonly config: z.output<typeof AuthenticatorWebAuthnConfig>;
  readonly user: UserFacts & { readonly pk: number };
  readonly request: HttpFacts;
  readonly ports: Pick<Ports, 'devices' | 'webauthn'>;
}

/** What the browser is to make, other than what this person has already. */
async function creation({ config, user, request, ports }: Asking): Promise<Ceremony | undefined> {
  const devices = await ports.devices.of(user.pk);
  return ports.webauthn.creation({
    request,
    user,
    exclude: devices.flatMap(({ class: kind, data }) => (kind === 'webauthn' ? [Passkey.parse(data)] : [])),
    user_verification: config.user_verification,
    resident_key: config.resident_key_requirement,
    attachment: attachmentOf(config),
    hints: config.hints,
    // Security keys say what they are only where they are asked to vouch for it, and browsers ask people about that.
    attested: config.device_type_restrictions.length > 0,
  });
}

const known = (user: UserFacts | undefined): Asking['user'] | undefined =>
  user && user.pk !== null ? { ...user, pk: user.pk } : undefined;

/** Makes a passkey for the pending person. */
export const authenticatorWebauthn = defineStageType({
  type: 'authenticator_webauthn',
  model: 'authentik_stages_authenticator_webauthn.authenticatorwebauthnstage',
  component: 'ak-stage-authenticator-webauthn-form',
  title: 'WebAuthn Authenticator Setup',
  description: 'Sets up a passkey: a fingerprint reader, a phone, a security key.',
  config: AuthenticatorWebAuthnConfig,
  words: { de: german },
  challenge: 'ak-stage-authenticator-webauthn',
  asks: z.strictObject({ registration: z.record(z.string(), z.unknown()) }),
  answer: z.strictObject({ response: NewPasskey }),
  messages: {
    no_pending_user: 'No Pending user to set up a passkey for.',
    no_address:
      'Passkeys cannot be set up under this address. Open this page under the host name of the server, with https.',
    not_made: 'The passkey was not accepted. Try again.',
    not_allowed: 'Authenticators of this make cannot be set up here. Use another one.',
    taken: 'This passkey is set up already. Use another one.',
    too_often: 'Too many tries failed.',
  },
  uses: ['devices', 'webauthn', 'configuration'],
  proves: false,
  configurable: true,
  device: webauthnDevice,

  async begin({ config, pending, request, memory, ports, ask, deny }) {
    const user = known(pending);
    if (!user) return deny('no_pending_user');
    // Drawing the page again must not make void what the person is doing at this moment.
    const kept = Memory.safeParse(memory);
    if (kept.success) return ask({ registration: kept.data.options }, kept.data);
    const ceremony = await creation({ config, user, request, ports });
    if (!ceremony) return deny('no_address');
    const { options, challenge } = ceremony;
    return ask({ registration: options }, { challenge, options, failed: 0 });
  },

  async answered({ config, pending, request, memory, answer, ports, done, deny, retry }) {
    const user = known(pending);
    if (!user) return deny('no_pending_user');
    const { challenge, failed } = Memory.parse(memory);

    /** Asks again with another challenge: each is good for one answer. */
    const again = async (why: 'not_made' | 'not_allowed' | 'taken') => {
      if (config.max_attempts > 0 && failed + 1 >= config.max_attempts) return deny('too_often');
      const next = await creation({ config, user, request, ports });
      if (!next) return deny('no_address');
      return retry(
        { response: why },
        {
          challenge: { registration: next.options },
          memory: { challenge: next.challenge, options: next.options, failed: failed + 1 },
        },
      );
    };

    const made = await ports.webauthn.created({
      request,
      challenge,
      answer: answer.response,
      verified: config.user_verification === 'required',
    });
    if ('wrong' in made) return again('not_made');
    if (!typeAllowed(made.aaguid, config.device_type_restrictions, ports.configuration))
      return again('not_allowed');
    // A credential belongs to one account, whoever holds the authenticator.
    if (await ports.devices.by('webauthn', 'credential_id', made.credential_id)) return again('taken');
    await ports.devices.add({
      user: user.pk,
      class: 'webauthn',
      name: (
        makeOf(made.aaguid, ports.configuration)?.description ??
        (config.friendly_name || 'Passkey')
      ).slice(0, 200),
      data: made,
    });
    return done();
  },
});
