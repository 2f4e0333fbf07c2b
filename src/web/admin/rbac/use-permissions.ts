import { useAdmin } from '../admin.ts';
import type { Client, Query, Reply } from '../client.ts';
import { type Loaded, useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import type { Permission } from './permission.ts';

/** More than this many pages is a server's mistake: stop somewhere. */
const MOST_PAGES = 50;

/** Every permission that fits, page after page. */
export async function allPermissions(client: Client, query: Query): Promise<Reply<readonly Permission[]>> {
  const all: Permission[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const reply = await client.get<Page<Permission>>('/rbac/permissions/', {
      ...query,
      page,
      page_size: 100,
    });
    if ('trouble' in reply) return reply;
    all.push(...reply.value.results);
    if (page >= reply.value.pagination.total_pages) break;
  }
  return { value: all };
}

export function usePermissions(query: Query): Loaded<readonly Permission[]> {
  const { client } = useAdmin();
  return useLoad(JSON.stringify(query), () => allPermissions(client, query));
}
