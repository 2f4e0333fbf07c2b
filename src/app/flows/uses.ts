import type { Catalogue } from '../../core/catalogue.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { referencesTo } from '../objects/references.ts';

/** A place where a flow is set: a brand's login, a provider's authorization, a source's enrolment. */
export interface FlowUse {
  readonly flow: string;
  readonly field: string;
  readonly model: Model;
  readonly row: Row;
}

/** What belongs to a flow does not use it. */
const PARTS: ReadonlySet<string> = new Set(['stage_bindings', 'policy_bindings']);

/** Where flows are set, all of them in one go, as memory knows it. */
export function flowUses(deps: { catalogue: Catalogue; replica: Replica }): readonly FlowUse[] {
  const { catalogue, replica } = deps;
  const uses: FlowUse[] = [];
  for (const { from, field, many } of referencesTo(catalogue, catalogue.model('authentik_flows.flow'))) {
    if (!from.replicated || from.unreplicated.includes(field) || many || PARTS.has(from.table)) continue;
    for (const row of replica.all(from.table)) {
      const flow = row[field];
      if (typeof flow !== 'string') continue;
      if (from.type !== undefined && !from.columns[field] && row.type !== from.type) continue;
      uses.push({ flow, field, model: catalogue.modelOf(from.table, row.type), row });
    }
  }
  return uses;
}
