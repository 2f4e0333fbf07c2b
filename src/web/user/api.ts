import type { Client, Input, Reply, Result } from '../client.ts';

/** What the user interface reads of `GET /core/users/me/`. */
export type Me = Pick<
  Reply<'core_users_me_retrieve'>['user'],
  'pk' | 'username' | 'name' | 'email' | 'avatar' | 'is_superuser' | 'settings' | 'administers'
> & {
  /** Who really sits here, while they act as this person. */
  readonly original?: { readonly username: string };
};

/** What people choose for themselves. */
export type Settings = Input<'core_users_me_partial_update'>['body']['settings'];

/** What the user interface reads of an application. */
export type Application = Pick<
  Reply<'core_applications_list'>['results'][number],
  | 'pk'
  | 'name'
  | 'slug'
  | 'group'
  | 'launch_url'
  | 'open_in_new_tab'
  | 'meta_icon_url'
  | 'meta_icon_themed_urls'
  | 'meta_description'
  | 'meta_publisher'
  | 'meta_hide'
>;

/** Reads the API as the signed-in user. */
export interface Api {
  me(): Promise<Result<Me>>;
  /** Whoever acts as this person is themselves again. */
  stopActing(): Promise<Result<unknown>>;
  choose(settings: Settings): Promise<Result<Me>>;
  applications(): Promise<Result<readonly Application[]>>;
}

const page_size = 100;
/** A list that never ends is a server's mistake: stop somewhere. */
const mostPages = 100;

/** What of the API's answer about pages is read. */
interface Page<Item> {
  readonly pagination: { readonly next: number };
  readonly results: readonly Item[];
}

/** Everything of a list, page by page. */
export async function everyPage<Item>(
  read: (paging: { readonly page: number; readonly page_size: number }) => Promise<Result<Page<Item>>>,
): Promise<Result<readonly Item[]>> {
  const all: Item[] = [];
  for (let page = 1, pages = 0; page > 0 && pages < mostPages; pages++) {
    const result = await read({ page, page_size });
    if (!('value' in result)) return result;
    all.push(...result.value.results);
    page = result.value.pagination.next;
  }
  return { value: all };
}

export function openApi(client: Client): Api {
  const user = (result: Result<Reply<'core_users_me_retrieve'>>): Result<Me> => {
    if (!('value' in result)) return result;
    const { user: me, original } = result.value;
    return { value: { ...me, ...(original ? { original: { username: original.username } } : {}) } };
  };
  return {
    me: async () => user(await client.call('core_users_me_retrieve', {})),
    choose: async (settings) =>
      user(await client.call('core_users_me_partial_update', { body: { settings } })),
    stopActing: () => client.call('core_users_impersonate_end_retrieve', {}),
    applications: () =>
      everyPage((paging) =>
        client.call('core_applications_list', { query: { only_with_launch_url: true, ...paging } }),
      ),
  };
}
