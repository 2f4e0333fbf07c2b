import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { counts } from '../../core/policy/binding.ts';
import { findTarget } from '../../core/policy/compile.ts';
import { nameOf, nameOfTarget } from './name-of.ts';
import type { Use } from './references.ts';

const WORDS = {
  application: 'open the application',
  flow: 'use the flow',
  stage_binding: 'pass the stage',
  source: 'sign in through the source',
  notification_rule: undefined,
  entitlement: undefined,
} as const;

const hasSay = (row: Row): boolean =>
  counts({ enabled: row.enabled === true, dry_run: row.dry_run === true });

/**
 * What else happens where this use goes with the object: a sentence for bindings that take the last say about their
 * target along, or one of several, and for what keeps the object; undefined for everything else.
 */
export function consequenceOf(use: Use, uses: readonly Use[], replica: Replica): string | undefined {
  if (use.action === 'protect')
    return `It cannot be deleted as long as ${use.model.title} "${nameOf(use.row)}" uses it.`;
  if (use.model.table !== 'policy_bindings' || use.field === 'target' || !hasSay(use.row)) return undefined;
  const found = findTarget(replica, String(use.row.target));
  const words = found && WORDS[found.kind.kind];
  if (!found || !words) return undefined;
  const gone = new Set(
    uses.filter(({ model }) => model.table === 'policy_bindings').map(({ row }) => row.pk),
  );
  const left = replica
    .by('policy_bindings', 'target', use.row.target)
    .filter((row) => hasSay(row) && !gone.has(row.pk)).length;
  const target = `${words} "${nameOfTarget(found.row, replica)}"`;
  return left === 0
    ? `Nobody will be able to ${target} until somebody adds a binding or opens it again.`
    : `${left} other ${left === 1 ? 'binding decides' : 'bindings decide'} who may ${target}.`;
}
