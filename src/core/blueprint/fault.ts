/** A place in a blueprint's text; both numbers count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a blueprint: where, and why, in words for its author. */
export interface Fault extends Partial<Place> {
  /** Which entry, e.g. `entry 2 (authentik_flows.flow)`; left out where the whole document is meant. */
  readonly entry?: string;
  /** A field of the object, or a key of the entry. */
  readonly field?: string;
  readonly reason: string;
}

/** Ends the reading or the application of a blueprint. Caught by whoever began it, and handed on as a value. */
export class BlueprintError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(faultText).join('\n'));
    this.name = 'BlueprintError';
    this.faults = faults;
  }
}

/** `entry 2 (authentik_flows.flow), line 7, field slug: This field is required.` */
export function faultText({ entry, line, field, reason }: Fault): string {
  const place = [entry, line === undefined ? undefined : `line ${line}`, field && `field ${field}`].filter(
    Boolean,
  );
  return place.length === 0 ? reason : `${place.join(', ')}: ${reason}`;
}

/** Stops at one fault. */
export const wrong = (at: Place | undefined, reason: string): BlueprintError =>
  new BlueprintError([{ ...(at ? { line: at.line, column: at.column } : {}), reason }]);
