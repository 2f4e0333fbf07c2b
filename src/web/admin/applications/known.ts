import type { Client } from '../client.ts';
import type { Flow, Page } from '../wire.ts';
import type { Known } from './draft.ts';

const ALL = { page_size: 100 };

/** What there is to fill a new provider in with. What cannot be read is left to choose by hand. */
export async function readKnown(client: Client): Promise<Known> {
  const list = async <T>(path: string): Promise<readonly T[]> => {
    const reply = await client.get<Page<T>>(path, ALL);
    return 'value' in reply ? reply.value.results : [];
  };
  const [flows, mappings, keys] = await Promise.all([
    list<Flow>('/flows/instances/'),
    list<Known['mappings'][number]>('/propertymappings/provider/scope/'),
    list<Known['keys'][number]>('/crypto/certificatekeypairs/'),
  ]);
  return {
    flows,
    mappings,
    keys,
    random: (bytes) =>
      [...crypto.getRandomValues(new Uint8Array(bytes))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(''),
  };
}
