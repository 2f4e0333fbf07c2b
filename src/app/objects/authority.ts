import type { Actor } from '../../core/directory/ports.ts';
import type { Model } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';

export type Action = 'view' | 'add' | 'change' | 'delete';

/** `authentik_core.view_group` */
export function permissionName(model: Model, action: Action): string {
  const [label, name] = model.name.split('.');
  return `${label}.${action}_${name}`;
}

/**
 * Who may administer what. Permissions come from roles, which users have themselves or through their groups and the
 * groups' ancestors; superusers may do everything. They say nothing about who may open an application: policies do.
 */
export interface Authority {
  /** A permission over all objects, e.g. `authentik_core.view_group`. */
  has(actor: Actor, permission: string): boolean;
  /** A permission over one object: the global one, or one given for this object. */
  may(actor: Actor, permission: string, model: Model, pk: string | number): boolean;
  /** The keys of the objects over which the permission was given one by one. */
  objectsOf(actor: Actor, permission: string, model: Model): readonly string[];
  /** Every global permission that the actor holds; undefined means all (superuser). */
  held(actor: Actor): ReadonlySet<string> | undefined;
  rolesOf(actor: Actor): ReadonlySet<string>;
  /** Whether there is anything that the actor may administer. */
  administers(actor: Actor): boolean;
}

export function createAuthority(replica: Replica): Authority {
  const rolesOf = (actor: Actor): ReadonlySet<string> => {
    const { user } = actor;
    if (user.pk === null) return new Set();
    const own = replica.get('users', user.pk)?.roles;
    const inherited = user.groups.map(({ pk }) => replica.get('groups', pk)?.roles);
    return new Set([own, ...inherited].flatMap((roles) => (Array.isArray(roles) ? roles.map(String) : [])));
  };
  const held = (actor: Actor): ReadonlySet<string> | undefined => {
    if (actor.user.is_superuser) return undefined;
    const permissions = [...rolesOf(actor)].flatMap((role) => replica.get('roles', role)?.permissions ?? []);
    return new Set(permissions as string[]);
  };
  const has = (actor: Actor, permission: string): boolean => held(actor)?.has(permission) ?? true;
  const objectsOf = (actor: Actor, permission: string, model: Model): readonly string[] => {
    const roles = rolesOf(actor);
    return replica
      .by('object_permissions', 'permission', permission)
      .filter((row) => row.model === model.name && roles.has(String(row.role)))
      .map((row) => String(row.object_pk));
  };
  const administers = (actor: Actor): boolean => {
    if (held(actor)?.size !== 0) return true;
    const roles = rolesOf(actor);
    return (
      roles.size > 0 && [...replica.all('object_permissions')].some((row) => roles.has(String(row.role)))
    );
  };
  return {
    has,
    held,
    rolesOf,
    administers,
    objectsOf,
    may: (actor, permission, model, pk) =>
      has(actor, permission) || objectsOf(actor, permission, model).includes(String(pk)),
  };
}
