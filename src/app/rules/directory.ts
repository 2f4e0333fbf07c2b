import { unfitNames } from '../../core/directory/names.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule, RuleContext } from '../objects/rule.ts';
import { withdrawGroups } from '../sources/groups.ts';

/**
 * Delegated administration is judged by effect: whoever is no superuser can give nobody more than they have
 * themselves, neither by a group's flag, nor through a parent group, nor by a role.
 */

const keys = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The groups and everything above them. */
function ancestors(
  replica: Replica,
  groups: readonly string[],
  changed?: { pk: string; parents: readonly string[] },
): Set<string> {
  const seen = new Set<string>();
  const open = [...groups];
  for (let pk = open.pop(); pk !== undefined; pk = open.pop()) {
    if (seen.has(pk)) continue;
    seen.add(pk);
    open.push(...(changed?.pk === pk ? changed.parents : keys(replica.get('groups', pk)?.parents)));
  }
  return seen;
}

const makesSuperuser = (replica: Replica, groups: Iterable<string>): boolean =>
  [...groups].some((pk) => replica.get('groups', pk)?.is_superuser === true);

/** Whose rights are compared, and with what. */
export type Powers = Pick<RuleContext, 'replica' | 'authority' | 'actor'>;

/** Permissions that the roles carry and the actor does not hold. */
function exceeding({ replica, authority, actor }: Powers, roles: readonly string[]): string[] {
  const held = actor ? authority.held(actor) : undefined;
  if (held === undefined) return [];
  const own = actor ? authority.rolesOf(actor) : new Set<string>();
  return roles
    .filter((role) => !own.has(role))
    .flatMap((role) => {
      const given = keys(replica.get('roles', role)?.permissions).filter(
        (permission) => !held.has(permission),
      );
      return [
        ...given,
        ...replica.by('object_permissions', 'role', role).map((row) => String(row.permission)),
      ];
    });
}

/** Permissions that a person holds and the actor does not: who acts for them would gain these. */
export function holdsMore(context: Powers, user: number): boolean {
  if (isSuperuser(context) || context.actor?.user.pk === user) return false;
  const { replica } = context;
  const row = replica.get('users', user);
  const groups = [...ancestors(replica, keys(row?.groups))];
  if (makesSuperuser(replica, groups)) return true;
  const roles = [...keys(row?.roles), ...groups.flatMap((pk) => keys(replica.get('groups', pk)?.roles))];
  return exceeding(context, roles).length > 0;
}

const isSuperuser = ({ actor }: Powers): boolean => actor === undefined || actor.user.is_superuser;

/** What somebody gains by being put into these groups, beyond what the actor may give. */
export function gained(
  context: Powers,
  groups: readonly string[],
  before: readonly string[],
): string | undefined {
  if (isSuperuser(context)) return undefined;
  const { replica } = context;
  const old = ancestors(replica, before);
  const added = [...ancestors(replica, groups)].filter((pk) => !old.has(pk));
  if (makesSuperuser(replica, added)) return 'Only a superuser may give superuser privileges.';
  const roles = added.flatMap((pk) => keys(replica.get('groups', pk)?.roles));
  if (exceeding(context, roles).length > 0)
    return 'This would give permissions that you do not hold yourself.';
  return undefined;
}

export const userRule: Rule = {
  prepare: (values, before, { ports }) =>
    before
      ? values
      : { ...values, uuid: ports.random.uuid(), date_joined: new Date(ports.clock.now()).toISOString() },
  async check(after, before, context) {
    const errors: Record<string, string[]> = { ...unfitNames(after, before) };
    const name = String(after.username);
    if (name !== before?.username) {
      const taken = await context.objects.find(context.model, { username: { iexact: name } });
      if (taken && taken.pk !== before?.pk) errors.username = ['User with this username already exists.'];
    }
    const gain = gained(context, keys(after.groups), keys(before?.groups));
    if (gain) errors.groups = [gain];
    const roles = keys(after.roles).filter((role) => !keys(before?.roles).includes(role));
    if (exceeding(context, roles).length > 0)
      errors.roles = ['This would give permissions that you do not hold yourself.'];
    if (before && holdsMore(context, Number(before.pk)))
      errors.non_field_errors = ['This person holds more permissions than you do.'];
    if (before && context.actor?.user.pk === before.pk && after.is_active === false)
      errors.is_active = ['You cannot deactivate yourself.'];
    return errors;
  },
  async after(row, before, { objects, catalogue }) {
    if (before?.is_active === true && row.is_active === false)
      for (const session of await objects.all(catalogue.model('authentik_core.authenticatedsession'), {
        user: row.pk,
      }))
        await objects.delete(catalogue.model('authentik_core.authenticatedsession'), session.pk);
  },
  beforeDelete(row, context): FieldErrors {
    if (context.actor?.user.pk === row.pk) return { non_field_errors: ['You cannot delete yourself.'] };
    return holdsMore(context, Number(row.pk))
      ? { non_field_errors: ['This person holds more permissions than you do.'] }
      : {};
  },
};

