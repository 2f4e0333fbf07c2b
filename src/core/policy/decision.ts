import type { Effect } from './effect.ts';
import type { Fault, LogLine } from './verdict.ts';

/** `all`: every binding has to pass; `any`: one that passes is enough. */
export type Mode = 'all' | 'any';

/** Whom or what a binding attaches to its target. `label` is for people: a name, not a key. */
export type Subject =
  | { readonly kind: 'policy'; readonly pk: string; readonly label: string }
  | { readonly kind: 'group'; readonly pk: string; readonly label: string }
  | { readonly kind: 'user'; readonly pk: number; readonly label: string }
  | { readonly kind: 'none'; readonly pk: null; readonly label: string };

/** Why an entry of a trace has its outcome. */
export type Why =
  | 'member'
  | 'not_member'
  | 'same_user'
  | 'other_user'
  | 'policy'
  | 'nobody'
  | 'fault'
  | 'disabled'
  | 'expired'
  | 'dry_run';

/** What one binding contributed to a decision. JSON data, under the names that API and decision log show. */
export interface TraceEntry {
  readonly binding: string;
  readonly order: number;
  readonly subject: Subject;
  /** `skipped` has no say in the decision. */
  readonly outcome: 'pass' | 'fail' | 'skipped';
  readonly why: Why;
  /** What was found before negation; null where nothing was found out. */
  readonly verdict: boolean | null;
  readonly negated: boolean;
  /** What a binding in dry run would have said; null for all others. */
  readonly dry_run_result: boolean | null;
  readonly fault: Fault | null;
  readonly messages: readonly string[];
  readonly reasons: readonly string[];
  /** What an expression returned; undefined for everything else. */
  readonly raw: unknown;
  readonly logs: readonly LogLine[];
  /** What the policy wanted to happen; in a dry run it does not. */
  readonly effects: readonly Effect[];
  /** True where the answer was kept from an equal question. */
  readonly cached?: boolean;
  /** Milliseconds that the policy took; null for what is read from memory. */
  readonly duration: number | null;
}

/** The answer for a target. The trace is the answer, `passing` is its summary. */
export interface Decision {
  readonly passing: boolean;
  /** Safe to show to the person: only from the bindings that caused the verdict, each text once. */
  readonly messages: readonly string[];
  /** Keys of `REASONS`, of policy types (`geoip.country_not_allowed`), or both; in the order of the bindings. */
  readonly reasons: readonly string[];
  /** One entry for each binding, in order, without short cuts. */
  readonly trace: readonly TraceEntry[];
  readonly mode: Mode;
  /** The revision of the configuration that was judged. */
  readonly revision: number;
  /** True where no binding had a say, so that the target's rule for that case spoke. */
  readonly unbound: boolean;
  /**
   * True where the last binding was taken away by a cascade or by its expiry; `passing` is false then. On a stage
   * binding this is a broken configuration, not a wish to skip the stage: the flow has to stop.
   */
  readonly closed: boolean;
  /**
   * True where an error is among the causes of the verdict. A stage that proves identity is never skipped because of
   * such a decision.
   */
  readonly faulted: boolean;
  /** What the policies that have a say want to happen, in the order of the bindings. */
  readonly effects: readonly Effect[];
}
