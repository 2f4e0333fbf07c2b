import type { Client, Reply, Result } from '../client.ts';

/** What the bell reads of a notification. */
export type Notification = Pick<
  Reply<'events_notifications_list'>['results'][number],
  'pk' | 'severity' | 'body' | 'created' | 'hyperlink' | 'hyperlink_label'
>;

/** What nobody has looked at yet: how many, and the newest of them. */
export interface Unseen {
  readonly count: number;
  readonly newest: readonly Notification[];
}

/** Reads and marks the notifications of whoever is signed in. */
export interface Notifications {
  unseen(): Promise<Result<Unseen>>;
  see(pk: string): Promise<Result<unknown>>;
  seeAll(): Promise<Result<unknown>>;
}

const NEWEST = 20;

export function openNotifications(client: Client): Notifications {
  return {
    async unseen() {
      const query = { seen: false, ordering: '-created', page_size: NEWEST };
      const result = await client.call('events_notifications_list', { query });
      if (!('value' in result)) return result;
      const { pagination, results } = result.value;
      return { value: { count: pagination.count, newest: results } };
    },
    see: (uuid) =>
      client.call('events_notifications_partial_update', { path: { uuid }, body: { seen: true } }),
    seeAll: () => client.call('events_notifications_mark_all_seen_create', {}),
  };
}
