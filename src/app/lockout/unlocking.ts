import { pageSettings } from '../../core/directory/settings.ts';
import { pageOf } from '../../core/flow/address.ts';
import type { Configuration, FlowTokens } from '../../core/flow/ports.ts';
import type { Log } from '../../core/log.ts';
import type { Mail } from '../../core/mail/port.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { FLOW_TOKEN } from '../flows/restoring.ts';

export interface UnlockingDeps {
  readonly configuration: Configuration;
  readonly tokens: Pick<FlowTokens, 'offer'>;
  readonly mail: Mail;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  origin(host: string): string | null;
}

/** How long the link works. Milliseconds. */
const LINK_LIVES = 3_600_000;

/** Links that end a lock, for the owners of accounts. */
export function createUnlocking(deps: UnlockingDeps) {
  const { configuration, tokens, mail, clock, random, log } = deps;
  return {
    /** Sends the link, where the account can be written to; never fails, for nobody waits for it. */
    async send(
      user: UserFacts,
      flow: string,
      http: HttpFacts,
      may: (user: UserFacts) => Promise<boolean>,
    ): Promise<void> {
      try {
        const slug = configuration.get('flows', flow)?.slug;
        const origin = deps.origin(http.host);
        if (user.pk === null || !user.is_active || user.email === '' || slug === undefined) return;
        if (origin === null) {
          log.warn(
            { user: user.pk },
            'no unlock link was sent: set POSTERN_PUBLIC_URL, for links to begin with',
          );
          return;
        }
        const token = random.token();
        const now = clock.now();
        const kept = { flow, user: user.pk, created: now, expires: now + LINK_LIVES, confirm: true };
        // Whoever provokes locks must not take a link away that its owner has asked for: that one does as well.
        if (!(await tokens.offer(token, kept)) || !(await may(user))) return;
        const link = `${origin}${pageOf(String(slug), { [FLOW_TOKEN]: token })}`;
        await mail.send({ to: [user.email], ...wordsFor(user, link) });
      } catch (error) {
        log.error({ err: error, user: user.pk }, 'the link that unlocks an account could not be sent');
      }
    },
  };
}

function wordsFor(user: UserFacts, link: string): { readonly subject: string; readonly text: string } {
  if (pageSettings(user.attributes).language?.startsWith('de')) {
    return {
      subject: 'Ihr Konto ist gesperrt',
      text: [
        `Für Ihr Konto ${user.username} wurde zu oft etwas Falsches eingegeben. Deshalb ist es eine Weile gesperrt.`,
        'Waren Sie das selbst? Dann öffnen Sie diesen Link, und Sie können es gleich wieder versuchen. Er gilt eine Stunde und nur einmal:',
        link,
        'Waren Sie es nicht, dann müssen Sie nichts tun: Niemand hat sich angemeldet.',
      ].join('\n\n'),
    };
  }
  return {
    subject: 'Your account is locked',
    text: [
      `Too many wrong tries were made for your account ${user.username}, so it is locked for a while.`,
      'Was it you? Then open this link, and you can try again at once. It works for an hour, and once:',
      link,
      'If it was not you, there is nothing that you have to do: nobody has signed in.',
    ].join('\n\n'),
  };
}
