import type { z } from 'zod';
import type { DeviceKind } from '../authenticator/kind.ts';
import type { HttpFacts, UserFacts } from '../policy/request.ts';
import type { PortName, Ports } from '../ports.ts';
import type { FieldErrors } from '../problem/problem.ts';
import type { Translations } from '../words/language.ts';
import type { FlowContext } from './context.ts';
import type { AppendedStage } from './flows.ts';
import type { PageSources } from './page-sources.ts';
import type { FlowEffect, ResponseErrors, Step } from './step.ts';

type Messages = Readonly<Record<string, string>>;
type Params = Readonly<Record<string, string | number>>;

export type Designation =
  | 'authentication'
  | 'authorization'
  | 'invalidation'
  | 'enrollment'
  | 'unenrollment'
  | 'recovery'
  | 'stage_configuration';

/** A message that the type declares, or a text that somebody else wrote (a policy, an administrator). */
type Said<M extends Messages> = (keyof M & string) | { readonly text: string };

/** The five words of a stage; only messages that the type declares may be given. */
export interface StageWords<M extends Messages> {
  ask(challenge: Readonly<Record<string, unknown>>, memory?: unknown): Step;
  /** Errors by field, each one or more of: a message key, a text of a policy (`{ text }`). */
  retry(
    errors: Readonly<Record<string, Said<M> | readonly Said<M>[]>>,
    again?: {
      readonly challenge?: Readonly<Record<string, unknown>>;
      readonly memory?: unknown;
      /** Kept where the binding says that the flow begins again with what is known. */
      readonly learnt?: Partial<FlowContext>;
      readonly params?: Params;
    },
  ): Step;
  done(patch?: Partial<FlowContext>, effects?: readonly FlowEffect[]): Step;
  skip(reason: keyof M & string): Step;
  /** A message key, or a text that an administrator wrote. */
  deny(message: Said<M>): Step;
}

/** What a stage is handed. Everything is data, but for the ports that it declares. */
export interface StageInput<C, U extends PortName> {
  readonly config: C;
  /** The stage binding; null for a stage that was appended. */
  readonly binding: string | null;
  /** The stage's own row: `pk` and `name`. */
  readonly stage: { readonly pk: string; readonly name: string };
  readonly flow: {
    readonly pk: string;
    readonly slug: string;
    readonly designation: Designation;
    readonly title: string;
  };
  readonly context: FlowContext;
  /** The stored user behind `context.pending_user`, read afresh; undefined where there is none. */
  readonly pending: UserFacts | undefined;
  /** Who is signed in in this browser (ANONYMOUS where nobody is). */
  readonly user: UserFacts;
  readonly request: HttpFacts;
  /** The certificate that the browser has shown, and those that it sent along (PEM); as a trusted proxy tells. */
  readonly certificate?: readonly string[] | undefined;
  /** The query of the page that began the run (`next`, …). */
  readonly query: Readonly<Record<string, string>>;
  /** What this browser was given when a second factor was proven in it; a secret, to ask `trustedBrowsers` with. */
  readonly trust: string | null;
  /** What `ask` or `retry` kept for this execution. */
  readonly memory: unknown;
  /** The stages that stand in no configuration, are still to come, and go along to another browser. */
  readonly travelling: readonly AppendedStage[];
  /** This visit of this stage; a proof is bound to it. */
  readonly execution: string;
  /** The run that this visit belongs to: where somebody comes back who was sent elsewhere. */
  readonly run: string;
  readonly ports: Pick<Ports, U>;
}

/** What a configured stage does to a run, as far as a look at the whole flow wants to know. */
export interface StageTraits {
  /** Nobody goes on behind it: it refuses, or leads out of the flow. */
  readonly ends?: 'refuses' | 'leads_away';
  /** Takes somebody at their word: names a person without a proof. */
  readonly names?: boolean;
  /** Proves the person, and by what. */
  readonly proves_by?: 'password' | 'other';
  /** Sets up a device for the person, or leads to where one is set up. */
  readonly sets_up?: boolean;
  /** Opens a session for the pending user. */
  readonly signs_in?: boolean;
  /** What its page has to load from other sites. */
  readonly loads?: PageSources;
}

export interface StageTypeSpec<
  C extends z.ZodObject,
  A extends z.ZodType,
  M extends Messages,
  U extends PortName,
