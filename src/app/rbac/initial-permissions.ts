import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Authority } from '../objects/authority.ts';
import type { Presenter } from '../objects/present.ts';
import type { Rule } from '../objects/rule.ts';
import { type Permission, permissionsOf } from './permissions.ts';

const fullName = ({ app_label, codename }: Permission): string => `${app_label}.${codename}`;

/** The permissions of these numbers, in their order; a number that means nothing any more is left out. */
function named(catalogue: Catalogue, numbers: unknown): readonly Permission[] {
  const known = new Map(permissionsOf(catalogue).map((permission) => [permission.id, permission]));
  return (Array.isArray(numbers) ? numbers : []).flatMap((number) => known.get(Number(number)) ?? []);
}

/** Nobody gives what they do not hold: neither now nor to whoever makes something later. */
export const initialPermissionsRule: Rule = {
  check(after, before, { catalogue, authority, actor }): FieldErrors {
    const numbers = Array.isArray(after.permissions) ? after.permissions : [];
    const found = named(catalogue, numbers);
    const unknown = numbers.filter((number) => !found.some(({ id }) => id === number));
    if (unknown.length > 0)
      return { permissions: unknown.map((number) => `Invalid pk "${number}" - object does not exist.`) };
    const kept = new Set(
      before?.role === after.role && Array.isArray(before?.permissions) ? before.permissions : [],
    );
    const beyond = found.filter(
      (permission) => actor && !kept.has(permission.id) && !authority.has(actor, fullName(permission)),
    );
    if (beyond.length === 0) return {};
    return {
      permissions: [`You do not hold ${beyond.map(fullName).join(', ')} yourself, so you cannot give it.`],
    };
  },
};

export const presentInitialPermissions: Presenter = ({ permissions }, _model, { catalogue }) => ({
  permissions_obj: named(catalogue, permissions),
});

/** Gives the roles of whoever makes an object what they are to have over it, in the transaction that makes it. */
export function createInitialGrants({
  catalogue,
  replica,
  authority,
}: {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'by'>;
  readonly authority: Pick<Authority, 'rolesOf'>;
}) {
  const grants = catalogue.model('postern.objectpermission');
  return async (model: Model, row: Row, actor: Actor, objects: Objects): Promise<void> => {
    const given = [...authority.rolesOf(actor)].flatMap((role) =>
      replica
        .by('initial_permissions', 'role', role)
        .flatMap(({ permissions }) => named(catalogue, permissions))
        .filter(({ app_label, model: name }) => `${app_label}.${name}` === model.name)
        .map((permission) => `${role} ${fullName(permission)}`),
    );
    for (const pair of new Set(given)) {
      const [role, permission] = pair.split(' ');
      await objects.insert(grants, { role, permission, model: model.name, object_pk: String(row.pk) });
    }
  };
}
