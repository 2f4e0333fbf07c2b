import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { type Row, referencesOf } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { compileTarget, findTarget } from '../../core/policy/compile.ts';
import type { Decision, TraceEntry } from '../../core/policy/decision.ts';
import { cleanEffect, cleanTrace, factsOf, redactorOf } from '../../core/policy/record.ts';
import { ANONYMOUS, type PolicyRequest, type UserFacts } from '../../core/policy/request.ts';
import type { CompiledTarget } from '../../core/policy/target.ts';
import type { Clock } from '../../core/ports.ts';
import { type FieldErrors, invalid, Problem } from '../../core/problem/problem.ts';
import { type Authority, permissionName } from '../objects/authority.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import type { Decisions } from './decisions.ts';
import { inWords } from './words.ts';

/** A question as an administrator puts it: who, from where, when, knowing what. */
export interface Supposed {
  /** Null: somebody who is not signed in. */
  readonly user: number | null;
  readonly client_ip?: string | undefined;
  readonly user_agent?: string | undefined;
  /** ISO 8601; now where not given. */
  readonly time?: string | undefined;
  readonly geoip?: Readonly<Record<string, unknown>> | null | undefined;
  readonly asn?: Readonly<Record<string, unknown>> | null | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

export interface ExplainInput extends Supposed {
  readonly target: string;
  /** Bindings to suppose instead of the stored ones, as the API takes them, without `target`. */
  readonly bindings?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly policy_engine_mode?: 'any' | 'all' | undefined;
}

/** The answer with everything that led to it; JSON data without secrets. */
export interface Explanation
  extends Pick<
    Decision,
    'passing' | 'messages' | 'reasons' | 'mode' | 'unbound' | 'closed' | 'faulted' | 'revision'
  > {
  readonly target: { readonly pk: string; readonly model: string; readonly name: string };
  /** Why, in sentences. */
  readonly explanation: readonly string[];
  readonly trace: readonly Readonly<Record<string, unknown>>[];
  /** What was known, without secrets. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What would have happened; nothing did. */
  readonly effects: readonly unknown[];
}

export interface Explaining {
  /** The request that an administrator supposes; refuses users whom the actor may not see. */
  suppose(
    supposed: Supposed,
    actor: Actor,
  ): Pick<PolicyRequest, 'user' | 'http_request' | 'context' | 'time' | 'visibleUsers'>;
  /**
   * Judges a target without consequences. Whoever may ask is whoever may change the target; whoever supposes bindings,
   * whoever may bind. What the actor may not view stays unnamed, and what such policies say is left out.
   */
  explain(input: ExplainInput, actor: Actor): Promise<Explanation>;
}

export function createExplaining(deps: {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly decisions: Pick<Decisions, 'decide'>;
  readonly authority: Authority;
  readonly cases: Pick<ObjectUseCases, 'sees' | 'supposeCreate'>;
  readonly clock: Clock;
  user(pk: number): UserFacts | undefined;
  /** The context with the place that an address is in. */
  placed(context: PolicyRequest['context'], http: PolicyRequest['http_request']): PolicyRequest['context'];
}): Explaining {
  const { catalogue, replica, decisions, authority, cases, clock } = deps;
  const users = catalogue.model('authentik_core.user');
  const bindingModel = catalogue.model('authentik_policies.policybinding');

  const seesUser = (pk: number, actor: Actor): boolean =>
    pk === actor.user.pk || authority.may(actor, 'authentik_core.view_user', users, pk);

  function person(pk: number | null, actor: Actor): UserFacts {
    if (pk === null) return ANONYMOUS;
    const found = deps.user(pk);
    if (!found) throw invalid({ user: [`Invalid pk "${pk}" - object does not exist.`] });
    if (!seesUser(pk, actor)) throw new Problem('permission_denied');
    return found;
  }

  function suppose(supposed: Supposed, actor: Actor) {
    const { client_ip, user_agent, geoip, asn, context, time } = supposed;
    return {
      user: person(supposed.user, actor),
      http_request: {
        ...actor.http,
        ...(client_ip === undefined ? {} : { client_ip }),
        ...(user_agent === undefined ? {} : { user_agent }),
      },
      context: {
        ...context,
        ...(geoip === undefined ? {} : { geoip }),
        ...(asn === undefined ? {} : { asn }),
      },
      time: time === undefined ? clock.now() : Date.parse(time),
      visibleUsers: (pk: number) => seesUser(pk, actor),
    };
  }

  /** The target as it is stored, or as it would be with these bindings. */
  async function targetOf(
    { target, bindings, policy_engine_mode }: ExplainInput,
    actor: Actor,
  ): Promise<CompiledTarget> {
    const found = findTarget(replica, target);
    if (!found) throw invalid({ target: [`Invalid pk "${target}" - object does not exist.`] });
    const model = catalogue.modelOf(found.kind.table, found.row.type);
    const [label, name] = model.name.split('.');
    if (!authority.may(actor, `${label}.view_${name}`, model, target)) throw new Problem('not_found');
    if (!authority.may(actor, `${label}.change_${name}`, model, target))
      throw new Problem('permission_denied');
    const rows = bindings && (await supposedBindings(bindings, target, actor));
    const compiled = compileTarget(replica, catalogue, target, rows ?? storedBindings(target));
    if (!compiled) throw new Problem('not_found');
    return {
      ...compiled,
      ...(policy_engine_mode === undefined ? {} : { mode: policy_engine_mode }),
      // Whoever writes the bindings anew says with it what the target shall be.
      ...(bindings === undefined ? {} : { closed: false }),
    };
  }

  /** Bindings that are only supposed keep the rules of stored ones, and name nothing that the actor may not see. */
  async function supposedBindings(
    bindings: readonly Readonly<Record<string, unknown>>[],
    target: string,
    actor: Actor,
  ): Promise<Row[]> {
    if (!authority.has(actor, permissionName(bindingModel, 'add'))) throw new Problem('permission_denied');
    const rows: Row[] = [];
    for (const [index, values] of bindings.entries()) {
      const at = (errors: FieldErrors) =>
        invalid(
          Object.fromEntries(
            Object.entries(errors).map(([field, texts]) => [`bindings.${index}.${field}`, texts]),
          ),
        );
      const hidden = referencesOf(bindingModel)
        .filter(({ field, to }) => !seesReference(to, values[field], actor))
        .map(({ field }) => [field, [`Invalid pk "${values[field]}" - object does not exist.`]]);
      if (hidden.length > 0) throw at(Object.fromEntries(hidden));
      try {
        const row = await cases.supposeCreate(bindingModel, { ...values, target }, actor);
        rows.push({ ...row, pk: `supposed-${index + 1}` });
      } catch (error) {
        throw error instanceof Problem && error.fields ? at(error.fields) : error;
      }
    }
    return rows;
  }

  /** What is not there needs no hiding: that nobody can bind it is told in the same words. */
  function seesReference(to: string, pk: unknown, actor: Actor): boolean {
    if (pk === null || pk === undefined) return true;
    const model = catalogue.model(to);
    const row = replica.get(model.table, model.pk === 'integer' ? Number(pk) : String(pk));
    return row === undefined || cases.sees(model, row, actor);
  }

  /** The bindings that name what the actor may not view; that they are there, and how they decided, is told. */
  function hiddenFrom(actor: Actor, { trace }: Decision): ReadonlySet<string> {
    const isHidden = ({ subject: { kind, pk } }: TraceEntry) =>
      kind === 'user' ? !seesUser(pk, actor) : kind !== 'none' && !seesReference(MODELS[kind], pk, actor);
    return new Set(trace.filter(isHidden).map(({ binding }) => binding));
  }

  /** What hidden policies say stays with them. */
  function silenced(decision: Decision, hidden: ReadonlySet<string>): Decision {
    if (hidden.size === 0) return decision;
    const isShown = ({ binding }: TraceEntry) => !hidden.has(binding);
    const shown = decision.trace.filter(isShown);
    const messages = new Set(shown.flatMap((entry) => entry.messages));
    const effects = new Set(shown.flatMap((entry) => entry.effects));
    return {
      ...decision,
      messages: decision.messages.filter((text) => messages.has(text)),
      effects: decision.effects.filter((effect) => effects.has(effect)),
      trace: decision.trace.map((entry) => (isShown(entry) ? entry : silent(entry))),
    };
  }

  const storedBindings = (target: string) => replica.by('policy_bindings', 'target', target);

  return {
    suppose,
    async explain(input, actor) {
      const target = await targetOf(input, actor);
      const asked = suppose(input, actor);
      const supposed = { ...asked, context: deps.placed(asked.context, asked.http_request) };
      const whole = await decisions.decide(target, { ...supposed, debug: true });
      const hidden = hiddenFrom(actor, whole);
      const decision = silenced(whole, hidden);
      const request: PolicyRequest = { ...supposed, obj: target.obj, debug: true };
      const { data, text } = redactorOf(request);
      const groups = request.user.groups.filter(({ pk }) => seesReference(MODELS.group, pk, actor));
      const { passing, reasons, mode, unbound, closed, faulted, revision } = decision;
      return {
        target: { pk: target.pk, model: target.model, name: target.name },
        passing,
        messages: decision.messages.map(text),
        reasons,
        mode,
        unbound,
        closed,
        faulted,
        revision,
        explanation: inWords(target, decision, hidden).map(text),
        trace: decision.trace.flatMap((entry) => {
          const clean = cleanTrace([entry], request);
          return hidden.has(entry.binding) ? clean.map((one) => unnamed(one, entry)) : clean;
        }),
        facts: data(factsOf({ ...request, user: { ...request.user, groups } })) as Record<string, unknown>,
        effects: decision.effects.map((effect) => cleanEffect(effect, { data, text })),
      };
    },
  };
}

/** The models of what bindings name, beside people. */
const MODELS = { policy: 'authentik_policies.policy', group: 'authentik_core.group' } as const;

/** An entry that says which kind its binding names, and no more. */
const unnamed = (shown: Readonly<Record<string, unknown>>, { subject }: TraceEntry) => ({
  ...shown,
  subject: { kind: subject.kind, pk: null, label: '' },
});

/** An entry without anything that its policy said. */
const silent = (entry: TraceEntry): TraceEntry => ({
  ...entry,
  fault: entry.fault && { fault: entry.fault.fault, detail: 'you may not view this policy' },
  messages: [],
  raw: undefined,
  logs: [],
  effects: [],
});
