import type { SessionFacts } from '../../core/directory/ports.ts';

/** The one authentication context class that is asserted yet: the person signed in here. */
export const ACR = 'postern/default';

/** RFC 8176 values for what a login was proven with, by the words that stages leave in the session. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  password: ['pwd'],
  app_password: ['pwd'],
  token: ['pwd'],
  auth_webauthn_pwl: ['hwk', 'user'],
  webauthn: ['hwk', 'user'],
};

/** The same for what a second factor was, by its class. */
const DEVICES: Readonly<Record<string, string>> = {
  static: 'otp',
  totp: 'otp',
  email: 'otp',
  sms: 'sms',
  webauthn: 'hwk',
};

/** How the person of a session was proven (`amr`, RFC 8176): empty where nothing of that kind is known. */
export function amrOf({ method, method_args }: Pick<SessionFacts, 'method' | 'method_args'>): string[] {
  const proven = new Set(METHODS[method] ?? []);
  const { mfa_devices } = method_args;
  if (Array.isArray(mfa_devices) && mfa_devices.length > 0) {
    for (const { device_class } of mfa_devices) if (DEVICES[device_class]) proven.add(DEVICES[device_class]);
    // A device that was all that was asked for is one factor.
    if (method !== 'auth_mfa' || mfa_devices.length > 1) proven.add('mfa');
  }
  return [...proven];
}

/** `auth_time`: seconds since the epoch. */
export const authTimeOf = ({ authenticated }: Pick<SessionFacts, 'authenticated'>): number =>
  Math.floor(authenticated / 1000);
