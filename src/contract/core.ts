import { z } from 'zod';
import { application } from '../core/application/models.ts';
import { RoleReply } from '../core/directory/replies.ts';
import { OwnSettings } from '../core/directory/settings.ts';
import { duration, seconds } from '../core/model/fields.ts';
import { policyBinding } from '../core/policy/models.ts';
import { said } from '../core/words/said.ts';
import { Link, LogEvent, queryList, type Route, route } from './route.ts';

const tag = 'core';
/** Seconds. Whoever holds a link holds the account. */
const LONGEST_LINK = 30 * 86_400;

const linkDuration = () =>
  duration()
    .refine(
      (text) => seconds(text) > 0 && seconds(text) <= LONGEST_LINK,
      'At most 30 days, and more than none.',
    )
    .default('minutes=30')
    .meta({ description: 'How long the link works, such as "hours=2"; at most 30 days.' });
const id = z.coerce.number().int().min(0).max(2147483647);

export const UserSelf = z
  .object({
    pk: z.int(),
    username: z.string(),
    name: z.string(),
    is_active: z.boolean(),
    is_superuser: z.boolean(),
    is_current: z.boolean(),
    groups: z.array(z.object({ name: z.string(), pk: z.string() })),
    roles: z.array(RoleReply),
    email: z.string(),
    avatar: z.string(),
    uid: z.string(),
    settings: z.record(z.string(), z.unknown()),
    type: z.string(),
    system_permissions: z.array(z.string()),
    administers: z
      .boolean()
      .meta({ description: 'Whether there is anything to administer, if only one object.' }),
  })
  .meta({ id: 'UserSelf' });

export const SessionUser = z
  .object({ user: UserSelf, original: UserSelf.optional(), users: z.array(UserSelf) })
  .meta({ id: 'SessionUser' });

export const PolicyTestResult = z
  .object({
    passing: z.boolean(),
    messages: z.array(said()),
    log_messages: z.array(LogEvent),
    reasons: z
      .array(z.string())
      .optional()
      .meta({ description: 'Keys of what decided, e.g. `geoip.country_not_allowed`.' }),
    raw_result: z.unknown().optional().meta({ description: 'What an expression returned.' }),
    effects: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ description: 'What would have happened beside the answer. A test does nothing.' }),
    lane: z
      .enum(['in_process', 'sandbox'])
      .optional()
      .meta({ description: 'Where the expression of the policy is evaluated: it follows from its text.' }),
    duration: z.number().nullable().optional().meta({ description: 'Milliseconds.' }),
    explanation: z.array(said()).optional().meta({ description: 'Why, in sentences.' }),
    facts: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'What was known: user, groups, request, context; without secrets.' }),
    reads: z
      .array(z.string())
      .optional()
      .meta({ description: 'What the expression of the policy reads, e.g. `request.user.email`.' }),
    calls: z
      .array(
        z.object({
          policy: z.string(),
          name: z.string(),
          depth: z.int().meta({ description: '1: asked by the policy itself; 2: by one that it asked.' }),
          passing: z.boolean(),
          fault: said().nullable(),
          messages: z.array(said()),
          duration: z.number().nullable(),
        }),
      )
      .optional()
      .meta({ description: 'The answers that other policies gave, in the order in which they came.' }),
  })
  .meta({ id: 'PolicyTestResult' });

const transactionBinding = z.strictObject(
  Object.fromEntries(Object.entries(policyBinding.fields.shape).filter(([field]) => field !== 'target')),
);

const held = z.object({
  pk: z.uuid(),
  name: z.string(),
  direct: z.boolean(),
  through: z.array(z.array(z.object({ pk: z.uuid(), name: z.string() }))).meta({
    description: "Each way to it as the groups that lead there, the person's own group first.",
  }),
});

