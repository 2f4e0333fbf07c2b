import type { ExpressionTarget, Language } from '../../core/expression/sandbox.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import { TARGET_KINDS } from '../../core/policy/target.ts';
import type { PolicyLookup, PolicyType } from '../../core/policy/type.ts';
import { type FieldErrors, invalid } from '../../core/problem/problem.ts';
import { sentencesOf, typeCheck, understood } from '../expressions/understanding.ts';
import type { Rule, RuleContext, Values } from '../objects/rule.ts';
import { keepFormer } from './policy-history.ts';

/** The kinds of target by the table of the object, in the words of expressions. */
const kinds: Readonly<Record<string, ExpressionTarget>> = {
  flows: 'flow',
  stage_bindings: 'stage_binding',
  applications: 'application',
  sources: 'source',
  notification_rules: 'notification_rule',
  application_entitlements: 'entitlement',
};

const targetOf = (replica: Replica, pk: unknown): ExpressionTarget | undefined =>
  Object.entries(kinds).find(([table]) => replica.get(table, String(pk)) !== undefined)?.[1];

/** The kinds of target that a policy is bound to, `any` where it is to none. */
export function targetsOf({ replica }: Pick<RuleContext, 'replica'>, policy: unknown): ExpressionTarget[] {
  const bound = policy === undefined ? [] : replica.by('policy_bindings', 'policy', policy);
  const targets = bound
    .map(({ target }) => targetOf(replica, target))
    .filter((target) => target !== undefined);
  return targets.length > 0 ? [...new Set(targets)] : ['any'];
}

const typeOf = ({ catalogue }: RuleContext, type: unknown): PolicyType | undefined =>
  catalogue.policies.find((candidate) => candidate.type === type);

/** The settings of a stored or wanted policy, without what all policies share. */
function configOf(type: PolicyType, values: Values): Readonly<Record<string, unknown>> | undefined {
  const parsed = ownFields(type.config, values);
  return parsed.success ? parsed.data : undefined;
}

const storedPolicy = async (context: RuleContext, pk: string): Promise<Row | undefined> =>
  (await context.objects.find(context.catalogue.model('authentik_policies.policy'), { pk })) ??
  context.replica.get('policies', pk);

/** What policy types may look up; the path of policies that lead to each other is followed once. */
function lookupOf(context: RuleContext, seen: ReadonlySet<string> = new Set()): PolicyLookup {
  return {
    async policy(pk) {
      const row = await storedPolicy(context, pk);
      const type = row && typeOf(context, row.type);
      const config = row && type && configOf(type, row);
      return type && config ? { type: type.type, config } : undefined;
    },
    async fits(pk, target) {
      const row = seen.has(pk) ? undefined : await storedPolicy(context, pk);
      return row ? policyFits(row, context, target, new Set([...seen, pk])) : [];
    },
  };
}

export const policyRule: Rule = {
  async prepare(values, before, context) {
    const { expression } = values;
    if (typeof expression !== 'string' || expression === '') return values;
    const script = { expression, result: context.model.type !== 'expression' };
    const language = (values.language ?? null) as Language | null;
    const same = before?.expression === expression && before.language === language;
    if (same && language) return values;
    const targets = targetsOf(context, before?.pk);
    const found = await understood(context.ports.sandbox, { ...script, language }, targets);
    if (found.language === null) throw invalid({ expression: sentencesOf(found.errors) });
    return { ...values, language: found.language };
  },
  async check(after, before, context): Promise<FieldErrors> {
    const type = typeOf(context, context.model.type);
    const config = type && configOf(type, after);
    if (!type || !config) return {};
    const lookup = lookupOf(context);
    const errors = await type.check({ config, pk: before && String(before.pk), lookup });
    if (!before || Object.keys(errors).length > 0) return errors;
    const unfit = new Set<string>();
    const forms = context.replica.by('stages', 'validation_policies', before.pk);
    const targets = [...targetsOf(context, before.pk), ...(forms.length > 0 ? (['prompt'] as const) : [])];
    for (const target of targets)
      if (target !== 'any')
        for (const reason of await type.fits({ config, target, lookup })) unfit.add(reason);
    return unfit.size > 0 ? { non_field_errors: [...unfit] } : {};
  },
  after: keepFormer,
};

