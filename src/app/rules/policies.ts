import type { ExpressionTarget } from '../../core/expression/sandbox.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule, RuleContext, Values } from '../objects/rule.ts';

/** The kinds of target by the table of the object, in the words of expressions. */
const kinds: Readonly<Record<string, ExpressionTarget>> = {
  flows: 'flow',
  stage_bindings: 'stage_binding',
  applications: 'application',
  sources: 'source',
};

const targetOf = (replica: Replica, pk: unknown): ExpressionTarget | undefined =>
  Object.entries(kinds).find(([table]) => replica.get(table, String(pk)) !== undefined)?.[1];

/** Checks an expression against every kind of target that it is or will be bound to. */
async function typeCheck(
  context: RuleContext,
  expression: unknown,
  targets: Iterable<ExpressionTarget>,
): Promise<string[]> {
  const found = new Set<string>();
  for (const target of new Set(targets))
    for (const { line, column, message } of await context.ports.sandbox.check(String(expression), target))
      found.add(`Line ${line}, column ${column}: ${message}`);
  return [...found];
}

export const policyRule: Rule = {
  async check(after, before, context): Promise<FieldErrors> {
    if (typeof after.expression !== 'string' || after.expression === before?.expression) return {};
    const bound = before ? context.replica.by('policy_bindings', 'policy', before.pk) : [];
    const targets = bound
      .map(({ target }) => targetOf(context.replica, target))
      .filter((target) => target !== undefined);
    const errors = await typeCheck(context, after.expression, targets.length > 0 ? targets : ['any']);
    return errors.length > 0 ? { expression: errors } : {};
  },
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
    return {
      ...ownTarget(after.target, context),
      ...(before && before.target !== after.target
        ? { ...ownTarget(before.target, context), ...lastOf(before, context) }
        : {}),
      ...(await policyFits(after, context, target)),
    };
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

/** An expression that was checked for one kind of target may read what another does not have. */
async function policyFits(
  after: Values,
  context: RuleContext,
  target: ExpressionTarget,
): Promise<FieldErrors> {
  if (typeof after.policy !== 'string') return {};
  const policy =
    context.replica.get('policies', after.policy) ??
    (await context.objects.find(context.catalogue.model('authentik_policies.policy'), { pk: after.policy }));
  if (typeof policy?.expression !== 'string') return {};
  const errors = await typeCheck(context, policy.expression, [target]);
  return errors.length > 0 ? { policy: errors } : {};
}
