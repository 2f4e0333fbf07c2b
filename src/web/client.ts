import type { Operations, PathParameters } from '../contract/operations.ts';

/** The few words of the contract that are needed at run time; the compiler holds them against its types. */
export const OPERATIONS = {
  core_users_me_retrieve: ['GET', '/core/users/me/'],
  core_users_impersonate_end_retrieve: ['GET', '/core/users/impersonate_end/'],
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

/** An answer of the API: the value, "sign in first", or what went wrong. */
export type Result<T> =
  | { readonly value: T }
  | { readonly signIn: true }
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
