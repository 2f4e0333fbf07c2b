import { z } from 'zod';

/** The key in a flow's context under which a source tells the stage that sent somebody there what came of it. */
export const SOURCE_RESULT = 'postern/source_result';

/** What a source says of somebody whom a stage has sent there. Written by the server alone. */
export const SourceResult = z.strictObject({
  /** The stage that asked. */
  stage: z.string(),
  source: z.strictObject({ pk: z.string(), slug: z.string(), name: z.string() }),
  /** Whom the identity belongs to; null: it leads to nobody, and `failure` says why. */
  user: z.int().nullable(),
  failure: z.string().nullable(),
});
export type SourceResult = z.output<typeof SourceResult>;

/** A run of a flow that waits at a stage for what a source says. Times are in milliseconds since the epoch. */
export interface SuspendedRun {
  readonly run: string;
  readonly slug: string;
  readonly stage: string;
  /** The visit of the stage; an older one is told nothing. */
  readonly execution: string;
  /** Later than this the flow begins anew. */
  readonly until: number;
  /** Reasons for which the run goes on although nobody was found. */
  readonly failures: readonly string[];
}
