import { readUserAgent } from '../../core/directory/user-agent.ts';
import type { GeoIP } from '../../core/geo/port.ts';
import type { Presenter } from './present.ts';

/** Sessions with where they were used last. */
export const sessionPresenters = (geoip: Pick<GeoIP, 'lookup'>): Record<string, Presenter> => ({
  'authentik_core.authenticatedsession'(row, _model, { actor }) {
    const { geoip: geo_ip, asn } = geoip.lookup(String(row.last_ip));
    return {
      current: actor?.session?.uuid === row.uuid,
      user_agent: readUserAgent(String(row.last_user_agent)),
      geo_ip,
      asn,
    };
  },
});
