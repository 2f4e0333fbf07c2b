import type { Severity } from './notification-models.ts';
import type { EventRecord } from './store.ts';

/** What a rule that fired wants to tell: one message, and who hears it in which way. */
export interface Announcement {
  readonly event: string;
  readonly rule: string;
  /** When the event happened. ISO 8601. */
  readonly created: string;
  readonly severity: Severity;
  readonly body: string;
  readonly hyperlink: string | null;
  readonly hyperlink_label: string | null;
  readonly recipients: readonly Recipient[];
}

export interface Recipient {
  readonly user: number;
  /** Whether it is shown on the pages of Postern. */
  readonly local: boolean;
  /** The transports that have to be called. */
  readonly transports: readonly string[];
}

/** One message that one transport has to take to one person. */
export interface Delivery {
  readonly notification: string;
  readonly transport: string;
}

/** Keeps notifications, and what has still to be done about events. */
export interface NotificationStore {
  /**
   * Takes some events that nobody was asked about yet, and keeps what `judge` wants to announce of them together with
   * the jobs that deliver it: all of it or nothing. However many nodes call it, each event is taken by one. Answers how
   * many events that were.
   */
  judgeNext(judge: (events: readonly EventRecord[]) => Promise<readonly Announcement[]>): Promise<number>;
  /** Marks everything that the person is shown as seen. */
  seeAll(user: number): Promise<void>;
  /** Forgets old notifications; answers how many those were. */
  purge(before: Date): Promise<number>;
}

/** The name of the job that delivers; its payload is a `Delivery`. */
export const DELIVER = 'deliver_notification';
