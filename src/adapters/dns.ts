import { Resolver } from 'node:dns/promises';
import type { Dns } from '../core/ports.ts';

/** Milliseconds that an answer is kept, and how many are. */
const KEPT = 180_000;
const MOST = 256;

/** Asks the system's name servers. What cannot be resolved has no addresses. */
export function createDns({
  now,
  servers,
}: {
  /** Milliseconds. */
  now(): number;
  /** Instead of the system's, e.g. `127.0.0.1:5353`. */
  readonly servers?: readonly string[];
}): Dns {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) resolver.setServers(servers);
  const known = new Map<string, { readonly until: number; readonly answer: Promise<readonly string[]> }>();

  function remembered(key: string, ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const found = known.get(key);
    if (found && found.until > now()) return found.answer;
    const answer = ask().catch(() => []);
    known.delete(key);
    known.set(key, { until: now() + KEPT, answer });
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return answer;
  }

  const addresses = (host: string, version: 4 | 6): Promise<readonly string[]> =>
    remembered(`${version} ${host}`, () =>
      version === 4 ? resolver.resolve4(host) : resolver.resolve6(host),
    );

  return {
    async resolve(host, version) {
      const versions = version ? [version] : ([4, 6] as const);
      return [...new Set((await Promise.all(versions.map((each) => addresses(host, each)))).flat())];
    },
    async reverse(address) {
      const [name] = await remembered(`reverse ${address}`, () => resolver.reverse(address));
      return name;
    },
  };
}
