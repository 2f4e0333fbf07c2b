import { useEffect, useState } from 'react';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { Query } from '../client.ts';
import { type Loaded, useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import type { Filter } from './list-column.ts';
import { type ListMemory, recall, remember } from './list-memory.ts';

export const PAGE_SIZES = [20, 50, 100] as const;

export interface Listing<T> {
  readonly list: Loaded<Page<T>>;
  /** What the API is asked beside the page's number. */
  readonly asked: Query;
  readonly page: number;
  readonly search: string;
  readonly ordering: string;
  readonly chosen: Readonly<Record<string, string>>;
  readonly memory: ListMemory;
  keep(memory: ListMemory): void;
  /** Changes parameters of the address; the list begins at its first page again unless a page is among them. */
  set(changes: Readonly<Record<string, string>>, options?: { readonly replace?: boolean }): void;
}

/** What a list shows, read from the address: search, filters, order and page. */
export function useListing<T>(
  path: string,
  query: Query,
  filters: readonly Filter[],
  version: number,
): Listing<T> {
  const { client, path: here, search: address, go } = useAdmin();
  const [memory, setMemory] = useState(() => recall(path));
  const params = new URLSearchParams(address);
  const page = Math.max(1, Number(params.get('page')) || 1);
  const search = params.get('search') ?? '';
  const ordering = params.get('ordering') ?? '';
  const chosen = Object.fromEntries(
    filters.flatMap(({ name }) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])),
  );
  const asked = {
    ...query,
    ...chosen,
    ...(ordering === '' ? {} : { ordering }),
    ...(search === '' ? {} : { search }),
  };
  const page_size = memory.page_size ?? PAGE_SIZES[0];
  const list = useLoad(`${path}${JSON.stringify([asked, page, page_size])}#${version}`, () =>
    client.get<Page<T>>(path, { ...asked, page, page_size }),
  );
  const set: Listing<T>['set'] = (changes, options) =>
    go(withParams(here, location.search, { page: '', ...changes }), options);

  // The last page is gone where its last object is: what is now last is shown instead.
  const last = list.value?.pagination.total_pages ?? page;
  const beyond = !list.loading && list.value !== undefined && last > 0 && page > last;
  useEffect(() => {
    if (beyond)
      go(withParams(here, location.search, { page: last > 1 ? String(last) : '' }), { replace: true });
  }, [beyond, last, here, go]);

  return {
    list,
    asked,
    page,
    search,
    ordering,
    chosen,
    memory,
    keep(next) {
      setMemory(next);
      remember(path, next);
    },
    set,
  };
}
