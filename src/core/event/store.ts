/** An event as it is stored: redacted, under the names of the wire. */
export interface EventRecord {
  readonly pk: string;
  readonly action: string;
  readonly app: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly client_ip: string | null;
  readonly brand: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly created: string;
  readonly expires: string;
}

/** Keeps events: many in one statement. */
export interface EventStore {
  /** `unjudged`: keys of those that notification rules have still to be asked about, kept with them or not at all. */
  add(events: readonly EventRecord[], unjudged?: readonly string[]): Promise<void>;
}
