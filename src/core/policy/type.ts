import type { z } from 'zod';
import type { ExpressionTarget, Language } from '../expression/sandbox.ts';
import type { PortName, Ports } from '../ports.ts';
import type { FieldErrors } from '../problem/problem.ts';
import type { Translations } from '../words/language.ts';
import type { Phrases } from './phrase.ts';
import type { PolicyRequest } from './request.ts';
import type { Fault, Verdict } from './verdict.ts';

type Messages = Readonly<Record<string, string>>;
type Params = Readonly<Record<string, string | number>>;

/** What a policy type answers with: only messages that it declares may be given. */
export interface Answers<M extends Messages> {
  pass(key?: keyof M & string, params?: Params): Verdict;
  fail(key?: keyof M & string, params?: Params): Verdict;
}

/** What a type may look up while a policy of it is saved or bound; the transaction of the write is seen. */
export interface PolicyLookup {
  policy(
    pk: string,
  ): Promise<{ readonly type: string; readonly config: Readonly<Record<string, unknown>> } | undefined>;
  /** Why another policy cannot be bound to that kind of target; empty where it can. */
  fits(pk: string, target: ExpressionTarget): Promise<readonly string[]>;
}

export interface FitInput<C> {
  readonly config: C;
  readonly target: ExpressionTarget;
  readonly lookup: PolicyLookup;
}

export interface CheckInput<C> {
  readonly config: C;
  /** Undefined while the policy is created. */
  readonly pk: string | undefined;
  readonly lookup: PolicyLookup;
}

export interface PolicyTypeSpec<C extends z.ZodObject, M extends Messages, U extends PortName, F> {
  /** Path segment and value of the `type` column, e.g. `expression`. */
  readonly type: string;
  /** Wire name of the model, e.g. `authentik_policies_expression.expressionpolicy`. */
  readonly model: string;
  /** Wire name of the admin form element. */
  readonly component: string;
  readonly title: string;
  readonly description: string;
  /** When to use it, as examples: what an administrator reads who chooses a type. */
  readonly example?: string;
  /** The type's own fields, beside `name` and `execution_logging`. Unknown keys are refused by the API. */
  readonly config: C;
  /** Further fields of answers, worked out of the configuration. */
  readonly derived?: {
    readonly fields: z.ZodObject;
    of(config: z.output<C>): Readonly<Record<string, unknown>>;
  };
  /** Texts by key; `{name}` is replaced by the parameter of that name. */
  readonly messages: M;
  /** The ports that `gather` may use; no others arrive. */
  readonly uses: readonly U[];
  /** Keys of the context and its prompt data whose values are secrets, whatever they are called. */
  readonly secrets?: (config: z.output<C>) => readonly string[];
  /** Asks the world. A `Fault` is a value; whatever it throws becomes the fault `exception`. */
  readonly gather?: (input: {
    readonly config: z.output<C>;
    readonly request: PolicyRequest;
    readonly ports: Pick<Ports, U>;
    /** Milliseconds that are left. */
    readonly timeout: number;
  }) => Promise<F | Fault> | F | Fault;
  /** True where this configuration has nothing to gather, though the type may; always where there is no `gather`. */
  readonly immediate?: (config: z.output<C>) => boolean;
  /** Judges. Pure and synchronous. */
  readonly evaluate: (
    input: { readonly config: z.output<C>; readonly request: PolicyRequest; readonly facts: F } & Answers<M>,
  ) => Verdict | Fault;
  /** Sentences that say why a policy with this configuration makes no sense at that kind of target. */
  readonly fits?: (input: FitInput<z.output<C>>) => Promise<readonly string[]> | readonly string[];
  /** What the schema cannot say about a configuration: errors by field, asked on every save. */
  readonly check?: (input: CheckInput<z.output<C>>) => Promise<FieldErrors> | FieldErrors;
  /** The objects that stand in a configuration by their keys, so that replies can tell their names in `labels`. */
  readonly mentions?: (config: z.output<C>) => readonly Mention[];
  /** What the configuration means, as a part of a target's rule in words; undefined where there are no words for it. */
  readonly phrases?: (config: z.output<C>) => Phrases | undefined;
  /**
   * False where the answer follows from the person alone, so that it can be told who passes without a request. Always
   * true where the type does not say.
   */
  readonly beyondPerson?: (config: z.output<C>) => boolean;
  /** The text by which the policy is asked, where it is one: then that says what the answer follows from. */
  readonly script?: (config: z.output<C>) => Script | undefined;
  /** What the type says, in the other languages. */
  readonly words?: Translations;
}

