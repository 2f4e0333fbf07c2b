import { type Binding, blankEntry, byOrder, outcomeOf } from './binding.ts';
import type { Decision, Mode, TraceEntry } from './decision.ts';
import type { Effect } from './effect.ts';
import { POLICY_NEGATED, POLICY_REFUSED, REASONS, type ReasonKey } from './reasons.ts';
import type { PolicyRequest } from './request.ts';
import { type Fault, type Finding, isFault, type Verdict } from './verdict.ts';

/** What was found out about one policy, and how long it took in milliseconds. */
export interface Found {
  readonly finding: Finding;
  readonly duration: number | null;
}

export interface Question {
  readonly mode: Mode;
  readonly bindings: readonly Binding[];
  readonly request: PolicyRequest;
  /** By the key of the binding. A policy of which nothing was found out is a fault. */
  readonly findings: ReadonlyMap<string, Found>;
  /** The target's rule for the case that no binding has a say. */
  readonly when_unbound: 'pass' | 'fail';
  /** True where a cascade has taken a binding away since somebody last changed the bindings by hand. */
  readonly closed: boolean;
  readonly revision: number;
  /** Named in the sentence that a person sees where a rule could not be checked. */
  readonly request_id: string;
}

const NONE: readonly never[] = [];
const UNKNOWN: Fault = { fault: 'missing', detail: 'nothing was found out about this policy' };

/**
 * Answers "may this request pass?" and says why. Pure and total: every binding is judged, in order and without short
 * cuts, so that the trace is always whole. A disabled or expired binding counts as absent, one in dry run is judged
 * but has no say. An error counts as the binding's `failure_result` and is never negated. Where no binding has a say,
 * the target's rule speaks, unless a cascade or an expiry took the last one away: that never opens a door.
 */
export function evaluate(question: Question): Decision {
  const { mode, request, revision } = question;
  const bindings = inOrder(question.bindings);
  const trace = new Array<TraceEntry>(bindings.length);
  let passed = 0;
  let failed = 0;
  let lapsed = false;
  for (let i = 0; i < bindings.length; i++) {
    const binding = bindings[i] as Binding;
    const entry = judge(binding, request, question);
    trace[i] = entry;
    if (entry.outcome === 'pass') passed++;
    else if (entry.outcome === 'fail') failed++;
    else if (entry.why === 'expired' && !binding.dry_run) lapsed = true;
  }
  if (passed + failed === 0) return nothingBound(question, trace, question.closed || lapsed);
  const passing = mode === 'all' ? failed === 0 : passed > 0;
  return decided({ passing, trace, mode, revision });
}

/** The causes of a verdict are the bindings that said the same. */
function decided(of: Pick<Decision, 'passing' | 'trace' | 'mode' | 'revision'>): Decision {
  const wanted = of.passing ? 'pass' : 'fail';
  let messages: readonly string[] = NONE;
  let reasons: readonly string[] = NONE;
  let effects: readonly Effect[] = NONE;
  let faulted = false;
  for (const entry of of.trace) {
    if (entry.outcome !== 'skipped' && entry.effects.length > 0) effects = [...effects, ...entry.effects];
    if (entry.outcome !== wanted) continue;
    if (entry.fault !== null) faulted = true;
    messages = joined(messages, entry.messages);
    reasons = joined(reasons, entry.reasons);
  }
  return {
    passing: of.passing,
    messages,
    reasons,
    trace: of.trace,
    mode: of.mode,
    revision: of.revision,
    unbound: false,
    closed: false,
    faulted,
    effects,
  };
}

/** Both lists as one, each text once; no list is changed. Bindings share their texts, so mostly nothing is to do. */
function joined(all: readonly string[], more: readonly string[]): readonly string[] {
  if (more.length === 0 || more === all) return all;
  if (all.length === 0) return more.length === 1 ? more : [...new Set(more)];
  const fresh = more.filter((text, index) => !all.includes(text) && more.indexOf(text) === index);
  return fresh.length === 0 ? all : [...all, ...fresh];
}

function nothingBound(question: Question, trace: readonly TraceEntry[], closed: boolean): Decision {
  const passing = !closed && question.when_unbound === 'pass';
  const refusal = passing ? undefined : closed ? 'target.closed' : 'target.unbound';
  return unboundDecision(question, passing, closed, trace, refusal);
}

/** The refusal of something that is not there: asking about it must not open anything. */
export const refuseMissing = (mode: Mode, revision: number): Decision =>
  unboundDecision({ mode, revision }, false, false, NONE, 'target.missing');

function unboundDecision(
  { mode, revision }: { readonly mode: Mode; readonly revision: number },
  passing: boolean,
  closed: boolean,
  trace: readonly TraceEntry[],
  refusal: ReasonKey | undefined,
): Decision {
  return {
    passing,
    messages: refusal ? [REASONS[refusal]] : NONE,
    reasons: refusal ? [refusal] : NONE,
    trace,
    mode,
    revision,
    unbound: true,
    closed,
    faulted: false,
    effects: NONE,
  };
}

function judge(binding: Binding, request: PolicyRequest, question: Question): TraceEntry {
  if (!binding.enabled) return binding.disabled;
  if (binding.expires !== null && binding.expires <= request.time) return binding.expired;
  const { subject } = binding;
  if (binding.broken) return faulty(binding, binding.broken, null, question.request_id);
  if (subject.kind === 'group') return request.user.group_pks.has(subject.pk) ? binding.hit : binding.miss;
  if (subject.kind === 'user') return request.user.pk === subject.pk ? binding.hit : binding.miss;
  if (subject.kind === 'none') return binding.miss;
  const { finding, duration } = question.findings.get(binding.pk) ?? { finding: UNKNOWN, duration: null };
  return isFault(finding)
    ? faulty(binding, finding, duration, question.request_id)
    : judged(binding, finding, duration);
}

function judged(binding: Binding, verdict: Verdict, duration: number | null): TraceEntry {
  const passing = verdict.passing !== binding.negate;
  const reason = passing ? undefined : binding.negate ? POLICY_NEGATED : POLICY_REFUSED;
  return {
    ...blankEntry(binding),
    ...outcomeOf(binding, passing, 'policy'),
    verdict: verdict.passing,
    messages: verdict.messages,
    reasons: reason && verdict.reasons.length === 0 ? [reason] : verdict.reasons,
    raw: verdict.raw,
    logs: verdict.logs ?? NONE,
    effects: verdict.effects ?? NONE,
    ...(verdict.cached && { cached: true }),
    duration,
  };
}

/** Tells the log everything and the person little: a plain sentence with the request's id. */
function faulty(binding: Binding, fault: Fault, duration: number | null, request_id: string): TraceEntry {
  const passing = binding.failure_result;
  return {
    ...blankEntry(binding),
    ...outcomeOf(binding, passing, 'fault'),
    fault,
    messages: passing ? NONE : [REASONS['binding.fault'].replace('{request_id}', () => request_id)],
    reasons: ['binding.fault'],
    duration,
  };
}

/** The list itself where it is in order already, which the compiled ones are. */
function inOrder(bindings: readonly Binding[]): readonly Binding[] {
  for (let i = 1; i < bindings.length; i++) {
    if (byOrder(bindings[i - 1] as Binding, bindings[i] as Binding) > 0) return bindings.toSorted(byOrder);
  }
  return bindings;
}
