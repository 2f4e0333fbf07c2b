import type { EventPort } from '../../core/event/port.ts';
import { pageOf } from '../../core/flow/address.ts';
import type { Letter, Outbox, Posting } from '../../core/mail/posting.ts';
import type { WrittenMail } from '../../core/mail/render.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { FLOW_TOKEN } from '../flows/restoring.ts';
import { Unwritten, type Writing } from './writing.ts';

export interface PostingDeps {
  readonly write: Writing;
  readonly outbox: Pick<Outbox, 'put'>;
  readonly events: EventPort;
  readonly clock: Clock;
  readonly random: Random;
  /** Postern's own address as it is configured; never what a request says of itself. Null where nobody knows it. */
  origin(host: string): string | null;
}

const NO_ORIGIN =
  'An e-mail with a link could not be written: Postern does not know its own address. Set POSTERN_PUBLIC_URL to the address that people use.';

/** Writes mails and puts them into the queue. */
export function createPosting({
  write,
  outbox,
  events,
  clock,
  random,
  origin: originOf,
}: PostingDeps): Posting {
  /** What cannot be written is a mistake in the configuration: the operator learns which. */
  function written(letter: Letter, path: string): WrittenMail | undefined {
    const { http, stage, template } = letter;
    try {
      const origin = originOf(http.host);
      if (origin === null) throw new Unwritten(NO_ORIGIN);
      return write({ ...letter, host: http.host, origin, url: path === '' ? '' : `${origin}${path}` });
    } catch (error) {
      events.emit({
        action: 'configuration_error',
        app: 'postern.mail',
        context: {
          message: error instanceof Error ? error.message : String(error),
          template,
          ...(stage ? { stage } : {}),
        },
        http_request: http,
      });
      return undefined;
    }
  }

  return {
    async post(letter) {
      const now = clock.now();
      const { link, to, cc = [], bcc = [], stage, lifetime, limits = [] } = letter;
      const token = random.token();
      const path = link ? pageOf(link.slug, { ...link.query, [FLOW_TOKEN]: token }) : (letter.path ?? '');
      const mail = written(letter, path);
      if (!mail) return { outcome: 'unwritten' };
      const expires = now + (lifetime ?? LONGEST_WAIT) * 1_000;
      const kept = await outbox.put({
        mail: {
          pk: random.uuid(),
          message: to === undefined ? null : { to, cc, bcc, ...mail },
          stage,
          expires,
        },
        now,
        ...(link ? { link: { token, kept: { ...link.kept, created: now, expires } } } : {}),
        limits,
      });
      return kept.kept ? { outcome: 'posted' } : { outcome: 'throttled', wait: kept.wait };
    },
  };
}

/** Seconds that a mail is worth sending which says nothing of its end. */
const LONGEST_WAIT = 7 * 86_400;
