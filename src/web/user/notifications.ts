import type { Result } from './api.ts';

/** What the bell reads of a notification. */
export interface Notification {
  readonly pk: string;
  readonly severity: 'notice' | 'warning' | 'alert';
  readonly body: string;
  readonly created: string;
  readonly hyperlink?: string | null;
  readonly hyperlink_label?: string | null;
}

/** What nobody has looked at yet: how many, and the newest of them. */
export interface Unseen {
  readonly count: number;
  readonly newest: readonly Notification[];
}

/** Reads and marks the notifications of whoever is signed in. */
export interface Notifications {
  unseen(): Promise<Result<Unseen>>;
  see(pk: string): Promise<Result<undefined>>;
  seeAll(): Promise<Result<undefined>>;
}

const PATH = '/api/v3/events/notifications/';
const NEWEST = 20;

export function openNotifications(fetch: typeof globalThis.fetch): Notifications {
  async function call<T>(
    address: string,
    read: (response: Response) => Promise<T>,
    init: RequestInit = {},
  ): Promise<Result<T>> {
    let response: Response;
    try {
      response = await fetch(address, {
        ...init,
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
        credentials: 'same-origin',
        signal: AbortSignal.timeout(30_000),
      });
    } catch {
      return { failure: 'offline' };
    }
    if (response.status === 401 || response.status === 403) return { signIn: true };
    try {
      return response.ok ? { value: await read(response) } : { failure: 'server' };
    } catch {
      return { failure: 'server' };
    }
  }

  const done = async () => undefined;
  return {
    unseen: () =>
      call(`${PATH}?seen=false&ordering=-created&page_size=${NEWEST}`, async (response) => {
        const { pagination, results } = (await response.json()) as {
          pagination: { count: number };
          results: Notification[];
        };
        return { count: pagination.count, newest: results };
      }),
    see: (pk) => call(`${PATH}${pk}/`, done, { method: 'PATCH', body: JSON.stringify({ seen: true }) }),
    seeAll: () => call(`${PATH}mark_all_seen/`, done, { method: 'POST' }),
  };
}
