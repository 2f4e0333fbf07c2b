import type { Key } from '../../catalogue.ts';
import { usePage } from '../../page.ts';
import type { DeviceChallenge } from '../../wire.ts';

const kinds: Readonly<Record<string, Key>> = {
  duo: 'device.duo',
  email: 'device.email',
  sms: 'device.sms',
  static: 'device.static',
  totp: 'device.totp',
  webauthn: 'device.webauthn',
};

/** What people know a device by: what it is, and how they call it. */
export function useDeviceWords() {
  const { text } = usePage();
  return ({ device_class, name }: DeviceChallenge) => {
    const key = kinds[device_class];
    return { kind: key ? text(key) : device_class, name: name ?? '' };
  };
}
