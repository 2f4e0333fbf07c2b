/** What the user interface reads of `GET /core/users/me/`. */
export interface Me {
  readonly pk: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly avatar: string;
  readonly is_superuser: boolean;
}

/** What the user interface reads of an application. */
export interface Application {
  readonly pk: string;
  readonly name: string;
  readonly slug: string;
  readonly group?: string;
  readonly launch_url: string | null;
  readonly open_in_new_tab?: boolean;
  readonly meta_icon_url?: string | null;
  readonly meta_icon_themed_urls?: { readonly light?: string; readonly dark?: string } | null;
  readonly meta_description?: string;
  readonly meta_publisher?: string;
  readonly meta_hide?: boolean;
}

interface ApplicationPage {
  readonly pagination: { readonly next: number };
  readonly results: readonly Application[];
}

/** An answer of the API: the value, "sign in first", or what went wrong. */
export type Result<T> =
  | { readonly value: T }
  | { readonly signIn: true }
  | { readonly failure: 'offline' | 'server'; readonly request_id?: string };

/** Reads the API as the signed-in user. */
export interface Api {
  me(): Promise<Result<Me>>;
  applications(): Promise<Result<readonly Application[]>>;
}

const pageSize = 100;
/** A list that never ends is a server's mistake: stop somewhere. */
const mostPages = 100;

export function openApi(fetch: typeof globalThis.fetch): Api {
  return {
    async me() {
      const result = await get<{ user: Me }>(fetch, '/api/v3/core/users/me/');
      return 'value' in result ? { value: result.value.user } : result;
    },
    async applications() {
      const all: Application[] = [];
      for (let page = 1, pages = 0; page > 0 && pages < mostPages; pages++) {
        const query = new URLSearchParams({
          only_with_launch_url: 'true',
          page: String(page),
          page_size: String(pageSize),
        });
        const result = await get<ApplicationPage>(fetch, `/api/v3/core/applications/?${query}`);
        if (!('value' in result)) return result;
        all.push(...result.value.results);
        page = result.value.pagination.next;
      }
      return { value: all };
    },
  };
}

async function get<T>(fetch: typeof globalThis.fetch, address: string): Promise<Result<T>> {
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return { failure: 'offline' };
  }
  if (response.status === 401 || response.status === 403) return { signIn: true };
  const id = response.headers.get('X-Request-Id');
  const failed = { failure: 'server' as const, ...(id ? { request_id: id } : {}) };
  if (!response.ok) return failed;
  try {
    return { value: (await response.json()) as T };
  } catch {
    return failed;
  }
}
