/** One e-mail. Whoever it comes from is the configuration's business. */
export interface MailMessage {
  /** Plain addresses: `ada@example.com`, without a name. */
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The same for every try to send it. */
  readonly id?: string;
}

/** Sends e-mails. Rejects with a `MailFailure` where the server has not taken the mail. */
export interface Mail {
  send(message: MailMessage): Promise<void>;
}

/**
 * Why a mail did not leave: nobody said where to send mails (`unconfigured`), the message is not one that may be sent
 * (`invalid`), or the server could not be reached or refused it (`failed`). The text is a plain sentence without secrets.
 */
export class MailFailure extends Error {
  readonly kind: 'unconfigured' | 'invalid' | 'failed';

  constructor(kind: MailFailure['kind'], message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'MailFailure';
    this.kind = kind;
  }
}
