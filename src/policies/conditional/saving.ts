import type { ExpressionTarget } from '../../core/expression/sandbox.ts';
import type { CheckInput, FitInput, PolicyLookup } from '../../core/policy/type.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Program } from './compile.ts';
import type { Mistake } from './document.ts';
import { factsAt } from './facts.ts';
import { compiled, isProgram } from './judge.ts';
import { ConditionalConfig } from './schema.ts';

/** Mistakes that are told; a document can have more than anybody reads. */
const MOST_TOLD = 100;

/** What is wrong with a document: how much under its field, and each mistake under the path of its node. */
export async function checkDocument({
  config,
  pk,
  lookup,
}: CheckInput<ConditionalConfig>): Promise<FieldErrors> {
  const program = compiled(config);
  const mistakes = isProgram(program) ? await wrongReferences(program, pk, lookup) : program;
  if (mistakes.length === 0) return {};
  const count = mistakes.length === 1 ? 'There is 1 mistake' : `There are ${mistakes.length} mistakes`;
  const errors = new Map([['actions', [`${count} in the document.`]]]);
  for (const { path, message } of mistakes.slice(0, MOST_TOLD))
    errors.set(path, [...(errors.get(path) ?? []), message]);
  return Object.fromEntries(errors);
}

async function wrongReferences(
  { policies }: Program,
  pk: string | undefined,
  lookup: PolicyLookup,
): Promise<readonly Mistake[]> {
  const mistakes: Mistake[] = [];
  const found = new Map<string, string | undefined>();
  for (const { path, pk: other } of policies) {
    if (!found.has(other)) found.set(other, await wrongReference(other, pk, lookup));
    const message = found.get(other);
    if (message) mistakes.push({ path, message });
  }
  return mistakes;
}

/** Follows what the policy refers to, each one once. */
async function wrongReference(
  other: string,
  pk: string | undefined,
  lookup: PolicyLookup,
): Promise<string | undefined> {
  if (other === pk) return 'A policy cannot refer to itself.';
  const seen = new Set<string>();
  const open = [other];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const policy = await lookup.policy(next);
    if (!policy && next === other) return 'There is no such policy.';
    const further = policy?.type === 'conditional' ? referencesOf(policy.config) : [];
    if (pk !== undefined && further.includes(pk)) return 'This policy leads back to the one that is saved.';
    open.push(...further);
  }
  return undefined;
}

function referencesOf({ actions, missing_behavior, failure_message }: Readonly<Record<string, unknown>>) {
  const config = ConditionalConfig.safeParse({ actions, missing_behavior, failure_message });
  const program = config.success ? compiled(config.data) : [];
  return isProgram(program) ? program.policies.map(({ pk }) => pk) : [];
}

/** Targets in words. */
const AT: Readonly<Record<Exclude<ExpressionTarget, 'any'>, string>> = {
  flow: 'a flow',
  stage_binding: 'a stage of a flow',
  application: 'an application',
  source: 'a source',
  prompt: 'a form',
  notification_rule: 'a notification rule',
  entitlement: 'an entitlement',
  property_mapping: 'a property mapping',
  source_mapping: 'a property mapping',
  prompt_field: 'a field of a form',
};

/** What a policy looks at and is not known at that kind of target, its own and that of the policies it refers to. */
export async function unfit({
  config,
  target,
  lookup,
}: FitInput<ConditionalConfig>): Promise<readonly string[]> {
  const program = compiled(config);
  if (target === 'any' || !isProgram(program)) return [];
  const facts = factsAt(target);
  const reasons = program.uses
    .filter(({ requires }) => !requires.some((fact) => facts.includes(fact)))
    .map(({ key, path }) => `"${key}" is not known at ${AT[target]} (${path}).`);
  const asked = program.policies.filter(({ live }) => live);
  for (const pk of new Set(asked.map((policy) => policy.pk)))
    reasons.push(...(await lookup.fits(pk, target)));
  return reasons;
}
