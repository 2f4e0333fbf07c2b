import type { Requirement } from './plan.ts';
import type { InvalidResponseAction } from './run.ts';
import type { Designation, StageTraits } from './stage-type.ts';
import { NAMES_FIRST } from './standing.ts';

/** One binding that has a say, as the check sees it. */
export interface CheckedCondition {
  readonly kind: 'policy' | 'group' | 'user';
  readonly name: string;
  readonly negate: boolean;
  readonly failure_result: boolean;
}

/** Whom a flow or a stage lets in. */
interface Guarded {
  readonly mode: 'all' | 'any';
  readonly conditions: readonly CheckedCondition[];
  /** Its last binding was taken away by a deletion or by time: nobody passes. */
  readonly closed: boolean;
}

export interface CheckedStage extends Guarded {
  /** The stage binding. */
  readonly binding: string;
  readonly name: string;
  readonly proves: boolean;
  readonly traits: StageTraits;
  readonly invalid_response_action: InvalidResponseAction;
  readonly evaluate_on_plan: boolean;
}

export interface CheckedFlow extends Guarded {
  readonly designation: Designation;
  readonly authentication: Requirement;
  /** True where somebody else than the visitor says from the beginning whom the run is about: a source does. */
  readonly begins_with_person: boolean;
  /** In the order of the flow. */
  readonly stages: readonly CheckedStage[];
}

/** What the check can find, in words with places for names. */
export const FINDINGS = {
  deny_restarts: {
    level: 'error',
    text: 'The stage "{stage}" refuses, but its binding begins the flow again: whoever is refused goes round for ever and is never told. Let an invalid response ask again.',
  },
  login_without_proof: {
    level: 'error',
    text: 'The stage "{stage}" signs in whoever was named before: no stage before it asks for a proof. Bind a password stage in between.',
  },
  set_up_before_proof: {
    level: 'error',
    text: 'The stage "{stage}" sets up devices, but no stage before it asks for a proof: nobody can set one up there. Bind it behind the stage that asks for the password.',
  },
  closed: {
    level: 'error',
    text: 'Nobody gets past the stage "{stage}": its last binding was taken away. Bind something to it, or open it again.',
  },
  flow_closed: {
    level: 'error',
    text: 'Nobody can use the flow: its last binding was taken away. Bind something to it, or open it again.',
  },
  unreachable: {
    level: 'warning',
    text: 'The stage "{stage}" is never reached: "{by}" stands before it, is bound for everybody, and nobody goes on behind it. Bind to "{by}" whom it is for.',
  },
  proof_stops_on_error: {
    level: 'warning',
    text: 'If the policy "{policy}" cannot answer, the flow stops at "{stage}": a stage that proves or guards something is never skipped because of an error. Let the binding pass on failure, so that the stage is shown instead.',
  },
  two_passwords: {
    level: 'warning',
    text: 'The stage "{stage}" asks for the password once more: "{by}" has asked for it already. Remove one, or bind a policy to it that says when it is needed.',
  },
  nobody_known: {
    level: 'warning',
    text: 'Nobody is known yet when the flow begins, so the groups and users that are bound to "{stage}" never match there and it is left out. Evaluate its bindings when the stage is reached instead.',
  },
  flow_nobody_known: {
    level: 'warning',
    text: 'Nobody is known yet when the flow begins, so the groups and users that are bound to the flow never match. Bind them to the application or to a stage instead.',
  },
  no_stages: {
    level: 'hint',
    text: 'The flow has no stages: whoever begins it is done at once. Bind a stage.',
  },
} as const satisfies Readonly<Record<string, { level: 'error' | 'warning' | 'hint'; text: string }>>;

export type FindingCode = keyof typeof FINDINGS;

/** Something about a flow that works otherwise than its author is likely to want. */
export interface Finding {
  readonly code: FindingCode;
  /** The stage binding that it is about; null where it is the flow itself. */
  readonly binding: string | null;
  readonly names: Readonly<Record<string, string>>;
}

/** Flows that do nothing useful without a stage. */
const NEEDS_STAGES: ReadonlySet<Designation> = new Set([
  'authentication',
  'enrollment',
  'recovery',
  'unenrollment',
]);

/** Looks at a flow as a whole for what is surely or likely a mistake; nothing is run. */
export function checkFlow(flow: CheckedFlow): readonly Finding[] {
  const findings: Finding[] = [];
  const find = (code: FindingCode, stage?: CheckedStage, names: Readonly<Record<string, string>> = {}) =>
    findings.push({
      code,
      binding: stage?.binding ?? null,
      names: { ...(stage ? { stage: stage.name } : {}), ...names },
    });

  if (flow.closed) find('flow_closed');
  if (nobodyIsKnown(flow) && neverMatches(flow)) find('flow_nobody_known');
  if (flow.stages.length === 0 && NEEDS_STAGES.has(flow.designation)) find('no_stages');

  let end: CheckedStage | undefined;
  let asked: CheckedStage | undefined;
  let isNamed = false;
  let isProven = false;
  for (const stage of flow.stages) {
    const { traits } = stage;
    if (end) {
      find('unreachable', stage, { by: end.name });
      continue;
    }
    if (stage.closed) find('closed', stage);
    if (traits.ends === 'refuses' && stage.invalid_response_action !== 'retry') find('deny_restarts', stage);
    if (nobodyIsKnown(flow) && stage.evaluate_on_plan && neverMatches(stage)) find('nobody_known', stage);
    if (stage.proves) for (const policy of stopping(stage)) find('proof_stops_on_error', stage, { policy });
    if (traits.proves_by === 'password') {
      if (asked && isForAll(stage)) find('two_passwords', stage, { by: asked.name });
      asked ??= stage;
    }
    if (traits.signs_in && flow.designation === 'authentication' && isNamed && !isProven)
      find('login_without_proof', stage);
    if (traits.sets_up && NAMES_FIRST.has(flow.designation) && isNamed && !isProven)
      find('set_up_before_proof', stage);
    isNamed ||= traits.names === true;
    isProven ||= traits.proves_by !== undefined;
    if (traits.ends && isForAll(stage)) end = stage;
  }
  return findings;
}

const isForAll = ({ conditions, closed }: Guarded): boolean => conditions.length === 0 && !closed;

const nobodyIsKnown = ({ authentication, begins_with_person }: CheckedFlow): boolean =>
  authentication === 'require_unauthenticated' && !begins_with_person;

/** Whether the bindings refuse somebody of whom nothing is known, whatever policies say. */
function neverMatches({ mode, conditions }: Guarded): boolean {
  const wantsPerson = ({ kind, negate }: CheckedCondition) => kind !== 'policy' && !negate;
  return mode === 'all'
    ? conditions.some(wantsPerson)
    : conditions.length > 0 && conditions.every(wantsPerson);
}

/** The policies whose error alone is enough to refuse. */
function stopping({ mode, conditions }: Guarded): readonly string[] {
  const policies = conditions.filter(({ kind, failure_result }) => kind === 'policy' && !failure_result);
  // Where one that passes is enough, an error is outweighed by any other that passes.
  return mode === 'all' || conditions.length === 1 ? policies.map(({ name }) => name) : [];
}

/** A finding in words. */
export const findingText = ({ code, names }: Finding): string =>
  FINDINGS[code].text.replace(/\{(\w+)\}/g, (place, name: string) => names[name] ?? place);
