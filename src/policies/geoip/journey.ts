import type { z } from 'zod';
import { distanceKm, FARTHEST_KM, type Point, pointOf } from '../../core/geo/distance.ts';
import type { LoginPlace } from '../../core/geo/port.ts';
import type { GeoipConfig } from './schema.ts';

type Config = z.output<typeof GeoipConfig>;

/** Kilometres in an hour: about as fast as an airliner. */
const FASTEST = 1_000;
const HOUR = 3_600_000;

/** What a comparison with former logins found; `raw` is for administrators. */
export type Journey =
  | { readonly answer: 'pass' | 'unknown' }
  | {
      readonly answer: 'fail';
      readonly why: 'distance_exceeded' | 'impossible_travel';
      readonly raw: Readonly<Record<string, unknown>>;
    };

export const comparesLogins = (config: Config): boolean =>
  (config.check_history_distance || config.check_impossible_travel) && config.history_login_count > 0;

/**
 * Compares where somebody is with where they signed in before; the first login that cannot be reconciled decides.
 * Logins from unknown places say nothing, and without any other there is nothing to compare with.
 */
export function compare(
  config: Config,
  here: Point | undefined,
  logins: readonly LoginPlace[],
  now: number,
): Journey {
  const former = logins.flatMap((login) => {
    const point = pointOf(login.lat, login.long);
    return point ? [{ login, point }] : [];
  });
  if (former.length === 0) return { answer: 'pass' };
  if (!here) return { answer: 'unknown' };
  for (const { login, point } of former) {
    const journey = reconcile(config, here, point, login, now);
    if (journey.answer === 'fail') return journey;
  }
  return { answer: 'pass' };
}

function reconcile(config: Config, here: Point, there: Point, login: LoginPlace, now: number): Journey {
  const hours = Math.max((now - login.time) / HOUR, 1);
  const near = config.check_history_distance
    ? config.history_max_distance_km + config.distance_tolerance_km
    : Number.POSITIVE_INFINITY;
  const reachable = config.check_impossible_travel
    ? FASTEST * hours + config.impossible_tolerance_km
    : Number.POSITIVE_INFINITY;
  if (Math.min(near, reachable) > FARTHEST_KM) return { answer: 'pass' };
  const distance = distanceKm(here, there);
  const facts = {
    distance_km: distance,
    elapsed_hours: hours,
    previous_login: { event: login.event, time: new Date(login.time).toISOString(), ...there },
    current: here,
  };
  if (distance >= near) {
    const raw = {
      reason: 'geoip.distance_exceeded',
      ...facts,
      allowed_distance_km: near,
      tolerance_km: config.distance_tolerance_km,
    };
    return { answer: 'fail', why: 'distance_exceeded', raw };
  }
  if (distance >= reachable) {
    const raw = {
      reason: 'geoip.impossible_travel',
      ...facts,
      allowed_distance_km: reachable,
      max_speed_kmh: FASTEST,
      tolerance_km: config.impossible_tolerance_km,
    };
    return { answer: 'fail', why: 'impossible_travel', raw };
  }
  return { answer: 'pass' };
}
