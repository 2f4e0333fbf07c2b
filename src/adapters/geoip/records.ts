import ipaddr from 'ipaddr.js';
import { continentOf } from '../../core/geo/countries.ts';
import { pointOf } from '../../core/geo/distance.ts';
import type { Network, Place } from '../../core/geo/port.ts';

type Data = Readonly<Record<string, unknown>>;

const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const codeOf = (value: unknown): string | null => textOf(value)?.toUpperCase() ?? null;

/**
 * What a database of countries or cities says of an address, in either of two shapes: nested as in MaxMind's files
 * (`country.iso_code`, `location.latitude`, `city.names.en`), or flat (`country_code`, `latitude`, `city`).
 */
export function placeOf(record: unknown): Place | null {
  const flat = dataOf(record);
  const { country, continent, location, city } = flat;
  const code = codeOf(dataOf(country).iso_code) ?? codeOf(flat.country_code);
  const { latitude, longitude } = location === undefined ? flat : dataOf(location);
  const point = pointOf(latitude, longitude);
  const place: Place = {
    continent: codeOf(dataOf(continent).code) ?? (code === null ? null : continentOf(code)),
    country: code,
    lat: point?.lat ?? null,
    long: point?.long ?? null,
    city: textOf(dataOf(dataOf(city).names).en) ?? textOf(city) ?? '',
  };
  const says = place.continent !== null || place.country !== null || place.lat !== null || place.city !== '';
  return says ? place : null;
}

/** What a database of networks says of an address, which lies in a block of that length. */
export function networkOf(record: unknown, address: string, prefix: number): Network | null {
  const { autonomous_system_number: asn, autonomous_system_organization: as_org } = dataOf(record);
  if (typeof asn !== 'number') return null;
  return { asn, as_org: textOf(as_org), network: blockOf(address, prefix) };
}

function blockOf(address: string, prefix: number): string {
  const written = `${address}/${prefix}`;
  const first = address.includes(':')
    ? ipaddr.IPv6.networkAddressFromCIDR(written)
    : ipaddr.IPv4.networkAddressFromCIDR(written);
  return `${first.toString()}/${prefix}`;
}
