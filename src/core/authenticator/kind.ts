import type { z } from 'zod';
import type { Configuration } from '../flow/ports.ts';
import type { HttpFacts, UserFacts } from '../policy/request.ts';
import type { PortName, Ports } from '../ports.ts';
import type { Claim, Device } from './ports.ts';

/** What a device is used to prove, under the field's names. */
export const DEVICE_CLASSES = ['static', 'totp', 'webauthn', 'duo', 'sms', 'email'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

/** What a kind of device is handed when it is to prove somebody. */
export interface DeviceInput<U extends PortName> {
  readonly device: Device;
  readonly user: UserFacts;
  readonly request: HttpFacts;
  /** What the stage that asks says of this kind: its own configuration, e.g. the user verification of a passkey. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What `challenge` kept for this execution; never seen by the browser. */
  readonly memory: unknown;
  readonly ports: Pick<Ports, U>;
}

/** What the browser is shown of a device that can be used now; `memory` stays on the server. */
export interface Offer {
  readonly challenge: Readonly<Record<string, unknown>>;
  readonly memory?: unknown;
}

/** A proof may rest on something that can be used once only: the claim is redeemed before it counts. */
export type Proven =
  | { readonly proven: true; readonly claim?: Claim }
  | { readonly proven: false; readonly message: string };

/**
 * One kind of second factor: what is kept of a device, how it is offered and how an answer is judged. Stages that set
 * devices up bring it (`defineStageType({ device })`); the stage that asks for them knows only this.
 */
export interface DeviceKind<U extends PortName = PortName> {
  readonly class: DeviceClass;
  /** Wire name of the model, e.g. `authentik_stages_authenticator_totp.totpdevice`. */
  readonly model: string;
  /** Name of the object's schema on the wire, e.g. `TOTPDevice`. */
  readonly schema: string;
  readonly title: string;
  readonly plural: string;
  readonly longestName?: number;
  /** Stored fields beside `user`, `name`, `confirmed`, `last_used`. */
  readonly data: z.ZodObject;
  /** Those of them that never leave the server. */
  readonly hidden: readonly string[];
  /** Read-only fields on the wire, worked out from the stored row. */
  readonly shown?: {
    readonly fields: z.ZodObject;
    readonly of: (
      row: Readonly<Record<string, unknown>>,
      configuration: Pick<Configuration, 'get'>,
    ) => Readonly<Record<string, unknown>>;
  };
  readonly uses: readonly U[];
  /** True where wrong tries slow the next ones down: everything that could be guessed. */
  readonly throttled: boolean;
  /** Offers the device; undefined where it cannot be used for proving at all (a number that was only verified). */
  readonly offer: (input: DeviceInput<U>) => Promise<Offer | undefined> | Offer | undefined;
  /**
   * For kinds whose answer itself names the device that it is from: all devices of a person are offered as one, and
   * one offer can be made before anybody has said who they are.
   */
  readonly joint?: {
    /** `devices` are those that `offer` had an offer for; undefined: any device, whoever it belongs to. */
    readonly offer: (
      input: Pick<DeviceInput<U>, 'request' | 'settings' | 'ports'> & {
        readonly devices: readonly Device[] | undefined;
      },
    ) => Promise<Offer | undefined> | Offer | undefined;
    /** The stored field and its value by which the device of an answer is found. */
    readonly named: (answer: unknown) => { readonly field: string; readonly value: string } | undefined;
  };
  /** The person has chosen this device: sends a code, begins a push. Its memory replaces the offer's. */
  readonly chosen?: (
    input: DeviceInput<U>,
  ) => Promise<{ readonly memory?: unknown } | { readonly message: string }>;
  /** Judges what the browser sent back. */
  readonly verify: (input: DeviceInput<U> & { readonly answer: unknown }) => Promise<Proven> | Proven;
}

/** Declares a kind of device, with its own types forgotten. */
export const defineDeviceKind = <const U extends PortName = never>(kind: DeviceKind<U>): DeviceKind =>
  kind as unknown as DeviceKind;
