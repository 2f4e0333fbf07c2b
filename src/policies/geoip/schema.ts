import { z } from 'zod';
import { COUNTRY_CODES } from '../../core/geo/countries.ts';
import { int32, uint31 } from '../../core/model/fields.ts';

export const GeoipConfig = z.strictObject({
  asns: z.array(int32()).default([]).meta({
    title: 'Networks',
    description:
      'Numbers of autonomous systems. Requests from one of them pass; where countries are chosen too, either is enough.',
  }),
  countries: z.array(z.enum(COUNTRY_CODES)).max(COUNTRY_CODES.length).meta({
    title: 'Countries',
    description: 'Codes of ISO 3166-1. Requests from one of them pass; an empty list allows all.',
  }),
  check_history_distance: z.boolean().default(false).meta({
    title: 'Check the distance to former logins',
    description: 'Fails for a request that comes from too far from where the person signed in lately.',
  }),
  history_max_distance_km: z
    .int()
    .min(0)
    .default(100)
    .meta({
      title: 'Greatest distance to former logins',
      slider: [0, 2_000],
      description: 'Kilometres.',
    }),
  distance_tolerance_km: uint31()
    .default(50)
    .meta({
      title: 'Tolerance of the distance',
      slider: [0, 500],
      description: 'Kilometres that are added to the greatest distance: databases of places are not exact.',
    }),
  history_login_count: uint31()
    .default(5)
    .meta({
      title: 'Former logins to compare with',
      slider: [0, 50],
      description: 'The latest ones, 1,000 at most; 0 = none, and both comparisons pass.',
    }),
  check_impossible_travel: z.boolean().default(false).meta({
    title: 'Check for impossible travel',
    description:
      'Fails for a request from where the person cannot be already: faster than 1,000 km/h after a former login.',
  }),
  impossible_tolerance_km: uint31()
    .default(100)
    .meta({
      title: 'Tolerance of impossible travel',
      slider: [0, 1_000],
      description: 'Kilometres that are added to what can be travelled since.',
    }),
  unknown_result: z.enum(['failure_result', 'pass', 'fail']).default('failure_result').meta({
    title: 'Result where the place is unknown',
    description:
      'For private addresses, addresses that no database knows, and without a database: the failure result of the binding (and an event that tells of it), pass, or fail.',
  }),
});
