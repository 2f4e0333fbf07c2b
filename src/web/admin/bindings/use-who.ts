import { useEffect } from 'react';
import { useAdmin } from '../admin.ts';
import { type Loaded, useLoad } from '../use-load.ts';
import type { WhoPage } from '../wire.ts';

export type WhoFilter = '' | 'true' | 'false' | 'depends';

export interface WhoQuery {
  readonly target: string;
  readonly passing: WhoFilter;
  readonly search: string;
  readonly page: number;
}

const PAGE_SIZE = 10;

/** Who passes, as far as it is known; the server is asked on until everybody is judged. */
export function useWho(query: WhoQuery, version: number): Loaded<WhoPage> {
  const { client } = useAdmin();
  const loaded = useLoad(`${JSON.stringify(query)} ${version}`, () =>
    client.get<WhoPage>('/policies/who/', { ...query, page_size: PAGE_SIZE }),
  );
  const { value, trouble, loading, reload } = loaded;
  const unfinished = !loading && !trouble && value !== undefined && value.judged < value.total;
  useEffect(() => {
    if (unfinished) void reload();
  }, [unfinished, reload]);
  return loaded;
}
