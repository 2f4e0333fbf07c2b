import type { GeoIP, Located, LoginPlace, Network, Place, RecentLogins } from '../geo/port.ts';

/** A place in a country, about which more is known where the test says so. */
export const aPlace = (country: string, over: Partial<Place> = {}): Place => ({
  continent: null,
  country,
  lat: null,
  long: null,
  city: '',
  ...over,
});

export const aNetwork = (asn: number, over: Partial<Network> = {}): Network => ({
  asn,
  as_org: `AS ${asn}`,
  network: null,
  ...over,
});

/** Addresses that the test knows; all others are unknown. */
export function knownPlaces(
  places: Readonly<Record<string, Partial<Located>>>,
  known: GeoIP['known'] = { geoip: true, asn: true },
): GeoIP & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    known,
    lookup(address) {
      asked.push(address);
      const found = Object.hasOwn(places, address) ? places[address] : undefined;
      return { geoip: found?.geoip ?? null, asn: found?.asn ?? null };
    },
  };
}

/** Nobody knows where anything is. */
export const nowhere: GeoIP = knownPlaces({}, { geoip: false, asn: false });

/** Logins of users, the newest first. */
export const knownLogins = (logins: Readonly<Record<number, readonly LoginPlace[]>>): RecentLogins => ({
  recent: async (user, count) => logins[user]?.slice(0, count) ?? [],
});
