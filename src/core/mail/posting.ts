import type { FlowToken } from '../flow/ports.ts';
import type { HttpFacts } from '../policy/request.ts';
import type { MailMessage } from './port.ts';
import type { MailValues } from './render.ts';

/** Whom a mail speaks to; its values can be named by templates. */
export interface Addressee {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  /** A tag such as `de`; empty: the brand's language. */
  readonly locale: string;
}

/** A mail that somebody is to get because of what happens in a flow. */
export interface Letter {
  /** Name of the template. */
  readonly template: string;
  /** Takes values as templates do; empty: the template's own. */
  readonly subject: string;
  /** The stage whose own mail server sends it, by key; null: the global one. */
  readonly stage: string | null;
  /** Undefined: it goes nowhere, with the same work, so that the time of an answer does not tell who exists. */
  readonly to: readonly string[] | undefined;
  readonly person: Addressee;
  readonly http: HttpFacts;
  /** Seconds after which it would be of no use any more: what is in it has expired. Left out: it never does. */
  readonly lifetime?: number;
  /** A code to type. */
  readonly code?: string;
  /** A path of Postern's own that the mail leads to, where no link into a flow is made. */
  readonly path?: string;
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  /** Further values for the template. */
  readonly values?: MailValues;
  /** A link into a flow that is kept in the same transaction. */
  readonly link?: {
    readonly slug: string;
    readonly query: Readonly<Record<string, string>>;
    readonly kept: Omit<FlowToken, 'created' | 'expires'>;
  };
  readonly limits?: readonly MailLimit[];
}

/** So many mails in a time span, whoever asks; counted together with the mail. */
export interface MailLimit {
  /** What is counted, e.g. the mails of a stage to one person. Kept as a digest. */
  readonly key: string;
  readonly most: number;
  /** Milliseconds. */
  readonly window: number;
  /** True where nobody may learn that it was reached: the mail is left out, as if it had been sent. */
  readonly silent: boolean;
}

export type Posted =
  | { readonly outcome: 'posted' }
  /** `wait`: milliseconds. */
  | { readonly outcome: 'throttled'; readonly wait: number }
  /** The template is at fault, or nobody knows Postern's own address; told as an event. */
  | { readonly outcome: 'unwritten' };

/** Writes mails and puts them into the queue. */
export interface Posting {
  post(letter: Letter): Promise<Posted>;
}

/** A mail in the queue. Times are in milliseconds since the epoch. */
export interface QueuedMail {
  readonly pk: string;
  /** Null: nothing to send, made so that the same work was done. */
  readonly message: MailMessage | null;
  readonly stage: string | null;
  readonly expires: number;
}

/** The job that sends a mail of the queue. */
export const SEND_MAIL = 'send_mail';

/** Where mails wait until the server has taken them. */
export interface Outbox {
  /** Keeps a mail, the link in it, and what is counted: all or nothing. */
  put(input: {
    readonly mail: QueuedMail;
    readonly now: number;
    readonly link?: { readonly token: string; readonly kept: FlowToken };
    readonly limits: readonly MailLimit[];
  }): Promise<{ readonly kept: true } | { readonly kept: false; readonly wait: number }>;
  find(pk: string): Promise<QueuedMail | undefined>;
  /** It was sent, or never will be. */
  remove(pk: string): Promise<void>;
  /**
   * Has every mail tried now: those that were kept before any node did jobs, those that a killed node was about to
   * send, and those that wait for a mail server which somebody may have mended. Called before this node does any job:
   * else it would send twice what it is just sending. False where there is no queue yet.
   */
  adopt(): Promise<boolean>;
  /** Deletes what has expired and answers how many. */
  purge(now: number): Promise<number>;
}
