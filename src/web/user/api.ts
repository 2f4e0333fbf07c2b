import type { Client, Reply, Result } from '../client.ts';

/** What the user interface reads of `GET /core/users/me/`. */
export type Me = Pick<
  Reply<'core_users_me_retrieve'>['user'],
  'pk' | 'username' | 'name' | 'email' | 'avatar' | 'is_superuser' | 'administers'
> & {
  /** Who really sits here, while they act as this person. */
  readonly original?: { readonly username: string };
};

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
  applications(): Promise<Result<readonly Application[]>>;
}

const page_size = 100;
/** A list that never ends is a server's mistake: stop somewhere. */
const mostPages = 100;

export function openApi(client: Client): Api {
  return {
    async me() {
      const result = await client.call('core_users_me_retrieve', {});
      if (!('value' in result)) return result;
      const { user, original } = result.value;
      return { value: { ...user, ...(original ? { original: { username: original.username } } : {}) } };
    },
    stopActing: () => client.call('core_users_impersonate_end_retrieve', {}),
    async applications() {
      const all: Application[] = [];
      for (let page = 1, pages = 0; page > 0 && pages < mostPages; pages++) {
        const query = { only_with_launch_url: true, page, page_size };
        const result = await client.call('core_applications_list', { query });
        if (!('value' in result)) return result;
        all.push(...result.value.results);
        page = result.value.pagination.next;
      }
      return { value: all };
    },
  };
}
