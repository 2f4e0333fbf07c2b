/** Whose behaviour is asked for: an address, a name, or both. */
export interface Suspect {
  readonly ip: string;
  /** As `identifierOf` writes it; empty where nobody has been named. */
  readonly identifier: string;
}

/** Sums of scores: below 0 is bad. */
export interface Scores {
  /** Of the address, whatever names were tried from it. */
  readonly ip: number;
  /** Of the name, wherever it was tried from. */
  readonly identifier: number;
  /** Of that name from that address; counted in the other two as well. */
  readonly both: number;
}

/** How those who try to sign in have behaved lately. */
export interface Reputation {
  /** At once where this node has the sums in memory; otherwise the database is asked. */
  scores(suspect: Suspect): Scores | Promise<Scores>;
}
