/** What is taken from an account that may be in the wrong hands. */
export interface LockdownOrder {
  readonly deactivate_user: boolean;
  readonly set_unusable_password: boolean;
  readonly delete_sessions: boolean;
  /** Every key to the account: API tokens, app passwords, links that were sent, what applications hold. */
  readonly revoke_tokens: boolean;
  /** Second factors and passkeys, and what browsers are remembered by: whoever was in may have added their own. */
  readonly delete_devices: boolean;
}

/** `last_superuser`: nothing was done, nobody could let anybody in again. */
export type LockdownOutcome = 'locked' | 'last_superuser' | 'gone';

/** Takes all ways into an account, in one step and on all nodes. Emits no event: the caller knows why. */
export interface Lockdown {
  lock(user: number, order: LockdownOrder): Promise<LockdownOutcome>;
}
