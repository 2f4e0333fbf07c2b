import type { FaultKind, LogLine } from '../policy/verdict.ts';

/** The kinds of target that an expression can be bound to; each hands another context in. */
export type ExpressionTarget =
  | 'flow'
  | 'stage_binding'
  | 'application'
  | 'source'
  | 'prompt'
  | 'notification_rule'
  | 'property_mapping'
  | 'source_mapping'
  | 'any';

/** What an expression of one request may read: JSON data, from which only the paths that it reads are handed in. */
export interface ScriptContext {
  readonly request: Readonly<Record<string, unknown>>;
  /** Further top-level names, e.g. `provider` and `token` of a property mapping. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export type ScriptResult =
  | {
      readonly ok: true;
      /** What the expression returned: JSON data; `undefined` where it returned nothing. */
      readonly value: unknown;
      readonly messages: readonly string[];
      readonly logs: readonly LogLine[];
    }
  | {
      readonly ok: false;
      readonly fault: FaultKind;
      readonly detail: string;
      /** 1-based place in the author's text, where it is known. */
      readonly line?: number;
      readonly column?: number;
    };

export interface Diagnostic {
  /** 1-based, in the author's text. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly code: string;
}

/** Runs text written by administrators, within a budget, with no way to the host. */
export interface Sandbox {
  /** Runs the body of a function. Calls made in one turn of the event loop travel in one message. Never rejects. */
  run(source: string, context: ScriptContext, timeout: number): Promise<ScriptResult>;
  /** The type check on save: an empty list means that the text may be stored. */
  check(source: string, target: ExpressionTarget): Promise<readonly Diagnostic[]>;
}
