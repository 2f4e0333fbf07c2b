import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceKm, FARTHEST_KM, type Point, pointOf } from './distance.ts';

const at = (lat: number, long: number): Point => ({ lat, long });

/** Metres, as published: Vincenty's and Karney's papers, the tests and pages of GeographicLib. */
const PUBLISHED: readonly (readonly [name: string, from: Point, to: Point, metres: number])[] = [
  [
    'Flinders Peak to Buninyong',
    at(-37.951033416667, 144.424867888889),
    at(-37.652821138889, 143.926495527778),
    54_972.271,
  ],
  ['New York to London', at(40.6, -73.8), at(51.6, -0.5), 5_551_759.4],
  ['Wellington to Salamanca', at(-41.32, 174.81), at(40.96, -5.5), 19_959_679.267],
  ['a quarter of a meridian', at(0, 0), at(90, 0), 10_001_965.729],
  ['a quarter of the equator', at(0, 10), at(0, 100), 10_018_754.171],
  ['opposite on the equator, over a pole', at(0, 0), at(0, 180), 20_003_931.459],
  ['from pole to pole', at(90, 17), at(-90, -60), 20_003_931.459],
  ['across the date line', at(0, 179), at(0, -179), 222_638.982],
  ['almost opposite (Karney)', at(-30, 0), at(29.9, 179.8), 19_989_832.828],
  [
    'almost opposite, near the pole',
    at(88.202499451857, 0),
    at(-88.202499451857, 179.98102203299285),
    20_003_898.214,
  ],
  [
    'almost opposite, nearer',
    at(89.262080389218, 0),
    at(-89.262080389218, 179.99220798277537),
    20_003_925.854,
  ],
  [
    'almost opposite, in the middle',
    at(56.320923501171, 0),
    at(-56.320923501171, 179.6647476717729),
    19_993_558.287,
  ],
  [
    'almost opposite, lower',
    at(52.784459512564, 0),
    at(-52.78445951256399, 179.6344074649438),
    19_991_596.095,
  ],
  [
    'almost opposite, still lower',
    at(48.522876735459, 0),
    at(-48.522876735458986, 179.59972045622308),
    19_989_144.774,
  ],
];

describe('the distance on WGS 84', () => {
  test.each(PUBLISHED)('%s', (_, from, to, metres) => {
    expect(distanceKm(from, to) * 1000).toBeCloseTo(metres, 2);
    expect(distanceKm(to, from) * 1000).toBeCloseTo(metres, 2);
  });

  const point = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    long: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  /** Points near the opposite of another are rare by chance, and the hard ones. */
  const pair = fc.oneof(
    fc.tuple(point, point),
    fc
      .tuple(point, fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
      .map(([from, north, east]): [Point, Point] => [
        from,
        at(Math.max(-90, Math.min(90, -from.lat + north)), ((from.long + 180 + east + 540) % 360) - 180),
      ]),
  );
  const holds = <T>(given: fc.Arbitrary<T>, law: (value: T) => boolean, numRuns = 500) =>
    fc.assert(fc.property(given, law), { numRuns });

  /** Half a millimetre. */
  const CLOSE = 5e-7;

  test('it is always the same in both directions', () =>
    holds(pair, ([a, b]) => Math.abs(distanceKm(a, b) - distanceKm(b, a)) <= CLOSE));

  test('to the same place it is always 0', () => holds(point, (a) => distanceKm(a, a) === 0));

  test('it is never longer than half a meridian, and never below 0', () =>
    holds(
      pair,
      ([a, b]) =>
        distanceKm(a, b) >= 0 && distanceKm(a, b) <= 20_003.931_459 + CLOSE && distanceKm(a, b) < FARTHEST_KM,
    ));

  test('a detour is never shorter', () =>
    holds(
      fc.tuple(pair, point),
      ([[a, b], over]) => distanceKm(a, b) <= distanceKm(a, over) + distanceKm(over, b) + CLOSE,
    ));

  test('turning the earth or holding it to a mirror never changes it', () =>
    holds(fc.tuple(pair, fc.double({ min: -180, max: 180, noNaN: true })), ([[a, b], turn]) => {
      const turned = ({ lat, long }: Point) => at(lat, long + turn);
      const mirrored = ({ lat, long }: Point) => at(-lat, long);
      const distance = distanceKm(a, b);
      return (
        Math.abs(distanceKm(turned(a), turned(b)) - distance) <= CLOSE &&
        Math.abs(distanceKm(mirrored(a), mirrored(b)) - distance) <= CLOSE
      );
    }));

  test('it is always within 0.6 % of the distance on a ball', () =>
    holds(pair, ([a, b]) => {
      const [p, q] = [(a.lat * Math.PI) / 180, (b.lat * Math.PI) / 180];
      const turn = ((b.long - a.long) * Math.PI) / 180;
      const half = Math.sin((q - p) / 2) ** 2 + Math.cos(p) * Math.cos(q) * Math.sin(turn / 2) ** 2;
      const ball = 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(half)));
      return Math.abs(distanceKm(a, b) - ball) <= 0.006 * ball + 1e-6;
    }));
});

test.each([
  [52.5, 13.4, true],
  [-90, 180, true],
  [0, 0, true],
  [90.1, 0, false],
  [0, -180.1, false],
  [Number.NaN, 0, false],
  [0, Number.POSITIVE_INFINITY, false],
  ['52.5', 13.4, false],
  [true, false, false],
  [null, 13.4, false],
  [undefined, undefined, false],
])('%s, %s is a place on earth: %s', (lat, long, is) => {
  expect(pointOf(lat, long)).toEqual(is ? { lat, long } : undefined);
});
