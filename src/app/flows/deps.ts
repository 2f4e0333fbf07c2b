import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { ContinuationHandler } from '../../core/flow/flows.ts';
import type {
  Configuration,
  FlowDecisions,
  FlowRuns,
  FlowSessions,
  FlowTokens,
} from '../../core/flow/ports.ts';
import type { StageType } from '../../core/flow/stage-type.ts';
import type { Lockout } from '../../core/lockout/ports.ts';
import type { Log } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';

/** What flows are made of. */
export interface FlowsDeps {
  readonly configuration: Configuration;
  readonly catalogue: Pick<Catalogue, 'stages'>;
  /** Stage types that nobody configures: providers and sources append them to runs. */
  readonly internalStages: readonly StageType[];
  readonly decisions: FlowDecisions;
  readonly runs: FlowRuns;
  readonly tokens: Pick<FlowTokens, 'put' | 'peek' | 'take'>;
  readonly sessions: FlowSessions;
  /** How often secrets may be guessed at. */
  readonly lockout: Lockout;
  /** Who takes over finished runs, by kind. */
  readonly continuations: Readonly<Record<string, ContinuationHandler>>;
  /** The brand that a host belongs to. */
  readonly brand: (host: string) => Row | undefined;
  /** The address that opens an application for this person; null where there is none. */
  readonly launchUrl: (application: Row, user: UserFacts) => string | null;
  /** A stage binding in the shape of the API, for the inspector. */
  readonly presentBinding: (binding: Row, actor: Actor) => Readonly<Record<string, unknown>>;
  readonly ports: Ports;
  readonly log: Log;
}

/** A run that nobody answers for this long is forgotten. Milliseconds. */
export const IDLE = 30 * 60_000;

/** No answer takes longer to judge than this; then another may be judged. Milliseconds. */
export const CLAIM = 60_000;
