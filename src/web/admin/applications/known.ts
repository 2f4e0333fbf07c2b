import type { Client, Query } from '../client.ts';
import type { Flow, Page } from '../wire.ts';
import type { Known } from './draft.ts';

const ALL = { page_size: 100 };

/** Unguessable, in letters that every application takes. */
export const randomHex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** What there is to fill a new provider in with. What cannot be read is left to choose by hand. */
export async function readKnown(client: Client): Promise<Known> {
  const list = async <T>(path: string, query: Query = {}): Promise<readonly T[]> => {
    const reply = await client.get<Page<T>>(path, { ...ALL, ...query });
    return 'value' in reply ? reply.value.results : [];
  };
  const [flows, mappings, keys] = await Promise.all([
    list<Flow>('/flows/instances/'),
    list<Known['mappings'][number]>('/propertymappings/all/'),
    list<Known['keys'][number]>('/crypto/certificatekeypairs/', { has_key: true }),
  ]);
  return {
    flows,
    mappings,
    keys,
    random: randomHex,
  };
}