export const groupRule: Rule = {
  check(after, before, context): FieldErrors {
    const errors: Record<string, string[]> = {};
    const { replica, actor, authority } = context;
    const parents = keys(after.parents);
    if (before && ancestors(replica, parents).has(String(before.pk)))
      errors.parents = ['A group cannot be its own ancestor.'];
    const flag = after.is_superuser === true;
    if (actor && flag !== (before?.is_superuser === true)) {
      const needed = flag
        ? 'authentik_core.enable_group_superuser'
        : 'authentik_core.disable_group_superuser';
      if (!authority.has(actor, needed)) errors.is_superuser = ['You may not change superuser privileges.'];
    }
    const gain = gained(context, parents, keys(before?.parents));
    if (gain) errors.parents = [gain];
    const roles = keys(after.roles).filter((role) => !keys(before?.roles).includes(role));
    if (exceeding(context, roles).length > 0)
      errors.roles = ['This would give permissions that you do not hold yourself.'];
    if (Array.isArray(after.users) && !isSuperuser(context)) {
      const wanted = ancestors(replica, before ? [String(before.pk)] : [], {
        pk: String(before?.pk),
        parents,
      });
      const members = before ? replica.by('users', 'groups', before.pk).map(({ pk }) => Number(pk)) : [];
      const given = [...wanted, ...parents].flatMap((pk) => keys(replica.get('groups', pk)?.roles));
      if (sameMembers(members, after.users.map(Number))) return errors;
      if (flag || makesSuperuser(replica, wanted))
        errors.users = ['Only a superuser may choose who is superuser.'];
      else if (exceeding(context, [...given, ...keys(after.roles)]).length > 0)
        errors.users = ['This would give permissions that you do not hold yourself.'];
    }
    return errors;
  },
};

const sameMembers = (before: readonly number[], after: readonly number[]): boolean =>
  before.length === new Set(after).size && before.every((pk) => after.includes(pk));

export const roleRule: Rule = {};

export const tokenRule: Rule = {
  owner: 'user',
  selfService: true,
  prepare(values, before, { ports, actor }) {
    if (before) return values;
    const key = ports.random.token(360);
    return {
      ...values,
      user: values.user ?? actor?.user.pk ?? undefined,
      expires:
        values.expires ??
        (values.expiring === false
          ? null
          : new Date(ports.clock.now() + DEFAULT_TOKEN_LIFETIME).toISOString()),
      key_hash: ports.digest.sha256(key),
      [FRESH_KEY]: key,
    };
  },
  check(after, before, context): FieldErrors {
    const { actor, authority } = context;
    const errors: Record<string, string[]> = {};
    Object.assign(errors, notWhileActing(actor));
    if (before && after.user !== before.user) errors.user = ['The user of a token cannot be changed.'];
    if (before && after.intent !== before.intent)
      errors.intent = ['The intent of a token cannot be changed.'];
    if (typeof after.user !== 'number') errors.user = ['This field is required.'];
    if (actor && after.user !== actor.user.pk) {
      const may = authority.has(actor, 'authentik_core.add_token');
      if (!may || holdsMore(context, Number(after.user)))
        errors.user = ['You may create tokens for yourself only.'];
    }
    if (actor && !['api', 'app_password'].includes(String(after.intent)) && !actor.user.is_superuser)
      errors.intent = ['Choose "api" or "app_password".'];
    return errors;
  },
  once: (values) => ({ key: values[FRESH_KEY] }),
};

/** The key of a token that has just been made; it travels beside the values and is never stored. */
export const FRESH_KEY = 'fresh_key';
const DEFAULT_TOKEN_LIFETIME = 365 * 86_400_000;

export const sessionRule: Rule = { owner: 'user' };
export const consentRule: Rule = { owner: 'user' };
/** Whoever has a device may name it and give it up; it is made by a stage that saw it work. */
export const deviceRule: Rule = {
  owner: 'user',
  check: (_after, _before, { actor }) => notWhileActing(actor),
  beforeDelete: (_row, { actor }) => notWhileActing(actor),
};

/** What proves who somebody is stays as it is while somebody else acts as them. */
const notWhileActing = (actor: Actor | undefined): FieldErrors =>
  actor?.original ? { non_field_errors: [`You are acting as ${actor.user.username}. Stop that first.`] } : {};

/** What applications hold on somebody's behalf: whoever gave it may take it back. */
export const grantedRule: Rule = { owner: 'user' };
/** Which groups a source owns: whoever could write it could move people in and out of groups. */
export const groupConnectionRule: Rule = {
  check: (_after, _before, context): FieldErrors =>
    isSuperuser(context) ? {} : { non_field_errors: ['Only a superuser may set this.'] },
};

export const connectionRule: Rule = {
  owner: 'user',
  prepare: (values, _before, { actor }) => ({
    ...values,
    ...(values.user === undefined && actor?.user.pk ? { user: actor.user.pk } : {}),
  }),
  check(after, before, { actor }): FieldErrors {
    if (actor?.original)
      return {
        non_field_errors: [
          `You are acting as ${actor.user.username}. Stop that first to connect identities.`,
        ],
      };
    if (!actor || actor.user.is_superuser) return {};
    // Whoever could write these could sign in as anybody.
    const errors: Record<string, string[]> = {};
    for (const field of ['user', 'source', 'identifier'])
      if (before === undefined || after[field] !== before[field])
        errors[field] = ['Only a superuser may set this.'];
    return errors;
  },
  async beforeDelete(row, context): Promise<FieldErrors> {
    await withdrawGroups(row, context);
    return {};
  },
};
