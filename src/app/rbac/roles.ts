import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Model } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import { type Authority, permissionName } from '../objects/authority.ts';
import { nameOf } from '../objects/name-of.ts';
import { type Permission, permissionsOf } from './permissions.ts';

export interface RolesDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly replica: Replica;
  readonly authority: Authority;
}

export interface Assignment {
  readonly permissions: readonly string[];
  readonly model?: string;
  readonly object_pk?: string;
}

/** Gives roles permissions and takes them: over all objects of a model, or over one. */
export interface Roles {
  readonly permissions: readonly Permission[];
  assign(role: string, input: Assignment, actor: Actor): Promise<{ id: string }[]>;
  unassign(role: string, input: Assignment, actor: Actor): Promise<void>;
  /** The permissions that a role gives over all objects. */
  heldBy(role: string): ReadonlySet<string>;
  /** What one role, or every role, may do with single objects, as this person may see it. */
  overObjects(role: string | undefined, actor: Actor): readonly Readonly<Record<string, unknown>>[];
  /** Which roles hold permissions over that model or object. */
  assigned(model: string, object_pk: string | undefined): readonly Readonly<Record<string, unknown>>[];
}

export function createRoles({ catalogue, objects, replica, authority }: RolesDeps): Roles {
  const permissions = permissionsOf(catalogue);
  const known = new Map(
    permissions.map((permission) => [`${permission.app_label}.${permission.codename}`, permission]),
  );
  const roles = catalogue.model('authentik_rbac.role');
  const grants = catalogue.model('postern.objectpermission');

  /** Full names; a bare codename is looked up among the permissions of the model. */
  const names = ({ permissions: wanted, model }: Assignment): string[] =>
    wanted.map((name) => {
      const full = name.includes('.') ? name : `${model?.split('.')[0]}.${name}`;
      if (!known.has(full)) throw invalid({ permissions: [`There is no permission "${name}".`] });
      return full;
    });

  const objectOf = ({ model, object_pk }: Assignment): { model: Model; object_pk: string } | undefined => {
    if (object_pk === undefined) return undefined;
    const found = model === undefined ? undefined : catalogue.find(model);
    if (!found)
      throw invalid({ model: ['Name the model of the object, e.g. "authentik_core.application".'] });
    return { model: found, object_pk };
  };

  /** Nobody gives or takes what they do not hold: taking it from others is power over them too. */
  const refuseBeyond = (
    wanted: readonly string[],
    object: ReturnType<typeof objectOf>,
    actor: Actor,
    verb: 'give' | 'take',
  ): void => {
    const beyond = wanted.filter((name) =>
      object ? !authority.may(actor, name, object.model, object.object_pk) : !authority.has(actor, name),
    );
    if (beyond.length > 0)
      throw invalid({
        permissions: [`You do not hold ${beyond.join(', ')} yourself, so you cannot ${verb} it.`],
      });
  };

  return {
    permissions,
    async assign(role, input, actor) {
      const row = await objects.find(roles, { pk: role });
      if (!row) throw new Problem('not_found');
      const wanted = names(input);
      const object = objectOf(input);
      refuseBeyond(wanted, object, actor, 'give');
      if (!object) {
        const all = new Set([...((row.permissions as string[] | undefined) ?? []), ...wanted]);
        await objects.update(roles, role, { permissions: [...all] });
        return wanted.map((id) => ({ id }));
      }
      await objects.transaction(async (trx) => {
        for (const permission of wanted) {
          const values = { role, model: object.model.name, object_pk: object.object_pk, permission };
          if (!(await trx.find(grants, values))) await trx.insert(grants, values);
        }
      });
      return wanted.map((id) => ({ id }));
    },

    async unassign(role, input, actor) {
      const row = await objects.find(roles, { pk: role });
      if (!row) throw new Problem('not_found');
      const gone = new Set(names(input));
      const object = objectOf(input);
      refuseBeyond([...gone], object, actor, 'take');
      if (!object) {
        const left = ((row.permissions as string[] | undefined) ?? []).filter((name) => !gone.has(name));
        await objects.update(roles, role, { permissions: left });
        return;
      }
      for (const permission of gone) {
        const found = await objects.find(grants, {
          role,
          model: object.model.name,
          object_pk: object.object_pk,
          permission,
        });
        if (found) await objects.delete(grants, found.pk);
      }
    },

    heldBy: (role) => new Set((replica.get('roles', role)?.permissions as string[] | undefined) ?? []),

    overObjects(role, actor) {
      const rows =
        role === undefined
          ? [...replica.all('object_permissions')]
          : replica.by('object_permissions', 'role', role);
      return rows.flatMap(({ permission: name, model: on, object_pk }) => {
        const permission = known.get(String(name));
        const model = catalogue.find(String(on));
        if (!permission || !model) return [];
        const pk = model.pk === 'integer' ? Number(object_pk) : String(object_pk);
        const object = replica.get(model.table, pk);
        const isSeen = object && authority.may(actor, permissionName(model, 'view'), model, pk);
        return [{ ...permission, object_pk, object_description: isSeen ? nameOf(object) : null }];
      });
    },

    assigned(model, object_pk) {
      const [label = '', name = ''] = model.split('.');
      const describe = (full: string, object: string) => {
        const permission = known.get(full);
        return {
          id: permission?.id ?? 0,
          codename: permission?.codename ?? full,
          model: permission?.model ?? '',
          app_label: permission?.app_label ?? '',
          object_pk: object,
          name: permission?.name ?? full,
        };
      };
      return [...replica.all('roles')].flatMap((role) => {
        const model_permissions = ((role.permissions as string[] | undefined) ?? [])
          .filter((full) => known.get(full)?.app_label === label && known.get(full)?.model === name)
          .map((full) => describe(full, ''));
        const object_permissions = replica
          .by('object_permissions', 'role', role.pk)
          .filter((row) => row.model === model && (object_pk === undefined || row.object_pk === object_pk))
          .map((row) => describe(String(row.permission), String(row.object_pk)));
        if (model_permissions.length + object_permissions.length === 0) return [];
        return [{ role_pk: role.pk, name: role.name, object_permissions, model_permissions }];
      });
    },
  };
}
