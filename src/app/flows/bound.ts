import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { counts } from '../../core/policy/binding.ts';

/** Whom or what a binding names. */
export interface Subject {
  readonly kind: 'policy' | 'group' | 'user';
  readonly pk: string | number;
  readonly name: string;
}

export const byOrder = (a: Row, b: Row): number => Number(a.order) - Number(b.order);

/** The bindings of a target that have a say, in their order. */
export const boundTo = (target: Row, replica: Replica): readonly Row[] =>
  replica
    .by('policy_bindings', 'target', target.pk)
    .filter((row) => counts({ enabled: row.enabled === true, dry_run: row.dry_run === true }))
    .toSorted(byOrder);

export function subjectOf({ policy, group, user }: Row, replica: Replica): Subject {
  if (typeof policy === 'string')
    return { kind: 'policy', pk: policy, name: String(replica.get('policies', policy)?.name ?? policy) };
  if (typeof group === 'string')
    return { kind: 'group', pk: group, name: String(replica.get('groups', group)?.name ?? group) };
  const pk = Number(user);
  return { kind: 'user', pk, name: String(replica.get('users', pk)?.username ?? pk) };
}

/** True where a deletion or time took the last binding of the target away, so that nobody passes. */
export const isClosed = (target: Row, replica: Replica): boolean =>
  boundTo(target, replica).length === 0 && replica.get('closed_targets', String(target.pk)) !== undefined;
