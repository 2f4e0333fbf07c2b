import type { Where } from '../model/objects.ts';

/** Which events are counted. */
export interface EventSelection {
  readonly where: Where;
  readonly search?: string;
}

/** Counts over events, without reading them. Times are ISO 8601. */
export interface EventFigures {
  /** By action and hour, the oldest first. */
  volume(
    of: EventSelection,
    since: string,
  ): Promise<readonly { readonly action: string; readonly time: string; readonly count: number }[]>;
  /** How many since each of the moments, and how many users in all. */
  counts(
    of: EventSelection,
    since: readonly string[],
  ): Promise<{ readonly counts: readonly number[]; readonly unique_users: number }>;
  /** Where they came from, the most first; what came from nowhere that is known is left out. */
  countries(of: EventSelection): Promise<
    readonly {
      readonly country: string;
      readonly counted_events: number;
      readonly unique_users: number;
      readonly latest: string;
    }[]
  >;
  /** The applications that were authorised most often. */
  applications(
    of: EventSelection,
    most: number,
  ): Promise<
    readonly {
      readonly application: Readonly<Record<string, unknown>>;
      readonly counted_events: number;
      readonly unique_users: number;
    }[]
  >;
}
