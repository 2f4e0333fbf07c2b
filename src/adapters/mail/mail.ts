import type { SentMessageInfo, Transporter } from 'nodemailer';
import { type Mail, MailFailure, type MailMessage } from '../../core/mail/port.ts';
import type { MailServer } from '../../core/mail/server.ts';

export interface MailSettings extends Omit<MailServer, 'host'> {
  /** Null where nobody has said which server takes mails. */
  readonly host: string | null;
  /** The name on the server's certificate, where `host` is an address. */
  readonly servername?: string;
}

/** The mail port, with its connections; `close` ends them. */
export interface SmtpMail extends Mail {
  close(): Promise<void>;
}

const UNCONFIGURED =
  'Postern has no mail server. Set POSTERN_EMAIL_HOST and POSTERN_EMAIL_FROM, and start it again.';

/** Sends e-mails to one SMTP server over a few connections that stay open. The client is read with the first mail. */
export function createMail(settings: MailSettings): SmtpMail {
  let transport: Promise<Transporter> | undefined;

  async function open(host: string): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const { port, username, password, use_tls, use_ssl, timeout, servername } = settings;
    return createTransport({
      host,
      port,
      pool: true,
      maxConnections: 2,
      secure: use_ssl,
      requireTLS: use_tls && !use_ssl,
      ...(servername === undefined ? {} : { tls: { servername } }),
      // Without either, the server's own offer of STARTTLS is not taken: its certificate is seldom one to be trusted.
      ignoreTLS: !use_tls && !use_ssl,
      ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
      connectionTimeout: timeout * 1_000,
      greetingTimeout: timeout * 1_000,
      socketTimeout: timeout * 1_000,
      // A mail says what it says: no files, and no addresses that the library would fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  return {
    async send(message) {
      const { host, from } = settings;
      if (host === null) throw new MailFailure('unconfigured', UNCONFIGURED);
      refuseUnfit(message);
      transport ??= open(host);
      const { to, cc = [], bcc = [], subject, text, html, id } = message;
      let info: SentMessageInfo;
      try {
        info = await (await transport).sendMail({
          from,
          to: [...to],
          cc: [...cc],
          bcc: [...bcc],
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          // A mail that is sent again after a crash is the same mail.
          ...(id === undefined ? {} : { messageId: `<${id}@${from.replace(/^.*@|>$/g, '')}>` }),
          headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: nobody's holiday notice answers it
        });
      } catch (error) {
        throw new MailFailure('failed', sentenceOf(error), error);
      }
      const refused: unknown[] = info.rejected ?? [];
      if (refused.length > 0)
        throw new MailFailure('failed', `The mail server refused ${refused.length} of the recipients.`);
    },
    async close() {
      if (transport) (await transport).close();
    },
  };
}

/** One plain address: no name, no list, nothing that could begin another header. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()\\,;:"@\p{Cc}]+$/u;
const CONTROL = /\p{Cc}/u;
const MOST_RECIPIENTS = 100;

function refuseUnfit({ to, cc = [], bcc = [], subject }: MailMessage): void {
  const everyone = [...to, ...cc, ...bcc];
  if (everyone.length === 0) throw new MailFailure('invalid', 'The mail has no recipient.');
  if (everyone.length > MOST_RECIPIENTS)
    throw new MailFailure('invalid', `A mail goes to at most ${MOST_RECIPIENTS} recipients.`);
  if (!everyone.every((address) => address.length <= 320 && ADDRESS.test(address)))
    throw new MailFailure('invalid', 'A recipient of the mail is no plain e-mail address.');
  if (CONTROL.test(subject)) throw new MailFailure('invalid', 'The subject of the mail is not one line.');
}

/** What went wrong, without what the server said: that can hold addresses and greetings of machines. */
function sentenceOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? ` (${responseCode})` : '';
  switch (code) {
    case 'EAUTH':
      return `The mail server did not take the user name and password${status}.`;
    case 'EENVELOPE':
      return `The mail server refused the sender or the recipients${status}.`;
    case 'EMESSAGE':
      return `The mail server refused the message${status}.`;
    case 'ETLS':
      return 'The connection to the mail server could not be encrypted.';
    case 'ETIMEDOUT':
      return 'The mail server did not answer in time.';
    default:
      return `The mail server could not be reached (${typeof code === 'string' ? code : 'unknown error'}).`;
  }
}
