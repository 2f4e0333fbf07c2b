import { type Effect, RESERVED_CONTEXT } from '../../core/policy/effect.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { Fault, Finding, LogLine } from '../../core/policy/verdict.ts';
import { isObject, type Values } from './path.ts';
import { type Budget, MOST_STEPS } from './pattern.ts';
import type { WorldQuestion } from './variables.ts';

/** What has to be found out before the policy can go on; it is judged again with the answer. */
export type Question =
  | WorldQuestion
  /** `context`: what the policy has set so far. */
  | { readonly ask: 'policy'; readonly policy: string; readonly context: Values };

export type Answer = boolean | Finding;

export type Why =
  | { readonly is: 'missing'; readonly at: string; readonly variable: string }
  | { readonly is: 'fault'; readonly fault: Fault }
  | { readonly is: 'question'; readonly key: string; readonly question: Question };

/** Why the policy does not go on from here. A class, so that no value that somebody sent can pass for one. */
export class Halt {
  readonly why: Why;

  constructor(why: Why) {
    this.why = why;
  }
}

export type Result = boolean | Halt;

export const faulty = (detail: string): Halt =>
  new Halt({ is: 'fault', fault: { fault: 'exception', detail } });

/** One evaluation. Everything that changes while a policy is judged stands here, and nothing else does. */
export interface Run {
  /** As the policy itself has changed it. */
  request: PolicyRequest;
  changes: Values;
  readonly effects: Effect[];
  /** Of the referenced policies that fail, as far as they are a cause. */
  readonly messages: string[];
  readonly budget: Budget;
  readonly answers: ReadonlyMap<string, Answer>;
  /** What comparisons said when the policy was judged with fewer answers; undefined where nothing is asked. */
  readonly known: Map<string, Result> | undefined;
  /** Where a test wants it: each node by its path, in the order in which they were judged. */
  readonly trace: Map<string, LogLine> | undefined;
}

/** What outlasts a question. */
export type Memory = Pick<Run, 'answers' | 'budget' | 'known' | 'trace'>;

const NO_ANSWERS: ReadonlyMap<string, Answer> = new Map();

/** `answers`: where they will be added, if something can be asked. */
export const remember = (debug: boolean, answers?: ReadonlyMap<string, Answer>): Memory => ({
  answers: answers ?? NO_ANSWERS,
  known: answers && new Map(),
  budget: { left: MOST_STEPS },
  trace: debug ? new Map() : undefined,
});

export const begin = (request: PolicyRequest, memory: Memory): Run => ({
  ...memory,
  request,
  changes: {},
  effects: [],
  messages: [],
});

/** Writes a key of the flow's context; what comes after sees it. */
export function setContext(run: Run, key: string, value: unknown): Halt | undefined {
  const { context } = run.request;
  const { flow_plan } = context;
  if (!isObject(flow_plan)) return faulty(`"${key}" can only be set in a flow.`);
  if (RESERVED_CONTEXT.has(key)) return faulty(`A policy cannot write the key "${key}".`);
  const before = isObject(flow_plan.context) ? flow_plan.context : {};
  const changed = { [key]: value };
  const plan = { ...flow_plan, context: { ...before, ...changed } };
  run.changes = { ...run.changes, ...changed, flow_plan: plan };
  run.request = { ...run.request, context: { ...context, ...run.changes } };
  run.effects.push({ kind: 'set_context', key, value });
  return undefined;
}
