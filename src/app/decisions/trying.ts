import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { HeardCall } from '../../core/policy/call.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { type BoundPolicy, isBroken } from '../../core/policy/target.ts';
import type { Random } from '../../core/ports.ts';
import { type FieldErrors, invalid, Problem } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import type { Values } from '../objects/rule.ts';
import type { Decisions } from './decisions.ts';
import type { Explaining, Supposed } from './explaining.ts';
import type { PolicyTest } from './single.ts';

/** A policy as it stands in a form. */
export interface PolicyDraft {
  /** Its type, by model. */
  readonly model: string;
  readonly values: Values;
  /** The stored policy that is changed. */
  readonly policy?: string | undefined;
}

/** An answer that another policy gave on the way, as far as the one who tries may know of it. */
interface Heard extends Omit<HeardCall, 'fault'> {
  readonly fault: string | null;
}

export interface Tried extends PolicyTest {
  readonly calls: readonly Heard[];
  readonly expression: unknown;
  readonly language: unknown;
}

/** Asks policies for those who write them: the answer with all that led to it, and no consequences. */
export interface Trying {
  /** Whoever may change a policy may try it. */
  stored(policy: string, supposed: Supposed, actor: Actor): Promise<Tried>;
  /** Whoever may save a policy like that may try it before. Judged as it is judged when it is saved. */
  draft(draft: PolicyDraft, supposed: Supposed, actor: Actor): Promise<Tried>;
}

/** What a policy is called that has no name yet: it is tried before anybody names it. */
const NAMELESS = 'unsaved';

export function createTrying(deps: {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'get'>;
  readonly cases: Pick<ObjectUseCases, 'find' | 'sees' | 'supposeCreate' | 'supposeUpdate'>;
  readonly decisions: Pick<Decisions, 'test'>;
  readonly explaining: Pick<Explaining, 'suppose'>;
  readonly random: Pick<Random, 'uuid'>;
}): Trying {
  const { catalogue, replica, cases, decisions, explaining, random } = deps;
  const policies = catalogue.model('authentik_policies.policy');

  /** What a policy says that the actor may not view stays with it; how it answered is told. */
  function heardBy(actor: Actor, { name, fault, messages, ...call }: HeardCall): Heard {
    const row = replica.get(policies.table, call.policy);
    if (row !== undefined && cases.sees(policies, row, actor))
      return { ...call, name, fault: fault?.detail ?? null, messages };
    return { ...call, name: '', fault: fault?.fault ?? null, messages: [] };
  }

  async function ask(
    policy: string | BoundPolicy,
    { expression, language }: Values,
    supposed: Supposed,
    actor: Actor,
  ): Promise<Tried> {
    const calls: Heard[] = [];
    const result = await decisions.test(policy, {
      ...explaining.suppose(supposed, actor),
      debug: true,
      heard: (call) => calls.push(heardBy(actor, call)),
    });
    if (!result) throw new Problem('not_found');
    return { ...result, calls, expression, language };
  }

  /** What would be stored; what is wrong with it stands at the fields of the form. */
  async function valuesOf({ model: name, values, policy }: PolicyDraft, actor: Actor): Promise<Values> {
    const model = catalogue.models.find((one) => one.name === name && one.base === policies.name);
    if (!model) throw invalid({ model: [`There is no type of policy with the model "${name}".`] });
    const named = { ...values, name: String(values.name ?? '').trim() || NAMELESS };
    if (policy === undefined) return cases.supposeCreate(model, named, actor);
    return cases.supposeUpdate(model, { pk: policy }, named, actor);
  }

  return {
    async stored(policy, supposed, actor) {
      const row = await cases.find(policies, { pk: policy }, 'change', actor);
      return ask(policy, row, supposed, actor);
    },
    async draft(draft, supposed, actor) {
      const { model, policy } = draft;
      const values = await valuesOf(draft, actor);
      const type = catalogue.models.find(({ name }) => name === model)?.type;
      const compiled = compilePolicy(catalogue, { ...values, pk: policy ?? random.uuid(), type });
      if (isBroken(compiled)) throw invalid({ values: [compiled.detail] } satisfies FieldErrors);
      return ask(compiled, values, supposed, actor);
    },
  };
}
