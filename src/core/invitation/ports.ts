/** An invitation as a flow uses it. */
export interface Invited {
  readonly pk: string;
  readonly name: string;
  /** The only flow that it is for; null: any. */
  readonly flow: string | null;
  readonly single_use: boolean;
  readonly fixed_data: Readonly<Record<string, unknown>>;
}

export interface InvitationClaim {
  readonly now: number;
  readonly until: number;
  /** Also where it has expired: the account has been written with it already. */
  readonly late: boolean;
}

/** Invitations, as flows find and use them up. Times are in milliseconds since the epoch. */
export interface Invitations {
  /** Undefined where there is none, or it has expired. */
  find(token: string, now: number): Promise<Invited | undefined>;
  /**
   * Takes one that works once for a run, so that of many that have the link exactly one makes an account with it. False
   * where another run has it at the moment, or it is gone or has expired. A run that is given up gives it back by itself.
   */
  claim(pk: string, by: string, input: InvitationClaim): Promise<boolean>;
  /** It has been used by that run, and is deleted. */
  burn(pk: string, by: string): Promise<void>;
}
