import type { GeoIP, Located } from '../../core/geo/port.ts';
import type { HttpFacts } from '../../core/policy/request.ts';

type Context = Readonly<Record<string, unknown>>;

/**
 * The context with `geoip` and `asn`, where there are databases for them and nobody has supposed something else. They
 * are looked up when somebody reads them, and then stay what they are.
 */
export function withPlace(context: Context, http_request: HttpFacts | null, geoip?: GeoIP): Context {
  const address = http_request?.client_ip ?? null;
  if (!geoip || address === null) return context;
  let located: Located | undefined;
  const find = (): Located => {
    located ??= geoip.lookup(address);
    return located;
  };
  const needs = (key: keyof Located): boolean => geoip.known[key] && !Object.hasOwn(context, key);
  const wants = { geoip: needs('geoip'), asn: needs('asn') };
  if (!wants.geoip && !wants.asn) return context;
  const known = { ...context };
  for (const key of ['geoip', 'asn'] as const)
    if (wants[key]) Object.defineProperty(known, key, { get: () => find()[key], enumerable: true });
  return known;
}
