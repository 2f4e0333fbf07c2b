import type { Effect } from './effect.ts';

/** One policy's answer. `reasons` are the keys of the messages that the policy type declares; free texts have none. */
export interface Verdict {
  readonly passing: boolean;
  readonly messages: readonly string[];
  readonly reasons: readonly string[];
  /** What an expression returned, before it was read as true or false. JSON data. */
  readonly raw?: unknown;
  /** Lines that an expression logged; shown to administrators only. */
  readonly logs?: readonly LogLine[];
  /** True where the answer was kept from an equal question. */
  readonly cached?: boolean;
  /** What the policy wants to happen; carried out by the caller, if the binding has a say. */
  readonly effects?: readonly Effect[];
}

/** A line that an expression wrote, in the shape of the API's `LogEvent`. */
export interface LogLine {
  readonly log_level: 'debug' | 'info' | 'warning' | 'error';
  readonly event: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Why a policy has no answer. An error is never a boolean: the binding's `failure_result` decides what it means. */
export interface Fault {
  readonly fault: FaultKind;
  /** For administrators only: never shown to the person who is refused. */
  readonly detail: string;
}

export type FaultKind = 'timeout' | 'memory' | 'exception' | 'syntax' | 'unavailable' | 'missing';

/** What is known of one policy when the decision is judged. */
export type Finding = Verdict | Fault;

export const isFault = (finding: Finding): finding is Fault => 'fault' in finding;

/** A verdict that passes, with no message. */
export const PASS: Verdict = { passing: true, messages: [], reasons: [] };

/** A verdict that fails, with no message. */
export const FAIL: Verdict = { passing: false, messages: [], reasons: [] };
