import type { HttpFacts, PolicyRequest, UserFacts } from '../../core/policy/request.ts';

/** Who asks, and about what. A whole `PolicyRequest` fits; what is left out is filled in. */
export interface Asked {
  readonly user: UserFacts;
  readonly http_request: HttpFacts | null;
  readonly context?: Readonly<Record<string, unknown>>;
  /** The object that is asked for; the target itself where not given. */
  readonly obj?: Readonly<Record<string, unknown>> | null;
  /** True: nothing is told to anybody, neither events nor the decision log. */
  readonly debug?: boolean;
  /** Milliseconds since the epoch; now where not given. */
  readonly time?: number;
  /** In a trial: whom the person who tries may see. */
  readonly visibleUsers?: ((user: number) => boolean) | undefined;
  /** In a trial: told of every answer that one policy gives another. */
  readonly heard?: PolicyRequest['heard'];
}
