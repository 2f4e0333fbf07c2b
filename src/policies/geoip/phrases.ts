import type { z } from 'zod';
import { nameOfCountry } from '../../core/geo/countries.ts';
import { allOf, anyOf, listInWords, type Phrases, phrase } from '../../core/policy/phrase.ts';
import { comparesLogins } from './journey.ts';
import type { GeoipConfig } from './schema.ts';

type Config = z.output<typeof GeoipConfig>;

/** More are not read in a sentence; the policy's page has all. */
const MOST = 5;

const german = new Intl.DisplayNames('de', { type: 'region' });

function fromCountries(codes: readonly string[]): Phrases {
  const rest = codes.length - MOST;
  const named = codes.slice(0, MOST);
  const en = listInWords(
    [
      ...named.map(nameOfCountry),
      ...(rest > 0 ? [rest === 1 ? '1 further country' : `${rest} further countries`] : []),
    ],
    'en',
    'or',
  );
  const de = listInWords(
    [
      ...named.map((code) => german.of(code) ?? code),
      ...(rest > 0 ? [rest === 1 ? '1 weiteren Land' : `${rest} weiteren Ländern`] : []),
    ],
    'de',
    'or',
  );
  return phrase(
    { passes: `they come from ${en}`, fails: `they do not come from ${en}` },
    { passes: `kommt aus ${de}`, fails: `kommt nicht aus ${de}` },
  );
}

function fromNetworks(asns: readonly number[]): Phrases {
  const names = asns.slice(0, MOST).map((asn) => `AS${asn}`);
  const rest = asns.length - names.length;
  const en = listInWords([...names, ...(rest > 0 ? [`${rest} more`] : [])], 'en', 'or');
  const de = listInWords([...names, ...(rest > 0 ? [`${rest} weiteren`] : [])], 'de', 'or');
  return phrase(
    { passes: `they come from the network ${en}`, fails: `they do not come from the network ${en}` },
    { passes: `kommt aus dem Netz ${de}`, fails: `kommt nicht aus dem Netz ${de}` },
  );
}

function near(config: Config): Phrases {
  const km = config.history_max_distance_km + config.distance_tolerance_km;
  return phrase(
    {
      passes: `they are less than ${km} km from where they last signed in`,
      fails: `they are ${km} km or more from where they last signed in`,
    },
    {
      passes: `ist weniger als ${km} km vom Ort der letzten Anmeldungen entfernt`,
      fails: `ist ${km} km oder mehr vom Ort der letzten Anmeldungen entfernt`,
    },
  );
}

const possible = phrase(
  {
    passes: 'they could have travelled here since they last signed in',
    fails: 'they could not have travelled here since they last signed in',
  },
  {
    passes: 'kann seit der letzten Anmeldung hierher gereist sein',
    fails: 'kann seit der letzten Anmeldung nicht hierher gereist sein',
  },
);

/** What a policy about places means in a rule. */
export function geoipInWords(config: Config): Phrases | undefined {
  const place = anyOf([
    ...(config.countries.length > 0 ? [fromCountries(config.countries)] : []),
    ...(config.asns.length > 0 ? [fromNetworks(config.asns)] : []),
  ]);
  const compares = comparesLogins(config);
  return allOf([
    ...(place ? [place] : []),
    ...(compares && config.check_history_distance ? [near(config)] : []),
    ...(compares && config.check_impossible_travel ? [possible] : []),
  ]);
}
