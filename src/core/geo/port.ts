/** Where an address is, under the names of the wire. Null, and '' for the city, is what the database does not say. */
export interface Place {
  /** AF, AN, AS, EU, NA, OC or SA. */
  readonly continent: string | null;
  /** ISO 3166-1, two capital letters. */
  readonly country: string | null;
  /** Degrees north of the equator and east of Greenwich. */
  readonly lat: number | null;
  readonly long: number | null;
  readonly city: string;
}

/** Whose network an address is in, under the names of the wire. */
export interface Network {
  readonly asn: number | null;
  readonly as_org: string | null;
  /** The block that is routed to it, e.g. `192.0.2.0/24`. */
  readonly network: string | null;
}

/** What is known of an address; null where nobody knows: a private one, one that cannot be read, no database. */
export interface Located {
  readonly geoip: Place | null;
  readonly asn: Network | null;
}

/** Tells where addresses are, from databases on this machine: no address leaves it. */
export interface GeoIP {
  /** Which databases there are. What has none is not asked for: it would always be unknown. */
  readonly known: { readonly geoip: boolean; readonly asn: boolean };
  /** At once, and never fails. */
  lookup(address: string): Located;
}

/** Where somebody signed in, and when (milliseconds since the epoch). */
export interface LoginPlace {
  readonly time: number;
  readonly lat: number | null;
  readonly long: number | null;
  /** The key of the event that tells of it. */
  readonly event: string;
}

/** What is kept of logins. */
export interface RecentLogins {
  /** The latest logins of a user, the newest first; those from unknown places are among them. */
  recent(user: number, count: number): Promise<readonly LoginPlace[]>;
}
