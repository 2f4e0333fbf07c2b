import { isRightCode, rememberedCode, type SentCode } from '../../core/authenticator/sent-code.ts';
import type { Digest } from '../../core/ports.ts';

/** What keeps codes of this way apart from those of others. */
export const USE = 'sms';

const LIFETIME = 5 * 60_000;

export const remembered = (code: string, { digest, now }: { digest: Digest; now: number }): SentCode =>
  rememberedCode(code, { digest, use: USE, now, lifetime: LIFETIME });

export const isRight = (
  typed: string,
  sent: SentCode,
  { digest, now }: { digest: Digest; now: number },
): boolean => isRightCode(typed, sent, { digest, use: USE, now });

/** What is counted of messages: somebody pays for each, and somebody's telephone rings. */
export const countedFor = (user: number | null, number_digest: string): readonly string[] => [
  `sms user ${user}`,
  `sms number ${number_digest}`,
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
