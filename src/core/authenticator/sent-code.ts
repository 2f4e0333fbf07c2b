import { z } from 'zod';
import type { Digest, Random } from '../ports.ts';

/** A code that was sent, as the server remembers it: without the code itself. Times in milliseconds since the epoch. */
export const SentCode = z.object({ digest: z.string(), expires: z.number() });
export type SentCode = z.output<typeof SentCode>;

export const newCode = ({ integer }: Pick<Random, 'integer'>): string =>
  String(integer(0, 1_000_000)).padStart(6, '0');

/** `use` keeps codes of different ways apart; `lifetime` is in milliseconds. */
export const rememberedCode = (
  code: string,
  { digest, use, now, lifetime }: { digest: Digest; use: string; now: number; lifetime: number },
): SentCode => ({ digest: digest.sha256(`postern/${use}/code/${code}`), expires: now + lifetime });

export const isRightCode = (
  typed: string,
  sent: SentCode,
  { digest, use, now }: { digest: Digest; use: string; now: number },
): boolean =>
  digest.equal(digest.sha256(`postern/${use}/code/${typed.replace(/[\s-]/g, '')}`), sent.digest) &&
  now < sent.expires;

/** What an answer with such a code proves; `memory` is what the server remembers of the code, if one was sent. */
export function judgeCode(
  answer: unknown,
  memory: unknown,
  how: { digest: Digest; use: string; now: number },
): { readonly proven: true } | { readonly proven: false; readonly message: string } {
  const sent = SentCode.safeParse(memory);
  return sent.success && typeof answer === 'string' && isRightCode(answer, sent.data, how)
    ? { proven: true }
    : { proven: false, message: 'This code is wrong, or it is not valid any more.' };
}