/** Operations on users, groups, tokens, applications and brands beside reading and writing them. */
export const core: readonly Route[] = [
  route({
    id: 'core_users_me_retrieve',
    method: 'GET',
    path: '/core/users/me/',
    tag,
    access: 'authenticated',
    summary: 'Read who is signed in',
    reply: SessionUser,
  }),
  route({
    id: 'core_users_me_partial_update',
    method: 'PATCH',
    path: '/core/users/me/',
    tag,
    access: 'authenticated',
    summary: 'Choose for yourself: language, look, favourites',
    body: z.strictObject({ settings: OwnSettings }).meta({ id: 'PatchedUserSelfRequest' }),
    reply: SessionUser,
  }),
  route({
    id: 'core_users_paths_retrieve',
    method: 'GET',
    path: '/core/users/paths/',
    tag,
    access: { permission: 'authentik_core.view_user' },
    summary: 'List the paths of users',
    query: z.object({ search: z.string().max(200).optional() }),
    reply: z.object({ paths: z.array(z.string()) }).meta({ id: 'UserPath' }),
  }),
  route({
    id: 'core_authenticated_sessions_bulk_delete_destroy',
    method: 'DELETE',
    path: '/core/authenticated_sessions/bulk_delete/',
    tag,
    access: { permission: 'authentik_core.delete_authenticatedsession' },
    summary: 'End all sessions of some users',
    query: z.object({ user_pks: queryList(id) }),
    reply: z.object({ deleted: z.int() }).meta({ id: 'BulkDeleteSessionResponse' }),
  }),
  route({
    id: 'core_users_service_account_create',
    method: 'POST',
    path: '/core/users/service_account/',
    tag,
    access: { permission: 'authentik_core.add_user' },
    summary: 'Create a service account with a token',
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(150),
        create_group: z.boolean().default(false),
        expiring: z.boolean().default(true),
        expires: z.iso.datetime({ offset: true }).optional(),
      })
      .meta({ id: 'UserServiceAccountRequest' }),
    reply: z
      .object({
        username: z.string(),
        token: z.string(),
        user_uid: z.string(),
        user_pk: z.int(),
        group_pk: z.string().optional(),
      })
      .meta({ id: 'UserServiceAccountResponse' }),
  }),
  route({
    id: 'core_users_set_password_create',
    method: 'POST',
    path: '/core/users/{id}/set_password/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.reset_user_password', on: 'authentik_core.user' },
    summary: "Set a user's password; their sessions end, and no policy is asked",
    body: z
      .strictObject({
        password: z.string().min(1).max(4_096).meta({
          secret: true,
          description: 'Taken as typed: neither trimmed nor judged by password policies.',
        }),
      })
      .meta({ id: 'UserPasswordSetRequest' }),
  }),
  route({
    id: 'core_users_recovery_create',
    method: 'POST',
    path: '/core/users/{id}/recovery/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.reset_user_password', on: 'authentik_core.user' },
    summary: 'Make a one-time link that lets a user back in',
    body: z
      .strictObject({
        token_duration: linkDuration(),
      })
      .prefault({})
      .meta({ id: 'UserRecoveryLinkRequest' }),
    reply: Link,
  }),
  route({
    id: 'core_users_account_lockdown_create',
    method: 'POST',
    path: '/core/users/account_lockdown/',
    tag,
    access: 'authenticated',
    summary: 'Begin the lockdown of an account, your own or another one',
    body: z
      .strictObject({
        user: z
          .int()
          .min(0)
          .max(2_147_483_647)
          .nullable()
          .default(null)
          .meta({ description: 'Whose account; left out: your own.' }),
      })
      .prefault({})
      .meta({ id: 'UserAccountLockdownRequest' }),
    status: 200,
    reply: Link,
  }),
  route({
    id: 'core_users_recovery_email_create',
    method: 'POST',
    path: '/core/users/{id}/recovery_email/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.reset_user_password', on: 'authentik_core.user' },
    summary: 'Send a user a one-time link that lets them back in, by e-mail',
    body: z
      .strictObject({
        token_duration: linkDuration(),
        email_stage: z
          .uuid()
          .meta({ description: 'The e-mail stage whose template and mail server are used.' }),
      })
      .meta({ id: 'UserRecoveryEmailRequest' }),
  }),
  route({
    id: 'core_users_unlock_create',
    method: 'POST',
    path: '/core/users/{id}/unlock/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.reset_user_password', on: 'authentik_core.user' },
    summary: 'Forget the wrong tries of a user, and end the lock that they made',
  }),
  route({
    id: 'core_users_standing_retrieve',
    method: 'GET',
    path: '/core/users/{id}/standing/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.view_user', on: 'authentik_core.user' },
    summary: 'Read every group and role that counts for a user, and why',
    reply: z
      .object({
        groups: z.array(held.extend({ is_superuser: z.boolean() })),
        roles: z.array(held),
      })
      .meta({ id: 'UserStanding' }),
  }),
  route({
    id: 'core_users_impersonate_create',
    method: 'POST',
    path: '/core/users/{id}/impersonate/',
    tag,
    params: { id },
    access: { permission: 'authentik_core.impersonate', on: 'authentik_core.user' },
    summary: 'Act as another user, in this browser, until that is ended',
    body: z
      .strictObject({
        reason: z.string().max(1_000).default('').meta({
          description: 'Why; it is kept in the log. Required where the settings say so.',
        }),
      })
      .meta({ id: 'ImpersonationRequest' }),
  }),
  route({
    id: 'core_users_impersonate_end_retrieve',
    method: 'GET',
    path: '/core/users/impersonate_end/',
    tag,
    access: 'authenticated',
    changes: true,
    summary: 'Act as oneself again',
  }),
  ...(['add_user', 'remove_user'] as const).map((name) =>
    route({
      id: `core_groups_${name}_create`,
      method: 'POST',
      path: `/core/groups/{group_uuid}/${name}/`,
      tag,
      params: { group_uuid: z.uuid() },
      access: {
        permission: `authentik_core.${name === 'add_user' ? 'add_user_to_group' : 'remove_user_from_group'}`,
        on: 'authentik_core.group',
      },
      summary: name === 'add_user' ? 'Put a user into a group' : 'Take a user out of a group',
      body: z.strictObject({ pk: z.int() }).meta({ id: 'UserAccountRequest' }),
    }),
  ),
  route({
    id: 'core_tokens_view_key_retrieve',
    method: 'GET',
    path: '/core/tokens/{identifier}/view_key/',
    tag,
    access: 'authenticated',
    summary: 'Read the key of a token: refused, it was shown when the token was made',
    reply: z.object({ key: z.string() }).meta({ id: 'TokenView' }),
  }),
  route({
    id: 'core_tokens_set_key_create',
    method: 'POST',
    path: '/core/tokens/{identifier}/set_key/',
    tag,
    access: { permission: 'authentik_core.set_token_key' },
    summary: 'Give a token another key',
    body: z
      .strictObject({ key: z.string().min(20).max(1_024).meta({ secret: true }) })
      .meta({ id: 'TokenSetKeyRequest' }),
  }),
  route({
    id: 'core_applications_check_access_retrieve',
    method: 'GET',
    path: '/core/applications/{slug}/check_access/',
    tag,
    access: 'authenticated',
    summary: 'Ask whether a user may open the application',
    query: z.object({ for_user: id.optional() }),
    reply: PolicyTestResult,
  }),
  route({
    id: 'core_transactional_applications_update',
    method: 'PUT',
    path: '/core/transactional/applications/',
    tag,
    access: { permission: 'authentik_core.add_application' },
    summary: 'Create an application with its provider and its bindings, all or nothing',
    body: z
      .strictObject({
        app: application.fields,
        provider_model: z.string().min(1),
        provider: z.record(z.string(), z.json()),
        policy_bindings: z.array(transactionBinding).max(200).default([]),
      })
      .meta({ id: 'TransactionApplicationRequest' }),
    reply: z
      .object({ applied: z.boolean(), logs: z.array(z.string()) })
      .meta({ id: 'TransactionApplicationResponse' }),
  }),
  route({
    id: 'core_brands_current_retrieve',
    method: 'GET',
    path: '/core/brands/current/',
    tag,
    access: 'public',
    summary: 'Read how this domain looks and which flows it uses',
    reply: z
      .object({
        matched_domain: z.string(),
        branding_title: z.string(),
        branding_logo: z.string(),
        branding_logo_themed_urls: z.null(),
        branding_favicon: z.string(),
        branding_favicon_themed_urls: z.null(),
        branding_custom_css: z.string(),
        branding_map_tiles: z.string(),
        ui_footer_links: z.array(z.object({ href: z.string().nullable(), name: z.string() })),
        ui_theme: z.enum(['automatic', 'light', 'dark']),
        flow_authentication: z.string().optional(),
        flow_invalidation: z.string().optional(),
        flow_recovery: z.string().optional(),
        flow_unenrollment: z.string().optional(),
        flow_user_settings: z.string().optional(),
        flow_device_code: z.string().optional(),
        flow_user_switch: z.string().optional(),
        flow_lockdown: z.string().optional(),
        flow_request: z.string().optional(),
        default_locale: z.string(),
        flags: z.object({ flows_continuous_login: z.boolean(), flows_refresh_others: z.boolean() }),
      })
      .meta({ id: 'CurrentBrand' }),
  }),
];
