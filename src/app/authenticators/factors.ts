import type { DeviceClass, DeviceKind } from '../../core/authenticator/kind.ts';
import type { Device, FactorInput, Factors, OfferedDevice } from '../../core/authenticator/ports.ts';
import type { PortName, Ports } from '../../core/ports.ts';

/** Seconds as a person reads them: "a second", "40 seconds", "3 minutes". */
function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  if (seconds === 1) return 'a second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** Devices of every kind, as they prove somebody: throttled, and what is used up is used up once. */
export function createFactors({
  kinds,
  ports,
}: {
  readonly kinds: readonly DeviceKind[];
  readonly ports: () => Ports;
}): Factors {
  const byClass = new Map<DeviceClass, DeviceKind>(kinds.map((kind) => [kind.class, kind]));

  const given = (kind: DeviceKind, device: Device, memory: unknown, input: FactorInput) => ({
    device,
    memory,
    user: input.user,
    request: input.request,
    settings: input.settings[kind.class] ?? {},
    ports: Object.fromEntries(kind.uses.map((name: PortName) => [name, ports()[name]])) as unknown as Ports,
  });
  const kindOf = (device: Device): DeviceKind => {
    const kind = byClass.get(device.class);
    if (!kind) throw new Error(`there is no kind of device ${device.class}`);
    return kind;
  };

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
      return offered.filter((offer) => offer !== undefined);
    },

    async chosen({ device, memory, ...input }) {
      const kind = kindOf(device);
      const chosen = await kind.chosen?.(given(kind, device, memory, input));
      if (!chosen) return { memory };
      return 'message' in chosen ? chosen : { memory: 'memory' in chosen ? chosen.memory : memory };
    },

    async verify({ device, memory, answer, throttle, ...input }) {
      const { clock, devices } = ports();
      const kind = kindOf(device);
      const factor = kind.throttled ? throttle : 0;
      const attempt = await devices.attempt(device.pk, { now: clock.now(), factor });
      if (!attempt.allowed) {
        const { wait } = attempt;
        return {
          verdict: 'throttled',
          wait,
          message: `Too many wrong tries. Try again in ${inWords(wait)}.`,
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
