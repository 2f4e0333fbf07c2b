import { expect, test } from 'vitest';
import { COUNTRIES, COUNTRY_CODES, continentOf, nameOfCountry } from './countries.ts';

test('there are 249 countries, each code and each name once, in the order of their names', () => {
  expect(COUNTRY_CODES).toHaveLength(249);
  expect(new Set(COUNTRY_CODES).size).toBe(249);
  expect(new Set(COUNTRIES.map(({ name }) => name)).size).toBe(249);
  const names = COUNTRIES.map(({ name }) => name);
  expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
});

test('every code is a region that the runtime knows by another name than its code', () => {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  expect(COUNTRY_CODES.filter((code) => (names.of(code) ?? code) === code)).toEqual([]);
});

test('every country lies on a continent', () => {
  const continents = new Set(COUNTRY_CODES.map(continentOf));
  expect([...continents].toSorted()).toEqual(['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']);
});

test.each([
  ['DE', 'Germany', 'EU'],
  ['US', 'United States', 'NA'],
  ['BR', 'Brazil', 'SA'],
  ['ZA', 'South Africa', 'AF'],
  ['NZ', 'New Zealand', 'OC'],
  ['AX', 'Åland Islands', 'EU'],
  ['XK', 'Kosovo', 'EU'],
  ['ZZ', 'ZZ', null],
])('%s is %s in %s', (code, name, continent) => {
  expect(nameOfCountry(code)).toBe(name);
  expect(continentOf(code)).toBe(continent);
});
