import type { HttpFacts, UserFacts } from '../policy/request.ts';
import type { EventAction } from './actions.ts';

/** Something that happened, before it is redacted and stored. */
export interface EventDraft {
  readonly action: EventAction | `custom_${string}`;
  /** The room or type that reports it, e.g. `postern.flows`. */
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly user?: UserFacts;
  readonly http_request?: HttpFacts | null;
  /** True where no notification rule may be asked about it: what rules cause would ask them again without end. */
  readonly quiet?: boolean;
}

/** Takes events; storing happens after the answer, in batches, and never fails the caller. */
export interface EventPort {
  emit(event: EventDraft): void;
}
