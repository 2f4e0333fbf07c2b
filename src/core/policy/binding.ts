import type { Subject, TraceEntry, Why } from './decision.ts';
import { REASONS, type ReasonKey } from './reasons.ts';
import type { Fault } from './verdict.ts';

/** A binding as it is stored, with its references resolved. */
export interface BindingSpec {
  readonly pk: string;
  readonly order: number;
  readonly enabled: boolean;
  readonly negate: boolean;
  /** What counts where the policy has no answer. */
  readonly failure_result: boolean;
  readonly dry_run: boolean;
  /** Milliseconds since the epoch; null = never. */
  readonly expires: number | null;
  /** Seconds. */
  readonly timeout: number;
  readonly subject: Subject;
  /** Set where the binding cannot work whoever asks, e.g. because its policy is gone. */
  readonly broken?: Fault | undefined;
}

/**
 * A binding, made ready to be judged many times. Whatever can be said of it before anybody asks is said here once, so
 * that the whole trace of a static binding costs a decision one pointer.
 */
export interface Binding extends BindingSpec {
  /** The person is the bound user, or a member of the bound group. */
  readonly hit: TraceEntry;
  readonly miss: TraceEntry;
  readonly disabled: TraceEntry;
  readonly expired: TraceEntry;
}

const NONE: readonly never[] = [];

/** The parts of an entry that every judgement of this binding shares. */
export const blankEntry = (spec: BindingSpec): TraceEntry => ({
  binding: spec.pk,
  order: spec.order,
  subject: spec.subject,
  outcome: 'skipped',
  why: 'disabled',
  verdict: null,
  negated: spec.negate,
  dry_run_result: null,
  fault: null,
  messages: NONE,
  reasons: NONE,
  raw: undefined,
  logs: NONE,
  effects: NONE,
  duration: null,
});

/** The outcome of a binding that has said `passing`: a dry run keeps it to itself. */
export const outcomeOf = (
  spec: BindingSpec,
  passing: boolean,
  why: Why,
): Pick<TraceEntry, 'outcome' | 'why' | 'dry_run_result'> =>
  spec.dry_run
    ? { outcome: 'skipped', why: 'dry_run', dry_run_result: passing }
    : { outcome: passing ? 'pass' : 'fail', why, dry_run_result: null };

const refusalOf = ({ subject, negate }: BindingSpec): ReasonKey => {
  if (subject.kind === 'group') return negate ? 'binding.group_negated' : 'binding.group';
  if (subject.kind === 'user') return negate ? 'binding.user_negated' : 'binding.user';
  return 'binding.nobody';
};

const whyOf = ({ subject }: BindingSpec, matches: boolean): Why => {
  if (subject.kind === 'group') return matches ? 'member' : 'not_member';
  if (subject.kind === 'user') return matches ? 'same_user' : 'other_user';
  return 'nobody';
};

/** One list for each refusal, shared by all bindings, so that a decision sees at a glance that it knows the text. */
const refusalTexts = new Map<ReasonKey, { messages: readonly string[]; reasons: readonly string[] }>();

function textsOf(refusal: ReasonKey): { messages: readonly string[]; reasons: readonly string[] } {
  const known = refusalTexts.get(refusal) ?? { messages: [REASONS[refusal]], reasons: [refusal] };
  refusalTexts.set(refusal, known);
  return known;
}

/** The entry of a static binding. One that names nobody refuses, negated or not. */
function staticEntry(spec: BindingSpec, matches: boolean): TraceEntry {
  const passing = spec.subject.kind !== 'none' && matches !== spec.negate;
  return {
    ...blankEntry(spec),
    ...outcomeOf(spec, passing, whyOf(spec, matches)),
    verdict: matches,
    ...(passing ? {} : textsOf(refusalOf(spec))),
  };
}

/** Each entry is made when it is first needed: of a hundred thousand bindings most are hit or missed, never both. */
class CompiledBinding implements Binding {
  readonly pk: string;
  readonly order: number;
  readonly enabled: boolean;
  readonly negate: boolean;
  readonly failure_result: boolean;
  readonly dry_run: boolean;
  readonly expires: number | null;
  readonly timeout: number;
  readonly subject: Subject;
  readonly broken: Fault | undefined;
  #hit: TraceEntry | undefined;
  #miss: TraceEntry | undefined;

  constructor(spec: BindingSpec) {
    this.pk = spec.pk;
    this.order = spec.order;
    this.enabled = spec.enabled;
    this.negate = spec.negate;
    this.failure_result = spec.failure_result;
    this.dry_run = spec.dry_run;
    this.expires = spec.expires;
    this.timeout = spec.timeout;
    this.subject = spec.subject;
    this.broken = spec.broken;
  }

  get hit(): TraceEntry {
    this.#hit ??= staticEntry(this, true);
    return this.#hit;
  }

  get miss(): TraceEntry {
    this.#miss ??= staticEntry(this, false);
    return this.#miss;
  }

  get disabled(): TraceEntry {
    return blankEntry(this);
  }

  get expired(): TraceEntry {
    return { ...blankEntry(this), why: 'expired' };
  }
}

/** Makes a binding ready to be judged. */
export const compileBinding = (spec: BindingSpec): Binding => new CompiledBinding(spec);

/** Whether the binding has a say, now or before it expired: what a cascade must not take away silently. */
export const counts = (binding: { readonly enabled: boolean; readonly dry_run: boolean }): boolean =>
  binding.enabled && !binding.dry_run;

/** Lower order first; the key decides between equals, so that a trace has one order on every node. */
export const byOrder = (a: Binding, b: Binding): number =>
  a.order - b.order || (a.pk < b.pk ? -1 : a.pk > b.pk ? 1 : 0);
