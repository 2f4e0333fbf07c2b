import type { Row } from '../../core/model/model.ts';
import { MOST_VERSIONS } from '../../core/policy/history.ts';
import type { RuleContext } from '../objects/rule.ts';

/** Keeps what a save of a policy replaced, within the same transaction. A save that changed nothing leaves no trace. */
export async function keepFormer(row: Row, before: Row | undefined, context: RuleContext): Promise<void> {
  if (!before) return;
  const { catalogue, objects, model, actor } = context;
  const fields = Object.keys(model.fields.shape);
  const changed = fields.filter((field) => JSON.stringify(row[field]) !== JSON.stringify(before[field]));
  if (changed.length === 0) return;
  const versions = catalogue.model('postern.policyversion');
  const known = await objects.all(versions, { policy: String(row.pk) });
  const last = Number(known[0]?.version ?? 0);
  await objects.insert(versions, {
    policy: row.pk,
    version: last + 1,
    values: Object.fromEntries(fields.map((field) => [field, before[field]])),
    changed,
    replaced_by: actor?.user.username ?? null,
  });
  for (const { pk } of known.slice(MOST_VERSIONS - 1)) await objects.delete(versions, pk);
}
