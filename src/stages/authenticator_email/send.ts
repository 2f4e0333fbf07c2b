import type { z } from 'zod';
import { newCode, rememberedCode, type SentCode } from '../../core/authenticator/sent-code.ts';
import { pageSettings } from '../../core/directory/settings.ts';
import { seconds } from '../../core/model/fields.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';
import type { AuthenticatorEmailConfig } from './schema.ts';

/** Between two codes to one person at least, and how many within an hour at most. Milliseconds. */
const PAUSE = 30_000;
const HOUR = 3_600_000;
const PER_HOUR = 10;

/** What keeps codes of this way apart from those of others. */
export const USE = 'email';

export type SendResult =
  | { readonly sent: SentCode }
  /** Seconds until another one may be sent. */
  | { readonly wait: number }
  | { readonly failed: true };

/** Sends a code by e-mail, and remembers it by its digest. */
export async function sendCode(
  input: {
    readonly config: Omit<z.output<typeof AuthenticatorEmailConfig>, 'friendly_name'>;
    readonly stage: string;
    readonly to: string;
    readonly user: UserFacts;
    readonly request: HttpFacts;
  },
  { posting, random, digest, clock }: Pick<Ports, 'posting' | 'random' | 'digest' | 'clock'>,
): Promise<SendResult> {
  const { config, stage, to, user, request } = input;
  const code = newCode(random);
  const lifetime = seconds(config.token_expiry);
  const whose = `code ${user.pk}`;
  const posted = await posting.post({
    template: config.template,
    subject: config.subject,
    stage,
    to: [to],
    person: {
      username: user.username,
      name: user.name,
      email: to,
      locale: pageSettings(user.attributes).language ?? '',
    },
    http: request,
    lifetime,
    code,
    limits: [
      { key: `${whose} pause`, most: 1, window: PAUSE, silent: false },
      { key: `${whose} hour`, most: PER_HOUR, window: HOUR, silent: false },
    ],
  });
  if (posted.outcome === 'throttled') return { wait: Math.ceil(posted.wait / 1_000) };
  if (posted.outcome === 'unwritten') return { failed: true };
  return { sent: rememberedCode(code, { digest, use: USE, now: clock.now(), lifetime: lifetime * 1_000 }) };
}

/** An address as somebody else may see it on the screen. */
export const masked = (address: string): string => address.replace(/^(.).*(?=@)/u, '$1••••');