/** A text that an administrator wrote, which the sandbox runs. */
export interface Script {
  readonly expression: string;
  readonly language: Language | null;
}

/** An object by model and key. */
export interface Mention {
  /** Wire name of the model. */
  readonly model: string;
  readonly pk: string;
}

/** A policy type with its own types forgotten, as shared code sees it. */
export interface PolicyType {
  readonly type: string;
  readonly model: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly example: string | undefined;
  readonly config: z.ZodObject;
  readonly derived:
    | { readonly fields: z.ZodObject; of(config: unknown): Readonly<Record<string, unknown>> }
    | undefined;
  readonly messages: Messages;
  readonly uses: readonly PortName[];
  secrets(config: unknown): readonly string[];
  /** True where nothing has to be asked before the verdict: the policy is judged in memory. */
  immediate(config: unknown): boolean;
  gather(input: {
    readonly config: unknown;
    readonly request: PolicyRequest;
    readonly ports: Partial<Ports>;
    readonly timeout: number;
  }): Promise<unknown> | unknown;
  evaluate(input: {
    readonly config: unknown;
    readonly request: PolicyRequest;
    readonly facts: unknown;
  }): Verdict | Fault;
  fits(input: FitInput<unknown>): Promise<readonly string[]> | readonly string[];
  check(input: CheckInput<unknown>): Promise<FieldErrors> | FieldErrors;
  /** Undefined where configurations of this type mention no objects. */
  readonly mentions: ((config: unknown) => readonly Mention[]) | undefined;
  phrases(config: unknown): Phrases | undefined;
  beyondPerson(config: unknown): boolean;
  script(config: unknown): Script | undefined;
  readonly words: Translations | undefined;
}

const fill = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/**
 * Declares a policy type: a folder under `src/policies/` and one line in its list.
 * The schema of `config` is what storage, API, form and reference are read from.
 */
export function definePolicyType<
  const C extends z.ZodObject,
  const M extends Messages,
  const U extends PortName = never,
  F = undefined,
>(spec: PolicyTypeSpec<C, M, U, F>): PolicyType {
  const verdict = (passing: boolean, key?: string, params: Params = {}): Verdict => ({
    passing,
    messages: key === undefined ? [] : [fill(spec.messages[key] ?? key, params)],
    reasons: key === undefined ? [] : [`${spec.type}.${key}`],
  });
  const { derived, mentions } = spec;
  const answers: Answers<M> = {
    pass: (key, params) => verdict(true, key, params),
    fail: (key, params) => verdict(false, key, params),
  };
  return {
    type: spec.type,
    model: spec.model,
    component: spec.component,
    title: spec.title,
    description: spec.description,
    example: spec.example,
    config: spec.config,
    derived: derived && { fields: derived.fields, of: (config) => derived.of(config as z.output<C>) },
    messages: spec.messages,
    uses: spec.uses,
    secrets: (config) => spec.secrets?.(config as z.output<C>) ?? [],
    immediate: (config) => spec.gather === undefined || (spec.immediate?.(config as z.output<C>) ?? false),
    gather: ({ config, request, ports, timeout }) =>
      spec.gather?.({
        config: config as z.output<C>,
        request,
        ports: ports as Pick<Ports, U>,
        timeout,
      }),
    evaluate: ({ config, request, facts }) =>
      spec.evaluate({ config: config as z.output<C>, request, facts: facts as F, ...answers }),
    fits: (input) => spec.fits?.({ ...input, config: input.config as z.output<C> }) ?? [],
    check: (input) => spec.check?.({ ...input, config: input.config as z.output<C> }) ?? {},
    mentions: mentions && ((config) => mentions(config as z.output<C>)),
    phrases: (config) => spec.phrases?.(config as z.output<C>),
    beyondPerson: (config) => spec.beyondPerson?.(config as z.output<C>) ?? true,
    script: (config) => spec.script?.(config as z.output<C>),
    words: spec.words,
  };
}
