import type { z } from 'zod';
import type { ApplicationReply } from '../core/application/models.ts';
import type { DeviceReply } from '../core/authenticator/models.ts';
import type { ConsentReply, SessionReply, TokenReply } from '../core/directory/models.ts';
import type { OwnSettings } from '../core/directory/settings.ts';
import type { NotificationReply } from '../core/event/notification-models.ts';
import type { ConnectionReply } from '../core/source/models.ts';
import type { SessionUser } from './core.ts';
import type { listQuery, paginated } from './route.ts';
import type { UserSetting } from './sources.ts';

/**
 * The operations that the interfaces of this house call, as types: read from the schemas of the routes, and gone when
 * the pages are built. A test holds the names, methods, paths and parameters against the routes.
 */
export interface Operations {
  readonly core_users_me_retrieve: {
    readonly method: 'GET';
    readonly path: '/core/users/me/';
    readonly reply: z.output<typeof SessionUser>;
  };
  readonly core_users_impersonate_end_retrieve: {
    readonly method: 'GET';
    readonly path: '/core/users/impersonate_end/';
    readonly reply: undefined;
  };
  readonly core_users_me_partial_update: {
    readonly method: 'PATCH';
    readonly path: '/core/users/me/';
    readonly body: { readonly settings: OwnSettings };
    readonly reply: z.output<typeof SessionUser>;
  };
  readonly core_brands_current_retrieve: {
    readonly method: 'GET';
    readonly path: '/core/brands/current/';
    readonly reply: { readonly flow_user_settings?: string };
  };
  readonly core_authenticated_sessions_list: {
    readonly method: 'GET';
    readonly path: '/core/authenticated_sessions/';
    readonly query: ListQuery & { readonly user__username?: string };
    readonly reply: Page<SessionReply>;
  };
  readonly core_authenticated_sessions_destroy: Delete<'/core/authenticated_sessions/{uuid}/'>;
  readonly core_user_consent_list: {
    readonly method: 'GET';
    readonly path: '/core/user_consent/';
    readonly query: ListQuery & { readonly user?: number };
    readonly reply: Page<ConsentReply>;
  };
  readonly core_user_consent_destroy: Delete<'/core/user_consent/{id}/'>;
  readonly core_tokens_list: {
    readonly method: 'GET';
    readonly path: '/core/tokens/';
    readonly query: ListQuery & { readonly user__username?: string };
    readonly reply: Page<TokenReply>;
  };
  readonly core_tokens_create: {
    readonly method: 'POST';
    readonly path: '/core/tokens/';
    readonly body: Pick<TokenReply, 'identifier' | 'intent' | 'description'> &
      Partial<Pick<TokenReply, 'expires' | 'expiring'>>;
    readonly reply: TokenReply;
  };
  readonly core_tokens_destroy: Delete<'/core/tokens/{identifier}/'>;
  readonly sources_all_user_settings_list: {
    readonly method: 'GET';
    readonly path: '/sources/all/user_settings/';
    readonly reply: readonly z.output<typeof UserSetting>[];
  };
  readonly sources_user_connections_all_list: {
    readonly method: 'GET';
    readonly path: '/sources/user_connections/all/';
    readonly query: ListQuery & { readonly user?: number };
    readonly reply: Page<ConnectionReply>;
  };
  readonly sources_user_connections_all_destroy: Delete<'/sources/user_connections/all/{id}/'>;
  readonly stages_all_user_settings_list: {
    readonly method: 'GET';
    readonly path: '/stages/all/user_settings/';
    readonly reply: readonly z.output<typeof UserSetting>[];
  };
  readonly authenticators_all_list: {
    readonly method: 'GET';
    readonly path: '/authenticators/all/';
    readonly reply: readonly z.output<typeof DeviceReply>[];
  };
  readonly authenticators_all_partial_update: {
    readonly method: 'PATCH';
    readonly path: '/authenticators/all/{id}/';
    readonly body: { readonly name: string };
    readonly reply: z.output<typeof DeviceReply>;
  };
  readonly authenticators_all_destroy: Delete<'/authenticators/all/{id}/'>;
  readonly oauth2_refresh_tokens_list: Granted<'/oauth2/refresh_tokens/'>;
  readonly oauth2_refresh_tokens_destroy: Delete<'/oauth2/refresh_tokens/{id}/'>;
  readonly oauth2_access_tokens_list: Granted<'/oauth2/access_tokens/'>;
  readonly oauth2_access_tokens_destroy: Delete<'/oauth2/access_tokens/{id}/'>;
  readonly core_applications_list: {
    readonly method: 'GET';
    readonly path: '/core/applications/';
    readonly query: ListQuery & { readonly only_with_launch_url?: boolean };
    readonly reply: Page<ApplicationReply>;
  };
  readonly events_notifications_list: {
    readonly method: 'GET';
    readonly path: '/events/notifications/';
    readonly query: ListQuery & { readonly seen?: boolean };
    readonly reply: Page<NotificationReply>;
  };
  readonly events_notifications_partial_update: {
    readonly method: 'PATCH';
    readonly path: '/events/notifications/{uuid}/';
    readonly body: Partial<Pick<NotificationReply, 'seen'>>;
    readonly reply: NotificationReply;
  };
  readonly events_notifications_mark_all_seen_create: {
    readonly method: 'POST';
    readonly path: '/events/notifications/mark_all_seen/';
    readonly reply: undefined;
  };
  /** What the executor answers is read with more care than a type can promise: it draws pages for strangers. */
  readonly flows_executor_get: Executor<'GET', undefined>;
  readonly flows_executor_solve: Executor<'POST', Readonly<Record<string, unknown>>>;
}

interface Executor<Method, Body> {
  readonly method: Method;
  readonly path: '/flows/executor/{flow_slug}/';
  readonly query: { readonly query: string; readonly run?: string };
  readonly body: Body;
  readonly reply: unknown;
}

interface Delete<Path> {
  readonly method: 'DELETE';
  readonly path: Path;
  readonly reply: undefined;
}

/** What applications hold on somebody's behalf. */
interface Granted<Path> {
  readonly method: 'GET';
  readonly path: Path;
  readonly query: ListQuery & { readonly user?: number; readonly provider?: number };
  readonly reply: Page<{ readonly pk: string }>;
}

type ListQuery = Partial<z.output<z.ZodObject<typeof listQuery>>>;

type Page<Item> = Pick<z.output<ReturnType<typeof paginated>>, 'pagination'> & {
  readonly results: readonly Item[];
};

/** The parameters that a path has in braces. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [N in Name]: string } & PathParameters<Rest>
  : unknown;
