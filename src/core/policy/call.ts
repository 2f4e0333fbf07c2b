import type { PolicyRequest } from './request.ts';
import type { Fault, Finding } from './verdict.ts';

/** How deep policies may ask each other; deeper is a mistake, and in a circle always is. */
export const DEEPEST_CALL = 10;

/** Lets a policy ask another one about the same request: without a binding, so nothing is negated or replaced. */
export interface PolicyCalls {
  /**
   * `policy`: the key or the name. What is in `context` is seen by the called policy alone. `timeout` in milliseconds.
   * Never rejects: what cannot be asked is a fault.
   */
  call(input: {
    readonly policy: string;
    readonly request: PolicyRequest;
    readonly context?: Readonly<Record<string, unknown>>;
    readonly timeout: number;
  }): Promise<Finding>;
}

/** An answer that one policy gave another, without secrets, for whoever tries the outermost one. */
export interface HeardCall {
  readonly policy: string;
  readonly name: string;
  /** How many policies stand between it and the one that is tried; 1 where that one asked itself. */
  readonly depth: number;
  readonly passing: boolean;
  readonly fault: Fault | null;
  readonly messages: readonly string[];
  /** Milliseconds; null where it was not asked. */
  readonly duration: number | null;
}