> {
  /** Path segment and value of the `type` column, e.g. `user_login`. */
  readonly type: string;
  readonly model: string;
  /** Wire name of the admin form element. */
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly config: C;
  /** The `component` of its challenge; null for a stage that never shows anything. */
  readonly challenge: string | null;
  /** Fields of the challenge beyond the envelope, for validation, OpenAPI and the typed client. */
  readonly asks: z.ZodObject;
  /** What the browser may send back; unknown keys are refused (`component`, `run` and `execution` are the executor's). */
  readonly answer: A;
  readonly messages: M;
  readonly uses: readonly U[];
  /**
   * True where the stage proves who somebody is, or guards something (consent, deny): it is never skipped because of an
   * error, and may not skip itself.
   */
  readonly proves: boolean;
  /** True where the stage can offer a `configure_flow` in the user's settings. */
  readonly configurable?: boolean;
  /** True where it writes users. */
  readonly writes?: boolean;
  /** True where it also stands in the run that a link by mail begins in another browser. */
  readonly travels?: boolean;
  /** The kind of device that the stage sets up. */
  readonly device?: DeviceKind;
  /** What one field's schema cannot say: why such a stage is not saved, by field. */
  readonly check?: (config: z.output<C>) => FieldErrors;
  /** What a stage that is configured like this does to a run; left out: nothing that concerns other stages. */
  readonly traits?: (config: z.output<C>) => StageTraits;
  /** What the type and its device say, in the other languages. */
  readonly words?: Translations;
  /** GET: what to show, or that nothing is to be shown. */
  readonly begin: (input: StageInput<z.output<C>, U> & StageWords<M>) => Promise<Step> | Step;
  /** POST: judges the validated answer. */
  readonly answered: (
    input: StageInput<z.output<C>, U> & StageWords<M> & { readonly answer: z.output<A> },
  ) => Promise<Step> | Step;
}

/** A stage type with its own types forgotten, as shared code sees it. */
export interface StageType {
  readonly type: string;
  readonly model: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly config: z.ZodObject;
  readonly challenge: string | null;
  readonly asks: z.ZodObject;
  readonly answer: z.ZodType;
  readonly messages: Messages;
  readonly uses: readonly PortName[];
  readonly proves: boolean;
  readonly configurable: boolean;
  readonly writes?: boolean;
  readonly travels?: boolean;
  readonly device?: DeviceKind;
  readonly words?: Translations;
  check(config: unknown): FieldErrors;
  traits(config: unknown): StageTraits;
  begin(input: StageInput<unknown, PortName>): Promise<Step>;
  answered(input: StageInput<unknown, PortName> & { readonly answer: unknown }): Promise<Step>;
}

const fill = (text: string, params: Params = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

function words<M extends Messages>(type: string, messages: M): StageWords<M> {
  const text = (message: Said<M>, params?: Params) =>
    typeof message === 'string'
      ? { string: fill(messages[message] ?? message, params), code: message }
      : { string: message.text, code: 'invalid' };
  return {
    ask: (challenge, memory) => ({ step: 'ask', challenge, memory }),
    retry: (errors, again = {}) => ({
      step: 'retry',
      errors: Object.fromEntries(
        Object.entries(errors).map(([field, said]) => [
          field,
          (Array.isArray(said) ? (said as readonly Said<M>[]) : [said as Said<M>]).map((message) =>
            text(message, again.params),
          ),
        ]),
      ) satisfies ResponseErrors,
      ...(again.challenge ? { challenge: again.challenge } : {}),
      ...('memory' in again ? { memory: again.memory } : {}),
      ...(again.learnt ? { learnt: again.learnt } : {}),
    }),
    done: (patch = {}, effects = []) => ({ step: 'done', patch, effects }),
    skip: (reason) => ({ step: 'skip', reason: `${type}.${reason}` }),
    deny: (message) => {
      const { string, code } = text(message);
      return { step: 'deny', message: string, code: `${type}.${code}` };
    },
  };
}

/** Declares a stage type: a folder under `src/stages/` and one line in its list. */
export function defineStageType<
  const C extends z.ZodObject,
  const A extends z.ZodType,
  const M extends Messages,
  const U extends PortName = never,
>(spec: StageTypeSpec<C, A, M, U>): StageType {
  const say = words(spec.type, spec.messages);
  return {
    ...spec,
    configurable: spec.configurable ?? false,
    check: (config) => spec.check?.(config as z.output<C>) ?? {},
    traits: (config) => spec.traits?.(config as z.output<C>) ?? {},
    begin: async (input) => spec.begin({ ...(input as unknown as StageInput<z.output<C>, U>), ...say }),
    answered: async (input) =>
      spec.answered({
        ...(input as unknown as StageInput<z.output<C>, U> & { answer: z.output<A> }),
        ...say,
      }),
  };
}
