import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { invalid } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import { byOrder, isClosed } from './bound.ts';

type Wire = Readonly<Record<string, unknown>>;

export interface DuplicatingDeps {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly replica: Replica;
}

/** Makes a second flow with the same stages in the same order and the same bindings, all or nothing. */
export async function duplicateFlow(
  slug: string,
  names: { readonly name: string; readonly slug: string },
  actor: Actor,
  { catalogue, cases, replica }: DuplicatingDeps,
): Promise<Wire> {
  const flowModel = catalogue.model('authentik_flows.flow');
  const stageModel = catalogue.model('authentik_flows.flowstagebinding');
  const policyModel = catalogue.model('authentik_policies.policybinding');
  const flow = await cases.find(flowModel, { slug }, 'view', actor);
  const stages = replica.by('stage_bindings', 'target', flow.pk).toSorted(byOrder);
  // A copy has bindings or none; that the last one was taken away it could not say, and would be open.
  if ([flow, ...stages].some((target) => isClosed(target, replica)))
    throw invalid({
      non_field_errors: [
        'A part of this flow is closed because its last binding was taken away: a copy of it would be open. Bind something to it or reopen it first.',
      ],
    });
  return cases.within(async (within) => {
    const copy = (model: Model, row: Row, changed: Wire) =>
      within.create(model, { ...fieldsOf(model, row), ...changed }, actor);
    const copyBindings = async (from: Row, target: unknown) => {
      for (const binding of replica.by('policy_bindings', 'target', from.pk).toSorted(byOrder))
        await copy(policyModel, binding, { target });
    };
    const made = await copy(flowModel, flow, names);
    await copyBindings(flow, made.pk);
    for (const binding of stages) {
      const bound = await copy(stageModel, binding, { target: made.pk });
      await copyBindings(binding, bound.pk);
    }
    return made;
  });
}

const fieldsOf = (model: Model, row: Row): Wire =>
  Object.fromEntries(
    Object.keys(model.fields.shape).flatMap((field) =>
      row[field] === undefined ? [] : [[field, row[field]]],
    ),
  );
