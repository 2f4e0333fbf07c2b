import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COUNTRY_CODES } from '../core/geo/countries.ts';
import { allOf, anyOf, phrase } from '../core/policy/phrase.ts';
import { policyTypes } from './index.ts';

/** Words of a policy whose fields are these and otherwise as in a new one. */
function words(type: string, values: object) {
  const found = policyTypes.find((one) => one.type === type);
  const config = found?.config.parse(values);
  return found?.phrases(config);
}

test.each<[string, object, string, string]>([
  ['dummy', { result: true }, 'a dummy says yes, as it always does', 'a dummy says yes, which it never does'],
  ['geoip', { countries: ['DE'] }, 'they come from Germany', 'they do not come from Germany'],
  [
    'geoip',
    { countries: ['DE', 'FR'], asns: [64_496] },
    'they come from Germany or France or they come from the network AS64496',
    'they do not come from Germany or France and they do not come from the network AS64496',
  ],
  [
    'geoip',
    { countries: COUNTRY_CODES.slice(0, 7) },
    'they come from Andorra, United Arab Emirates, Afghanistan, Antigua and Barbuda, Anguilla, or 2 further countries',
    'they do not come from Andorra, United Arab Emirates, Afghanistan, Antigua and Barbuda, Anguilla, or 2 further countries',
  ],
  [
    'geoip',
    { countries: [], check_history_distance: true, check_impossible_travel: true },
    'they are less than 150 km from where they last signed in and they could have travelled here since they last signed in',
    'they are 150 km or more from where they last signed in or they could not have travelled here since they last signed in',
  ],
  [
    'password',
    { length_min: 12, amount_digits: 1, check_have_i_been_pwned: true },
    'the password has at least 12 characters and 1 digit and the password is not known to be stolen',
    'the password does not have at least 12 characters and 1 digit or the password is known to be stolen',
  ],
  [
    'password_expiry',
    { days: 365 },
    'their password is less than 365 days old',
    'their password is 365 days old or older',
  ],
  ['password_expiry', { days: 0 }, 'they have never set a password', 'they have set a password'],
  [
    'reputation',
    {},
    'the reputation of their address and name is -5 or lower',
    'the reputation of their address and name is above -5',
  ],
  [
    'unique_password',
    { num_historical_passwords: 5 },
    'the new password is not the present password or one of the 5 before',
    'the new password is the present password or one of the 5 before',
  ],
  [
    'event_matcher',
    { action: 'login_failed', client_ip: '192.0.2.1' },
    'the action is “login_failed” and the address of the client is “192.0.2.1”',
    'the action is not “login_failed” or the address of the client is not “192.0.2.1”',
  ],
])('a policy of type %s with %o means that %s', (type, values, passes, fails) => {
  expect(words(type, values)?.en).toEqual({ passes, fails });
  expect(words(type, values)?.de.passes).not.toBe('');
  expect(words(type, values)?.de.fails).not.toBe(words(type, values)?.de.passes);
});

test.each<[string, object]>([
  ['geoip', { countries: [] }],
  ['password', {}],
  ['unique_password', { num_historical_passwords: 0 }],
  ['event_matcher', {}],
  ['expression', { expression: 'return true' }],
  ['geoip', { countries: ['DE'], expression: 'return true' }],
])('nobody has words for %s with %o', (type, values) => expect(words(type, values)).toBeUndefined());

test('a negated rule always says the contrary, whatever it is made of', () => {
  const part = fc
    .nat(999)
    .map((n) => phrase({ passes: `p${n}`, fails: `f${n}` }, { passes: `p${n}`, fails: `f${n}` }));
  const turned = (text: string) =>
    text.replace(
      /\b(p|f|and|or)(?=\d|\b)/g,
      (word) => ({ p: 'f', f: 'p', and: 'or', or: 'and' })[word] ?? word,
    );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      for (const whole of [allOf(parts), anyOf(parts)])
        expect(whole?.en.fails).toBe(turned(whole?.en.passes ?? ''));
    }),
  );
});
