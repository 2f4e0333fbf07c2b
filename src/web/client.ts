import type { Operations, PathParameters } from '../contract/operations.ts';

/** The few words of the contract that are needed at run time; the compiler holds them against its types. */
export const OPERATIONS = {
  core_users_me_retrieve: ['GET', '/core/users/me/'],
  core_users_impersonate_end_retrieve: ['GET', '/core/users/impersonate_end/'],
  core_users_me_partial_update: ['PATCH', '/core/users/me/'],
  core_brands_current_retrieve: ['GET', '/core/brands/current/'],
  core_authenticated_sessions_list: ['GET', '/core/authenticated_sessions/'],
  core_authenticated_sessions_destroy: ['DELETE', '/core/authenticated_sessions/{uuid}/'],
  core_user_consent_list: ['GET', '/core/user_consent/'],
  core_user_consent_destroy: ['DELETE', '/core/user_consent/{id}/'],
  core_tokens_list: ['GET', '/core/tokens/'],
  core_tokens_create: ['POST', '/core/tokens/'],
  core_tokens_destroy: ['DELETE', '/core/tokens/{identifier}/'],
  sources_all_user_settings_list: ['GET', '/sources/all/user_settings/'],
  sources_user_connections_all_list: ['GET', '/sources/user_connections/all/'],
  sources_user_connections_all_destroy: ['DELETE', '/sources/user_connections/all/{id}/'],
  stages_all_user_settings_list: ['GET', '/stages/all/user_settings/'],
  authenticators_all_list: ['GET', '/authenticators/all/'],
  authenticators_all_partial_update: ['PATCH', '/authenticators/all/{id}/'],
  authenticators_all_destroy: ['DELETE', '/authenticators/all/{id}/'],
  oauth2_refresh_tokens_list: ['GET', '/oauth2/refresh_tokens/'],
  oauth2_refresh_tokens_destroy: ['DELETE', '/oauth2/refresh_tokens/{id}/'],
  oauth2_access_tokens_list: ['GET', '/oauth2/access_tokens/'],
  oauth2_access_tokens_destroy: ['DELETE', '/oauth2/access_tokens/{id}/'],
  core_applications_list: ['GET', '/core/applications/'],
  events_notifications_list: ['GET', '/events/notifications/'],
  events_notifications_partial_update: ['PATCH', '/events/notifications/{uuid}/'],
  events_notifications_mark_all_seen_create: ['POST', '/events/notifications/mark_all_seen/'],
  flows_executor_get: ['GET', '/flows/executor/{flow_slug}/'],
  flows_executor_solve: ['POST', '/flows/executor/{flow_slug}/'],
} as const satisfies {
  [Id in keyof Operations]: readonly [Operations[Id]['method'], Operations[Id]['path']];
};

type Id = keyof Operations;
/** What an operation of that name is given under `key`; nothing where the contract knows no such thing. */
type Given<I extends Id, Key extends string> = Operations[I] extends { readonly [K in Key]: infer Value }
  ? Value
  : undefined;
type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where an operation is: the parameters of its path, and its query. */
export type At<I extends Id> = {
  readonly path: unknown extends PathParameters<Operations[I]['path']>
    ? undefined
    : PathParameters<Operations[I]['path']>;
  readonly query: Given<I, 'query'>;
};

/** The keys that may be undefined may be left out. */
type Lean<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: T[K];
};

export type Input<I extends Id> = Lean<At<I> & { readonly body: Given<I, 'body'> }>;
export type Reply<I extends Id> = Operations[I]['reply'];

/** Sentences of the API by field; those that belong to none are under `''`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** An answer of the API: the value, "sign in first", what is wrong with what was sent, or what went wrong. */
export type Result<T> =
  | { readonly value: T }
  | { readonly signIn: true }
  | { readonly refused: FieldErrors }
  | { readonly failure: 'offline' | 'server'; readonly request_id?: string };

/** The API as the person of this browser, by the names of its operations. */
export interface Client {
  call<I extends Id>(id: I, input: Input<I>): Promise<Result<Reply<I>>>;
}

/** The header by which an answer names the request that it belongs to. */
export const REQUEST_ID = 'X-Postern-Request-Id';

/** Failing waits are worse than failing: nobody looks at a spinner for longer. Milliseconds. */
export const PATIENCE = 30_000;

/** The address of an operation. */
export function addressOf<I extends Id>(id: I, at: Lean<At<I>>): string {
  const { path = {}, query = {} } = at as { readonly path?: Readonly<Record<string, string>>; query?: Query };
  const own = OPERATIONS[id][1].replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value));
  const text = String(parameters);
  return `/api/v3${own}${text === '' ? '' : `?${text}`}`;
}

export function openClient(fetch: typeof globalThis.fetch): Client {
  return {
    async call<I extends Id>(id: I, input: Input<I>): Promise<Result<Reply<I>>> {
      const [method] = OPERATIONS[id];
      const { body, ...at } = input as { readonly body?: unknown } & Lean<At<I>>;
      let response: Response;
      try {
        response = await fetch(addressOf(id, at as Lean<At<I>>), {
          method,
          headers: {
            Accept: 'application/json',
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          credentials: 'same-origin',
          signal: AbortSignal.timeout(PATIENCE),
        });
      } catch {
        return { failure: 'offline' };
      }
      const refused = await refusalOf(response);
      if (refused) return { refused };
      if (response.status === 401 || response.status === 403) return { signIn: true };
      const request_id = response.headers.get(REQUEST_ID);
      const failed = { failure: 'server' as const, ...(request_id ? { request_id } : {}) };
      if (!response.ok) return failed;
      try {
        // What the server answers is what its own schemas say: the contract's tests hold it to them.
        return { value: (response.status === 204 ? undefined : await response.json()) as Reply<I> };
      } catch {
        return failed;
      }
    },
  };
}

/** What the API has against a request, in its own sentences; undefined where it is something else. */
async function refusalOf(response: Response): Promise<FieldErrors | undefined> {
  if (![400, 403, 404].includes(response.status)) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  if (body.code === 'not_authenticated') return undefined;
  if ('detail' in body) return { '': [String(body.detail)] };
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, said]): [string, string[]][] =>
      Array.isArray(said) ? [[name === 'non_field_errors' ? '' : name, said.map(String)]] : [],
    ),
  );
}