export const bindingRule: Rule = {
  async check(after, before, context): Promise<FieldErrors> {
    const subjects = [after.policy, after.group, after.user].filter(
      (subject) => subject !== null && subject !== undefined,
    );
    if (subjects.length === 0) return { non_field_errors: ['One of policy, group or user is required.'] };
    if (subjects.length > 1) return { non_field_errors: ['Only one of policy, group and user can be set.'] };
    const target =
      targetOf(context.replica, after.target) ?? (await freshTarget(context, String(after.target)));
    if (!target) return { target: [`Invalid pk "${after.target}" - object does not exist.`] };
    const takes = TARGET_KINDS.find(({ kind }) => kind === target)?.subjects;
    if (takes && after.policy !== null && after.policy !== undefined)
      return { policy: [`Only ${takes.join('s and ')}s can be bound to this object.`] };
    return {
      ...ownTarget(after.target, context),
      ...(before && before.target !== after.target
        ? { ...ownTarget(before.target, context), ...lastOf(before, context) }
        : {}),
      ...(await boundPolicyFits(after, context, target)),
    };
  },
};

/** A form is judged by policies that it names itself, without bindings. */
export const promptStageRule: Rule = {
  async check(after, _before, context): Promise<FieldErrors> {
    const { validation_policies } = after;
    const unfit = new Set<string>();
    for (const pk of Array.isArray(validation_policies) ? validation_policies : []) {
      const policy = await storedPolicy(context, String(pk));
      const reasons = policy ? await policyFits(policy, context, 'prompt', new Set([String(pk)])) : [];
      for (const reason of reasons) unfit.add(reason);
    }
    return unfit.size > 0 ? { validation_policies: [...unfit] } : {};
  },
};

/** A target that was made in this very transaction: a blueprint, an application with its bindings. */
async function freshTarget(
  { catalogue, objects }: RuleContext,
  pk: string,
): Promise<ExpressionTarget | undefined> {
  for (const [table, kind] of Object.entries(kinds)) {
    const model = catalogue.models.find(
      (candidate) => candidate.table === table && candidate.type === undefined,
    );
    if (model && (await objects.find(model, { pk }))) return kind;
  }
  return undefined;
}

/** Whoever may not change the target may not change who passes it either. */
function ownTarget(target: unknown, context: RuleContext): FieldErrors {
  const { actor, authority, catalogue, replica } = context;
  if (!actor) return {};
  const table = Object.keys(kinds).find((name) => replica.get(name, String(target)));
  const row = table ? replica.get(table, String(target)) : undefined;
  if (!table || !row) return {};
  const model = catalogue.modelOf(table, row.type);
  const name = model.name.split('.');
  return authority.may(actor, `${name[0]}.change_${name[1]}`, model, row.pk) ||
    authority.has(actor, 'authentik_policies.add_policybinding')
    ? {}
    : { target: ['You may not change this object.'] };
}

/** Moving a target's last binding elsewhere would open it as a side effect of something else. */
function lastOf(before: Row, { replica }: RuleContext): FieldErrors {
  const others = replica.by('policy_bindings', 'target', before.target).filter(({ pk }) => pk !== before.pk);
  return others.length > 0
    ? {}
    : {
        target: [
          'This is the last binding of its target, which would be open without it. Create a second one instead.',
        ],
      };
}

async function boundPolicyFits(
  after: Values,
  context: RuleContext,
  target: ExpressionTarget,
): Promise<FieldErrors> {
  if (typeof after.policy !== 'string') return {};
  const policy = await storedPolicy(context, after.policy);
  const reasons = policy ? await policyFits(policy, context, target, new Set([after.policy])) : [];
  return reasons.length > 0 ? { policy: [...reasons] } : {};
}

/** Why a policy cannot be bound to that kind of target: what it reads may not exist there. */
async function policyFits(
  policy: Row,
  context: RuleContext,
  target: ExpressionTarget,
  seen: ReadonlySet<string>,
): Promise<readonly string[]> {
  const type = typeOf(context, policy.type);
  const config = type && configOf(type, policy);
  if (!type || !config) return [];
  const { expression, language } = config as { expression?: unknown; language?: unknown };
  const reasons = await type.fits({ config, target, lookup: lookupOf(context, seen) });
  if (typeof expression !== 'string' || expression === '') return reasons;
  const script = {
    expression,
    language: (language ?? 'typescript') as Language,
    result: type.type !== 'expression',
  };
  return [...reasons, ...sentencesOf(await typeCheck(context.ports.sandbox, script, [target]))];
}
