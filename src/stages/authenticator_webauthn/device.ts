import { z } from 'zod';
import { DeviceTypeReply, makeOf, typeAllowed } from '../../core/authenticator/device-types.ts';
import { type DeviceInput, defineDeviceKind } from '../../core/authenticator/kind.ts';
import { Passkey, PasskeyProof, PasskeySettings } from '../../core/authenticator/webauthn.ts';
import type { Ports } from '../../core/ports.ts';

/** The challenge of an execution; `anybody` where it was given before somebody had said who they are. */
const Memory = z.object({ challenge: z.string(), anybody: z.boolean() });

const allowed = (
  { aaguid }: Passkey,
  { allowed_device_types }: z.output<typeof PasskeySettings>,
  { configuration }: Pick<Ports, 'configuration'>,
): boolean => typeAllowed(aaguid, allowed_device_types, configuration);

/**
 * A passkey that is the only proof of somebody has to be unlocked by its owner: to have found it must not be enough.
 * Only whoever says "discouraged" gets less.
 */
const verification = ({ user_verification }: z.output<typeof PasskeySettings>, anybody: boolean) =>
  anybody && user_verification === 'preferred' ? 'required' : user_verification;

/** Passkeys and security keys. */
export const webauthnDevice = defineDeviceKind({
  class: 'webauthn',
  model: 'authentik_stages_authenticator_webauthn.webauthndevice',
  schema: 'WebAuthnDevice',
  title: 'WebAuthn device',
  plural: 'WebAuthn devices',
  longestName: 200,
  data: Passkey,
  hidden: ['credential_id', 'public_key', 'sign_count', 'transports', 'user_verified', 'attestation'],
  shown: {
    fields: z.strictObject({ created_on: z.string(), device_type: DeviceTypeReply.nullable() }),
    of: ({ created, aaguid }, configuration) => ({
      created_on: created,
      device_type: makeOf(String(aaguid), configuration) ?? null,
    }),
  },
  uses: ['webauthn', 'configuration', 'events'],
  throttled: false,

  offer({ device, settings, ports }) {
    const passkey = Passkey.parse(device.data);
    return allowed(passkey, PasskeySettings.parse(settings), ports) ? { challenge: {} } : undefined;
  },

  joint: {
    async offer({ devices, request, settings, ports }) {
      const wanted = PasskeySettings.parse(settings);
      const anybody = devices === undefined;
      const ceremony = await ports.webauthn.proof({
        request,
        allowed: devices?.map(({ data }) => Passkey.parse(data)),
        user_verification: verification(wanted, anybody),
        hints: wanted.hints,
      });
      return ceremony && { challenge: ceremony.options, memory: { challenge: ceremony.challenge, anybody } };
    },
    named(answer) {
      const read = PasskeyProof.safeParse(answer);
      return read.success ? { field: 'credential_id', value: read.data.id.replace(/=+$/, '') } : undefined;
    },
  },

  async verify({ device, user, answer, memory, settings, request, ports }) {
    const wrong = { proven: false, message: 'This passkey was not accepted. Try again.' } as const;
    const read = PasskeyProof.safeParse(answer);
    const kept = Memory.safeParse(memory);
    if (!read.success || !kept.success) return wrong;
    const passkey = Passkey.parse(device.data);
    const wanted = PasskeySettings.parse(settings);
    if (!allowed(passkey, wanted, ports))
      return { proven: false, message: 'Authenticators of this make are not allowed here.' };
    const { challenge, anybody } = kept.data;
    const judged = await ports.webauthn.proven({
      request,
      challenge,
      answer: read.data,
      passkey,
      owner: user,
      named: anybody,
      verified: verification(wanted, anybody) === 'required',
    });
    if ('wrong' in judged) return wrong;
    const { sign_count } = judged;
    // Authenticators that do not count say 0 for ever; WebAuthn 7.2, step 22 for all others.
    if (sign_count === 0 && passkey.sign_count === 0) return { proven: true };
    if (sign_count <= passkey.sign_count) {
      ports.events.emit(cloned({ device, user, request }, sign_count, passkey.sign_count));
      return {
        proven: false,
        message: 'This passkey may have been copied, so it is not accepted. Use another way to sign in.',
      };
    }
    return { proven: true, claim: { claim: 'grow', field: 'sign_count', value: sign_count } };
  },
});

/** The event of a counter that does not grow: two authenticators may hold the same key. */
const cloned = (
  { device, user, request }: Pick<DeviceInput<never>, 'device' | 'user' | 'request'>,
  said: number,
  kept: number,
) =>
  ({
    action: 'suspicious_request',
    app: 'postern.stages',
    user,
    http_request: request,
    context: {
      message: `The passkey ${device.name} of ${user.username} counted ${said} uses where ${kept} were known: it may have been copied.`,
      device: { pk: device.pk, name: device.name },
    },
  }) as const;
