import type { HttpFacts, UserFacts } from '../policy/request.ts';
import type { DeviceClass } from './kind.ts';

/** What somebody has confirmed to have beside a password. Times are in milliseconds since the epoch. */
export interface Device {
  readonly pk: number;
  readonly user: number;
  readonly class: DeviceClass;
  readonly name: string;
  readonly created: number;
  readonly last_used: number | null;
  /** The fields of its kind, secrets included. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a proof uses up, so that of parallel answers with the same code exactly one counts. */
export type Claim =
  /** A number that only grows (a time step, a signature counter): it must be greater than the one kept. */
  | { readonly claim: 'grow'; readonly field: string; readonly value: number }
  /** One of several values that are kept, which is removed. */
  | { readonly claim: 'spend'; readonly field: string; readonly value: string };

/** Whether a try may be judged; `wait`: milliseconds until the next one may. */
export type Attempt = { readonly allowed: true } | { readonly allowed: false; readonly wait: number };

/** Devices as the stages use them; the API reads and deletes them as objects. */
export interface Devices {
  /** The user's confirmed devices, the one used last first. */
  of(user: number): Promise<readonly Device[]>;
  find(pk: number): Promise<Device | undefined>;
  /** The device of that class whose field has that value, whoever it belongs to: a passkey by its credential. */
  by(kind: DeviceClass, field: string, value: string): Promise<Device | undefined>;
  add(device: {
    readonly user: number;
    readonly class: DeviceClass;
    readonly name: string;
    readonly data: Readonly<Record<string, unknown>>;
  }): Promise<Device>;
  /** Replaces what is kept of a device (a new set of codes). */
  replace(pk: number, data: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Counts a try before it is judged, so that parallel tries cannot outrun the throttle: after n failures the next try
   * is judged `factor * 2^(n-1)` seconds after the last one, at most ten minutes. A factor of 0 switches the throttle off.
   */
  attempt(pk: number, input: { readonly now: number; readonly factor: number }): Promise<Attempt>;
  /** The try was right: failures are forgotten, the use is noted. False where the claim was redeemed before. */
  succeed(pk: number, now: number, claim?: Claim): Promise<boolean>;
}

/** A proof that a browser may still be trusted for: which device, and when it was proven (ms since the epoch). */
export interface Trust {
  readonly device: number;
  readonly proven: number;
}

/** Whose proof it was, and for which stage: one that asks for less does not speak for one that asks for more. */
export interface TrustedFor {
  readonly user: number;
  readonly stage: string;
}

/** Browsers in which a device was proven lately. Each holds a secret, of which only a digest is stored. */
export interface TrustedBrowsers {
  /** Undefined where nothing was proven, or it has expired, or the device is gone, or the password has changed since. */
  recall(secret: string, trusted: TrustedFor, now: number): Promise<Trust | undefined>;
  /**
   * Keeps a proof under a new secret. What the browser was trusted for under its old one goes along, so that whoever
   * knew the old one holds nothing.
   */
  keep(
    secrets: { readonly old: string | null; readonly now: string },
    proof: TrustedFor & Trust & { readonly expires: number },
  ): Promise<void>;
  /** Deletes what has expired and answers how many. */
  purge(now: number): Promise<number>;
}

/** What a person may be asked to prove themselves with now. */
export interface OfferedDevice {
  /** Where one offer stands for several devices: the one of them that was used last. */
  readonly device: Device;
  readonly challenge: Readonly<Record<string, unknown>>;
  /** Stays on the server, with this execution. */
  readonly memory: unknown;
}

/** How an answer was judged; `message` is a sentence for the person. */
export type FactorVerdict =
  | { readonly verdict: 'proven'; readonly device: Device }
  | { readonly verdict: 'wrong'; readonly message: string }
  | { readonly verdict: 'throttled'; readonly message: string; readonly wait: number };

/** Devices as they prove somebody, whatever their kind: the stage that asks knows none of them. */
export interface Factors {
  /** The user's devices of those classes that can be used now, the one used last first. */
  offers(
    input: FactorInput & { readonly classes: readonly DeviceClass[] },
  ): Promise<readonly OfferedDevice[]>;
  /** The person has chosen a device: sends its code, begins its push. */
  chosen(
    input: FactorInput & { readonly device: Device; readonly memory: unknown },
  ): Promise<{ readonly memory: unknown } | { readonly message: string }>;
  /** Offers anybody's devices of a class, before somebody has said who they are; undefined where that cannot be. */
  anybody(
    input: Omit<FactorInput, 'user'> & { readonly class: DeviceClass },
  ): Promise<{ readonly challenge: Readonly<Record<string, unknown>>; readonly memory: unknown } | undefined>;
  /** The device that an answer to `anybody` says it is from. That is a claim: `verify` judges it. */
  claimed(input: { readonly class: DeviceClass; readonly answer: unknown }): Promise<Device | undefined>;
  /** Judges an answer; every wrong one slows the next one down, and what is used up proves nobody a second time. */
  verify(
    input: FactorInput & {
      /** Where several were offered as one, the answer names the device, which has to be the user's. */
      readonly device: Device;
      readonly memory: unknown;
      readonly answer: unknown;
      /** Seconds; see `Devices.attempt`. */
      readonly throttle: number;
    },
  ): Promise<FactorVerdict>;
}

export interface FactorInput {
  readonly user: UserFacts;
  readonly request: HttpFacts;
  /** What the asking stage says, by class. */
  readonly settings: Readonly<Partial<Record<DeviceClass, Readonly<Record<string, unknown>>>>>;
}
