/** The first administrator's account. */
export const FIRST_ADMINISTRATOR = 'akadmin';

/** The flow that the set-up link leads to, and the context key that its policies ask for. */
export const SETUP_FLOW = 'initial-setup';
export const STARTED_BY = 'goauthentik.io/core/setup/started-by';

/** The one row that remembers whether this Postern has been set up. Every step is one atomic statement. */
export interface SetupStore {
  /** True once set-up is over; it never becomes false again. */
  isComplete(): Promise<boolean>;
  /** Makes this the only open link, by its digest. False where set-up is over. */
  issue(digest: string): Promise<boolean>;
  /** Takes the link: true for exactly one caller, and only while set-up is not over. */
  consume(digest: string): Promise<boolean>;
  /** Ends set-up for ever. True for the caller that ended it. */
  complete(): Promise<boolean>;
  /** True where an active member of a superuser group has a password, or has signed in at least once. */
  hasAdministrator(): Promise<boolean>;
}
