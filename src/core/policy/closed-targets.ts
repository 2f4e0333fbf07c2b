/** The marks of targets whose bindings a cascade or an expiry took away, as the database keeps them. */
export interface ClosedTargets {
  /** Marks every target whose bindings that have a say have all expired by `now`; answers how many are new. */
  closeExpired(now: Date): Promise<number>;
  /** True for exactly one caller, however many nodes ask: that one tells the administrators. */
  claimWarning(target: string): Promise<boolean>;
  /**
   * Takes the mark away and switches off what has expired by `now`, which would close the target as long as it has a
   * place there: somebody has said that the target's own rule shall count. False where there was neither.
   */
  reopen(target: string, now: Date): Promise<boolean>;
}
