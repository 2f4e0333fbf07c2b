/** A point on the surface of the earth, in degrees. */
export interface Point {
  readonly lat: number;
  readonly long: number;
}

/** The ellipsoid of WGS 84, in metres. */
const EQUATOR = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const POLE = EQUATOR * (1 - FLATTENING);

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** A point in degrees, or undefined where the values are no place on earth: neither texts nor NaN nor out of range. */
export function pointOf(lat: unknown, long: unknown): Point | undefined {
  if (typeof lat !== 'number' || typeof long !== 'number') return undefined;
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 ? { lat, long } : undefined;
}

/** No two points are farther apart, in kilometres. */
export const FARTHEST_KM = 20_004;

/** Kilometres of the shortest way over the ellipsoid, right to the millimetre. */
export function distanceKm(from: Point, to: Point): number {
  if (from.lat === to.lat && from.long === to.long) return 0;
  return (direct(from, to) ?? around(from, to)) / 1000;
}

/**
 * Vincenty's inverse formula, in metres. It does not settle where the points lie almost opposite each other: undefined.
 */
function direct(from: Point, to: Point): number | undefined {
  const [sinU1, cosU1] = reduced(from.lat);
  const [sinU2, cosU2] = reduced(to.lat);
  const L = between(from.long, to.long);
  let lambda = L;
  for (let round = 0; round < 50; round++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const across = cosU2 * sinLambda;
    const along = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
    const sinSigma = Math.hypot(across, along);
    if (sinSigma === 0) return lambda === 0 ? 0 : undefined;
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cosSqAlpha = 1 - sinAlpha ** 2;
    // Along the equator there is no middle to measure from.
    const cos2SigmaM = cosSqAlpha < 1e-15 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha;
    const C = (FLATTENING / 16) * cosSqAlpha * (4 + FLATTENING * (4 - 3 * cosSqAlpha));
    const before = lambda;
    lambda =
      L +
      (1 - C) *
        FLATTENING *
        sinAlpha *
        (sigma + C * sinSigma * (cos2SigmaM + C * cosSigma * (2 * cos2SigmaM ** 2 - 1)));
    if (Math.abs(lambda) > Math.PI) return undefined;
    if (Math.abs(lambda - before) < 1e-13)
      return lengthOf({ sigma, sinSigma, cosSigma, cosSqAlpha, cos2SigmaM });
  }
  return undefined;
}

function lengthOf(of: {
  readonly sigma: number;
  readonly sinSigma: number;
  readonly cosSigma: number;
  readonly cosSqAlpha: number;
  readonly cos2SigmaM: number;
}): number {
  const { sigma, sinSigma, cosSigma, cosSqAlpha, cos2SigmaM } = of;
  const u = (cosSqAlpha * (EQUATOR ** 2 - POLE ** 2)) / POLE ** 2;
  const A = 1 + (u / 16_384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const B = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const third = (B / 6) * cos2SigmaM * (4 * sinSigma ** 2 - 3) * (4 * cos2SigmaM ** 2 - 3);
  const correction = B * sinSigma * (cos2SigmaM + (B / 4) * (cosSigma * (2 * cos2SigmaM ** 2 - 1) - third));
  return POLE * A * (sigma - correction);
}

/** Sine and cosine of the reduced latitude. */
function reduced(lat: number): readonly [sin: number, cos: number] {
  if (Math.abs(lat) === 90) return [Math.sign(lat), 0];
  const angle = Math.atan((1 - FLATTENING) * Math.tan(radians(lat)));
  return [Math.sin(angle), Math.cos(angle)];
}

/** The difference of two longitudes, the short way round. */
function between(from: number, to: number): number {
  const turn = (to - from) % 360;
  return radians(turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn);
}

/** Directions that are tried first, and how often the best one is made better. */
const DIRECTIONS = 72;
const ROUNDS = 45;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * For points almost opposite each other: every way from one to the other crosses the circle half-way between them, so
 * the shortest way is the one over the best point of that circle, and to that point both parts are easy to measure.
 */
function around(from: Point, to: Point): number {
  const over = (direction: number): number => {
    const middle = quarterTurn(from, direction);
    const [there, on] = [direct(from, middle), direct(middle, to)];
    return there === undefined || on === undefined ? Number.POSITIVE_INFINITY : there + on;
  };
  const step = (2 * Math.PI) / DIRECTIONS;
  const lengths = Array.from({ length: DIRECTIONS }, (_, index) => over(index * step));
  const best = lengths.indexOf(Math.min(...lengths)) * step;
  let low = best - step;
  let high = best + step;
  for (let round = 0; round < ROUNDS; round++) {
    const span = GOLDEN * (high - low);
    if (over(high - span) < over(low + span)) high = low + span;
    else low = high - span;
  }
  return over((low + high) / 2);
}

/** Where a quarter of the way round the earth leads to, begun in that direction. */
function quarterTurn({ lat, long }: Point, direction: number): Point {
  const phi = radians(lat);
  const sin = Math.cos(phi) * Math.cos(direction);
  const turn = Math.atan2(Math.sin(direction) * Math.cos(phi), -Math.sin(phi) * sin);
  return { lat: degrees(Math.asin(Math.min(1, Math.max(-1, sin)))), long: long + degrees(turn) };
}
