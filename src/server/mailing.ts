import { guardedMail } from '../adapters/mail/guarded.ts';
import { createMail } from '../adapters/mail/mail.ts';
import { ownMailTemplates } from '../adapters/mail/templates.ts';
import { systemClock, systemRandom } from '../adapters/system.ts';
import { createPosting } from '../app/mail/posting.ts';
import { createSending } from '../app/mail/sending.ts';
import { tellingMail } from '../app/mail/telling.ts';
import { createWriting } from '../app/mail/writing.ts';
import type { MailServer } from '../core/mail/server.ts';
import { mailTemplates } from '../core/mail/templates.ts';
import { createOutbox } from '../store/outbox.ts';
import type { ComposeInput } from './compose.ts';
import type { layGround } from './ground.ts';

type Needed = Pick<ComposeInput, 'configuration' | 'database' | 'log'> &
  Pick<Awaited<ReturnType<typeof layGround>>, 'replica' | 'events' | 'brand' | 'origin'>;

/** How mails are written, wait, and go. */
export function createMailing({ configuration, database, log, replica, events, brand, origin }: Needed) {
  const mail = createMail({
    host: configuration.email_host,
    port: configuration.email_port,
    username: configuration.email_username,
    password: configuration.email_password,
    use_tls: configuration.email_use_tls,
    use_ssl: configuration.email_use_ssl,
    timeout: configuration.email_timeout,
    from: configuration.email_from,
  });

  const tellingMails = tellingMail({ mail, events, clock: systemClock, app: 'postern.mail' });
  const outbox = createOutbox(database);
  const templates = mailTemplates(ownMailTemplates(configuration.email_templates, log));
  const write = createWriting({ templates, brand });

  const posting = createPosting({
    write,
    outbox,
    events,
    clock: systemClock,
    random: systemRandom,
    origin,
  });
  const mailOf = guardedMail({ allow: configuration.egress_allow, from: configuration.email_from });
  const stageMail = (server: MailServer) =>
    tellingMail({ mail: mailOf(server), events, clock: systemClock, app: 'postern.mail' });
  const sending = createSending({
    outbox,
    replica,
    mail: tellingMails,
    mailOf: stageMail,
    events,
    clock: systemClock,
  });

  return { mail, tellingMails, outbox, templates, write, posting, stageMail, sending };
}
