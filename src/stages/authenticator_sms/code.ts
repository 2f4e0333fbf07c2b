import { isRightCode, rememberedCode, type SentCode } from '../../core/authenticator/sent-code.ts';
import type { Digest } from '../../core/ports.ts';

const LIFETIME = 5 * 60_000;

/** Between two messages to one number at least. Milliseconds. */
export const PAUSE = 30_000;

/** Messages to one number within an hour at most: somebody pays for each. */
const PER_HOUR = 10;
const HOUR = 3_600_000;

export const remembered = (code: string, { digest, now }: { digest: Digest; now: number }): SentCode =>
  rememberedCode(code, { digest, use: 'sms', now, lifetime: LIFETIME });

export const isRight = (
  typed: string,
  sent: SentCode,
  { digest, now }: { digest: Digest; now: number },
): boolean => isRightCode(typed, sent, { digest, use: 'sms', now });

/** Seconds until another message may go, after those of `times`; 0: now. */
export function waitBefore(times: readonly number[], now: number): number {
  const recent = times.filter((time) => now - time < HOUR).toSorted((a, b) => a - b);
  const last = recent.at(-1);
  const pause = last === undefined ? 0 : last + PAUSE - now;
  const [oldest] = recent.slice(-PER_HOUR);
  const hour = recent.length < PER_HOUR || oldest === undefined ? 0 : oldest + HOUR - now;
  return Math.max(0, Math.ceil(Math.max(pause, hour) / 1_000));
}

/** The times of messages that still count, with that of one that is sent now. */
export const counted = (times: readonly number[], now: number): number[] => [
  ...times.filter((time) => now - time < HOUR),
  now,
];

/** A number as all the world writes it: a plus and digits; undefined where it is none. */
export function numberOf(typed: string): string | undefined {
  const number = typed.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

/** By which a number is found again, also where it is not kept. */
export const digestOfNumber = (number: string, { sha256 }: Pick<Digest, 'sha256'>): string =>
  sha256(`postern/sms/number/${number}`);

/** A number as somebody else may see it on the screen. */
export const masked = (number: string): string => `${number.slice(0, 3)}••••${number.slice(-2)}`;
