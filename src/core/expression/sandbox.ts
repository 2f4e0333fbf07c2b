import type { Effect } from '../policy/effect.ts';
import type { PolicyRequest } from '../policy/request.ts';
import type { FaultKind, LogLine } from '../policy/verdict.ts';

/** What expressions may be written in. */
export const LANGUAGES = ['typescript', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The kinds of target that an expression can be bound to; each hands another context in. */
export const EXPRESSION_TARGETS = [
  'flow',
  'stage_binding',
  'application',
  'source',
  'prompt',
  'notification_rule',
  'entitlement',
  'property_mapping',
  'source_mapping',
  'prompt_field',
  'any',
] as const;
export type ExpressionTarget = (typeof EXPRESSION_TARGETS)[number];

/** What an expression of one request may read: JSON data, from which only the paths that it reads are handed in. */
export interface ScriptContext {
  readonly request: Readonly<Record<string, unknown>>;
  /** Further top-level names, e.g. `provider` and `token` of a property mapping. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** The same request as policies see it, for words that ask the host. It is not handed in. */
  readonly caller?: PolicyRequest;
  /** Key of the application that a mapping speaks for, for words that ask the host. It is not handed in. */
  readonly application?: string;
}

/** Answers the words that have to ask the world: see `HOST_WORDS`. What it throws is an error in the expression. */
export interface ScriptHost {
  /** `args` is JSON data. `timeout` in milliseconds. Answers JSON data. */
  call(
    word: string,
    args: readonly unknown[],
    asking: {
      readonly caller: PolicyRequest | undefined;
      readonly application?: string | undefined;
      readonly timeout: number;
    },
  ): Promise<unknown>;
}

export type ScriptResult =
  | {
      readonly ok: true;
      /** What the expression returned: JSON data; `undefined` where it returned nothing. */
      readonly value: unknown;
      readonly messages: readonly string[];
      readonly logs: readonly LogLine[];
      /** What the expression wants to happen. */
      readonly effects?: readonly Effect[];
      /** True where the answer was kept from the same question, letter by letter. */
      readonly cached?: boolean;
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

export interface CheckOptions {
  /** Default TypeScript. */
  readonly language?: Language | undefined;
  /** True where the text belongs to a policy with a check of its own, whose answer it sees as `result`. */
  readonly result?: boolean;
}

/** Runs text written by administrators, within a budget, with no way to the host. */
export interface Sandbox {
  /** Runs the body of a function. Calls made in one turn of the event loop travel in one message. Never rejects. */
  run(source: string, context: ScriptContext, timeout: number, language?: Language): Promise<ScriptResult>;
  /** The type check on save: an empty list means that the text may be stored. */
  check(source: string, target: ExpressionTarget, options?: CheckOptions): Promise<readonly Diagnostic[]>;
}
