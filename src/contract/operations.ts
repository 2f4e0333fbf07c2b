import type { z } from 'zod';
import type { ApplicationReply } from '../core/application/models.ts';
import type { NotificationReply } from '../core/event/notification-models.ts';
import type { SessionUser } from './core.ts';
import type { listQuery, paginated } from './route.ts';

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

type ListQuery = Partial<z.output<z.ZodObject<typeof listQuery>>>;

type Page<Item> = Pick<z.output<ReturnType<typeof paginated>>, 'pagination'> & {
  readonly results: readonly Item[];
};

/** The parameters that a path has in braces. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [N in Name]: string } & PathParameters<Rest>
  : unknown;
