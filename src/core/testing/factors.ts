import type { DeviceClass } from '../authenticator/kind.ts';
import type { Device, Devices, Factors, OfferedDevice } from '../authenticator/ports.ts';

const WRONG = { verdict: 'wrong', message: 'Wrong.' } as const;

/**
 * Devices whose right answer is known: `data.answer`. Those of the classes in `sent` have to be chosen first. A passkey
 * names its device by `id`, which is `data.credential_id`.
 */
export function knownFactors(devices: Devices, sent: readonly DeviceClass[] = []): Factors {
  const memoryOf = ({ class: kind }: Device) => (sent.includes(kind) ? 'not sent' : undefined);
  const claimed = async (answer: unknown): Promise<Device | undefined> =>
    typeof answer === 'object' && answer !== null && 'id' in answer
      ? devices.by('webauthn', 'credential_id', String(answer.id))
      : undefined;
  return {
    async offers({ user, classes }) {
      const known = user.pk === null ? [] : await devices.of(user.pk);
      return known
        .filter((device) => classes.includes(device.class))
        .map((device): OfferedDevice => ({ device, challenge: {}, memory: memoryOf(device) }));
    },
    chosen: async ({ device }) =>
      device.data.unreachable === true ? { message: 'It cannot be reached.' } : { memory: 'sent' },
    anybody: async ({ class: kind }) =>
      kind === 'webauthn' ? { challenge: { rpId: 'corp.test' }, memory: 'anybody' } : undefined,
    claimed: ({ answer }) => claimed(answer),
    async verify({ device: offered, user, memory, answer }) {
      const device = offered.class === 'webauthn' ? await claimed(answer) : offered;
      if (!device || device.user !== user.pk || memory === 'not sent') return WRONG;
      const right =
        device.class === 'webauthn' || JSON.stringify(answer) === JSON.stringify(device.data.answer);
      return right ? { verdict: 'proven', device } : WRONG;
    },
  };
}
