import type { DeviceClass, DeviceKind } from '../../core/authenticator/kind.ts';
import type { Device, FactorInput, Factors, OfferedDevice } from '../../core/authenticator/ports.ts';
import { tooManyTries } from '../../core/authenticator/throttle.ts';
import type { PortName, Ports } from '../../core/ports.ts';

const NOT_YOURS = 'This does not belong to one of your devices. Try another one.';

/** Devices of every kind, as they prove somebody: throttled, and what is used up is used up once. */
export function createFactors({
  kinds,
  ports,
}: {
  readonly kinds: readonly DeviceKind[];
  readonly ports: () => Ports;
}): Factors {
  const byClass = new Map<DeviceClass, DeviceKind>(kinds.map((kind) => [kind.class, kind]));

  const around = (kind: DeviceKind, { request, settings }: Omit<FactorInput, 'user'>) => ({
    request,
    settings: settings[kind.class] ?? {},
    ports: Object.fromEntries(kind.uses.map((name: PortName) => [name, ports()[name]])) as unknown as Ports,
  });
  const given = (kind: DeviceKind, device: Device, memory: unknown, input: FactorInput) => ({
    ...around(kind, input),
    device,
    memory,
    user: input.user,
  });
  const kindOf = (device: Device): DeviceKind => {
    const kind = byClass.get(device.class);
    if (!kind) throw new Error(`there is no kind of device ${device.class}`);
    return kind;
  };

  /** The device that an answer says it is from, where its kind can tell. */
  async function claimed(kind: DeviceKind | undefined, answer: unknown): Promise<Device | undefined> {
    const name = kind?.joint?.named(answer);
    return kind && name && ports().devices.by(kind.class, name.field, name.value);
  }

  /** What a kind offers as one stands where the first of its devices stood. */
  async function joined(
    offered: readonly OfferedDevice[],
    input: FactorInput,
  ): Promise<readonly OfferedDevice[]> {
    const list = await Promise.all(
      offered.map(async (one): Promise<OfferedDevice | undefined> => {
        const kind = kindOf(one.device);
        if (!kind.joint) return one;
        const devices = offered.map(({ device }) => device).filter((device) => device.class === kind.class);
        if (devices[0] !== one.device) return undefined;
        const offer = await kind.joint.offer({ ...around(kind, input), devices });
        return offer && { device: one.device, challenge: offer.challenge, memory: offer.memory };
      }),
    );
    return list.filter((one) => one !== undefined);
  }

  return {
    async offers({ classes, ...input }) {
      if (input.user.pk === null) return [];
      const devices = await ports().devices.of(input.user.pk);
      const offered = await Promise.all(
        devices.map(async (device): Promise<OfferedDevice | undefined> => {
          const kind = classes.includes(device.class) ? byClass.get(device.class) : undefined;
          const offer = await kind?.offer(given(kind, device, undefined, input));
          return offer && { device, challenge: offer.challenge, memory: offer.memory };
        }),
      );
      return joined(
        offered.filter((offer) => offer !== undefined),
        input,
      );
    },

    async anybody({ class: wanted, ...input }) {
      const kind = byClass.get(wanted);
      const offer = await kind?.joint?.offer({ ...around(kind, input), devices: undefined });
      return offer && { challenge: offer.challenge, memory: offer.memory };
    },

    claimed: ({ class: wanted, answer }) => claimed(byClass.get(wanted), answer),

    async chosen({ device, memory, ...input }) {
      const kind = kindOf(device);
      const chosen = await kind.chosen?.(given(kind, device, memory, input));
      if (!chosen) return { memory };
      return 'message' in chosen ? chosen : { memory: 'memory' in chosen ? chosen.memory : memory };
    },

    async verify({ device: offered, memory, answer, throttle, ...input }) {
      const { clock, devices } = ports();
      const kind = kindOf(offered);
      const device = kind.joint ? await claimed(kind, answer) : offered;
      if (!device || device.user !== input.user.pk) return { verdict: 'wrong', message: NOT_YOURS };
      const factor = kind.throttled ? throttle : 0;
      const attempt = await devices.attempt(device.pk, { now: clock.now(), factor });
      if (!attempt.allowed) {
        const { wait } = attempt;
        return {
          verdict: 'throttled',
          wait,
          message: tooManyTries(wait),
        };
      }
      const proven = await kind.verify({ ...given(kind, device, memory, input), answer });
      if (!proven.proven) return { verdict: 'wrong', message: proven.message };
      if (!(await devices.succeed(device.pk, clock.now(), proven.claim)))
        return { verdict: 'wrong', message: 'This was used already. Wait for the next one.' };
      return { verdict: 'proven', device };
    },
  };
}
