import type { Accounts } from '../app/directory/accounts.ts';
import type { Impersonation } from '../app/directory/impersonation.ts';
import type { Locking } from '../app/directory/lockdown.ts';
import type { Recovery } from '../app/directory/recovery.ts';
import type { createStanding } from '../app/directory/standing.ts';
import type { Unlock } from '../app/lockout/unlock.ts';
import type { Roles } from '../app/rbac/roles.ts';
import type { OwnSettings } from '../core/directory/settings.ts';
import { Problem } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';
import { originOf } from './origin.ts';
import { envelope, type ListParameters } from './resources.ts';
import { applyCookies, visitorOf } from './visitor.ts';

/** Accounts, membership, tokens, roles: what is not just reading and writing of objects. */
export function directoryHandlers({
  accounts,
  impersonation,
  recovery,
  roles,
  standing,
  unlock,
  locking,
}: {
  readonly accounts: Accounts;
  readonly impersonation: Impersonation;
  readonly recovery: Recovery;
  readonly roles: Roles;
  readonly standing: ReturnType<typeof createStanding>;
  readonly unlock: Unlock;
  readonly locking: Locking;
}): Record<string, Handler> {
  const pk = (body: Readonly<Record<string, unknown>>) => Number(body.pk);
  return {
    core_users_me_retrieve: ({ actor }) => accounts.me(actor),
    core_users_me_partial_update: ({ body, actor }) => accounts.choose(body.settings as OwnSettings, actor),
    core_users_paths_retrieve: ({ query }) => ({ paths: accounts.paths(query.search as string | undefined) }),
    core_users_service_account_create: ({ body, actor }) =>
      accounts.serviceAccount(body as unknown as Parameters<Accounts['serviceAccount']>[0], actor),
    core_users_set_password_create: ({ params, body, actor }) =>
      accounts.setPassword(Number(params.id), String(body.password), actor),
    async core_users_recovery_create({ params, body, actor, request }) {
      const path = await recovery.link(Number(params.id), String(body.token_duration), actor);
      return { link: new URL(path, originOf(request)).href };
    },
    async core_users_account_lockdown_create({ body, request, reply }) {
      const { to, cookies } = await locking(body.user as number | null, visitorOf(request));
      applyCookies(reply, cookies);
      return { link: new URL(to, originOf(request)).href };
    },
    core_users_unlock_create: ({ params, actor }) => unlock(Number(params.id), actor),
    core_users_recovery_email_create: ({ params, body, actor }) =>
      recovery.mail(Number(params.id), body as { token_duration: string; email_stage: string }, actor),
    core_users_standing_retrieve: ({ params, actor }) => standing(Number(params.id), actor),
    core_users_impersonate_create: ({ params, body, actor }) =>
      impersonation.begin(Number(params.id), String(body.reason), actor),
    core_users_impersonate_end_retrieve: ({ actor }) => impersonation.end(actor),
    core_groups_add_user_create: ({ params, body, actor }) =>
      accounts.member(String(params.group_uuid), pk(body), true, actor),
    core_groups_remove_user_create: ({ params, body, actor }) =>
      accounts.member(String(params.group_uuid), pk(body), false, actor),
    core_tokens_view_key_retrieve: () => {
      throw new Problem('not_found', {
        detail:
          'A key is shown once, in the answer that creates the token. Create a new token, or set a key of your own.',
      });
    },
    core_tokens_set_key_create: ({ params, body, actor }) =>
      accounts.setTokenKey(String(params.identifier), String(body.key), actor),
    rbac_roles_add_user_create: ({ params, body, actor }) =>
      accounts.holder(String(params.uuid), pk(body), true, actor),
    rbac_roles_remove_user_create: ({ params, body, actor }) =>
      accounts.holder(String(params.uuid), pk(body), false, actor),
    rbac_permissions_list: ({ query }) => {
      const { page, page_size, search, codename, role, ...about } = query as unknown as ListParameters & {
        codename?: string;
        role?: string;
        content_type__app_label?: string;
        content_type__model?: string;
      };
      const { content_type__app_label: label, content_type__model: model } = about;
      const held = role === undefined ? undefined : roles.heldBy(role);
      const found = roles.permissions.filter(
        (permission) =>
          (codename === undefined || permission.codename === codename) &&
          (label === undefined || permission.app_label === label) &&
          (model === undefined || permission.model === model) &&
          (held === undefined || held.has(`${permission.app_label}.${permission.codename}`)) &&
          (search === undefined || fold(`${permission.codename} ${permission.name}`).includes(fold(search))),
      );
      return envelope(found.slice((page - 1) * page_size, page * page_size), found.length, page, page_size);
    },
    rbac_permissions_retrieve: ({ params }) => {
      const found = roles.permissions.find(({ id }) => id === params.id);
      if (!found) throw new Problem('not_found');
      return found;
    },
    rbac_permissions_roles_list: ({ query, actor }) => {
      const { page, page_size, uuid, search } = query as unknown as ListParameters & { uuid?: string };
      const found = roles
        .overObjects(uuid, actor)
        .filter(({ name }) => search === undefined || fold(name).includes(fold(search)));
      return envelope(found.slice((page - 1) * page_size, page * page_size), found.length, page, page_size);
    },
    rbac_permissions_assigned_by_roles_list: ({ query }) => {
      const { page, page_size, model, object_pk } = query as unknown as ListParameters & {
        model: string;
        object_pk?: string;
      };
      const found = roles.assigned(model, object_pk);
      return envelope(found.slice((page - 1) * page_size, page * page_size), found.length, page, page_size);
    },
    rbac_permissions_assigned_by_roles_assign: ({ params, body, actor }) =>
      roles.assign(String(params.uuid), body as never, actor),
    rbac_permissions_assigned_by_roles_unassign_partial_update: ({ params, body, actor }) =>
      roles.unassign(String(params.uuid), body as never, actor),
  };
}

const fold = (text: unknown): string => String(text).toLowerCase();
