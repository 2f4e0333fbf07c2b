import type { FlowContext } from './context.ts';
import type { AppendedStage, Challenge, Continuation } from './flows.ts';
import type { FlowEffect } from './step.ts';

/** What happens after a wrong answer, or where a stage denies. */
export type InvalidResponseAction = 'retry' | 'restart' | 'restart_with_context';

/** One stage that a plan still has before it. The marker says whether its binding is judged when it is reached. */
export interface Entry {
  /** The stage binding; null for a stage that a provider or source appended. */
  readonly binding: string | null;
  /** The stage's own row; null for an appended stage. */
  readonly stage: string | null;
  readonly type: string;
  readonly name: string;
  readonly order: number;
  readonly marker: 'plain' | 'reevaluate';
  /** It proves or guards something: no error drops it, and it cannot skip itself. */
  readonly proves: boolean;
  readonly invalid_response_action: InvalidResponseAction;
  /** The configuration of an appended stage. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One visit of the entry at the front: it was judged, and it may have been shown. */
export interface Visit {
  /** Binds answers and proofs to this visit. */
  readonly execution: string;
  /** What is shown, beyond the envelope; null until the stage has begun. */
  readonly challenge: Readonly<Record<string, unknown>> | null;
  /** What the stage keeps to itself; never sent. */
  readonly memory?: unknown;
  /** Answers that were judged, all of them wrong. */
  readonly answers: number;
}

/** A stage that is behind the run, for the inspector. */
export interface Passed {
  readonly entry: Entry;
  readonly next: Entry | null;
  readonly outcome: 'done' | 'skipped' | 'refused_by_policy' | 'denied';
  /** The context as it was when the stage was reached. */
  readonly context: FlowContext;
}

export type Notice = Omit<Extract<FlowEffect, { effect: 'notice' }>, 'effect'>;

/** The state of one person's way through a flow. JSON data, kept on the server, bound to the browser that began it. */
export interface Run {
  readonly id: string;
  readonly flow: { readonly pk: string; readonly slug: string };
  /** Who was signed in when the run was planned or signed in by it; another one may not go on with it. */
  readonly user: number | null;
  /** Changes with the flow, its bindings and its stages: which state of them the plan was made from. */
  readonly stamp: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the run began with; a restart begins with it again. */
  readonly initial: FlowContext;
  readonly context: FlowContext;
  readonly append: readonly AppendedStage[];
  readonly continuation: Continuation | null;
  /** The stage binding that it began at: a link led there, and what is before it was passed when the link was made. */
  readonly from?: string;
  readonly entries: readonly Entry[];
  readonly visit: Visit | null;
  readonly history: readonly Passed[];
  readonly notices: readonly Notice[];
  /** Set when the run is over; the last page, where there is one, stays readable until the run expires. */
  readonly over: {
    readonly how: 'finished' | 'denied' | 'broken';
    readonly challenge: Challenge | null;
  } | null;
}

/** Stages that the inspector can look back on. */
export const HISTORY_LIMIT = 50;

/** Writes down that the front entry is behind the run, and takes it off. */
export function leave(run: Run, outcome: Passed['outcome'], context: FlowContext = run.context): Run {
  const [entry, ...rest] = run.entries;
  if (!entry) return run;
  const passed: Passed = { entry, next: rest[0] ?? null, outcome, context: run.context };
  return {
    ...run,
    context,
    entries: rest,
    visit: null,
    history: [...run.history, passed].slice(-HISTORY_LIMIT),
  };
}
