import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, isSecretKey, REDACTED } from './redaction.ts';

describe('keys that name a secret', () => {
  test.each([
    'password',
    'Password',
    'password_repeat',
    'newPassword',
    'password2',
    'clientSecret',
    'client_secret',
    'access_token',
    'id-token',
    'X-Api-Key',
    'code',
    'authorization_code',
    'codeVerifier',
    'Cookie',
    'set-cookie',
    'Authorization',
    'credentials',
    'saml_assertion',
    'otp',
    'apikey',
    'APIKEY',
    'accesskeys',
    'accesstoken',
    'clientsecret',
    'clientsecrets',
    'privatekey2',
    'jsessionid',
    'recoverycodes',
  ])('%s', (key) => {
    expect(isSecretKey(key)).toBe(true);
  });

  test.each([
    'username',
    'country_code',
    'keyboard',
    'passing',
    'tokenize',
    'decode',
    'password_change_date',
    'pinned',
    'group',
    'monkey',
    'keystone',
    'hockey',
    'zipcode',
    'obsession',
    'secretary',
    'statement',
  ])('%s names none', (key) => expect(isSecretKey(key)).toBe(false));
});

describe('what is kept', () => {
  test('a secret goes by its key, and its value wherever it stands', () => {
    const { data, text } = createRedactor({ password: 'hunter2', pin: 123456 });
    expect(data({ password: 'hunter2', said: 'it is hunter2!', list: ['hunter2'] })).toEqual({
      password: REDACTED,
      said: `it is ${REDACTED}!`,
      list: [REDACTED],
    });
    expect(text('pin 123456, hunter2')).toBe(`pin ${REDACTED}, ${REDACTED}`);
  });

  test('the credentials of an authorization header go without its scheme too', () => {
    const { text } = createRedactor({ authorization: 'Bearer abcdef' });
    expect(text('abcdef')).toBe(REDACTED);
  });

  test('a secret that contains another goes whole', () => {
    expect(createRedactor({ password: 'hunter', token: 'hunter-plus' }).text('hunter-plus')).toBe(REDACTED);
  });

  test('a very short secret goes by its key alone, so that it blots out no innocent words', () => {
    const { data } = createRedactor({ password: 'a' });
    expect(data({ password: 'a', name: 'ada' })).toEqual({ password: REDACTED, name: 'ada' });
  });

  test('an unset secret and a yes or no are no secrets', () => {
    const { data } = createRedactor();
    expect(data({ password: null, token: '', has_password: true, key: undefined })).toEqual({
      password: null,
      token: '',
      has_password: true,
      key: null,
    });
  });

  test('the size is bounded, and circles end', () => {
    const circle: Record<string, unknown> = {
      name: 'x'.repeat(5_000),
      list: Array.from({ length: 500 }, (_, i) => i),
    };
    circle.self = circle;
    const kept = createRedactor(circle).data(circle);
    expect(JSON.stringify(kept).length).toBeLessThan(60_000);
  });

  test('it always answers JSON that a database keeps, without any planted secret', () => {
    const secret = fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom(...'#$%&*+~') });
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }),
        secret,
        (value, planted) => {
          const source = { token: planted, value, note: `so ${planted} it is` };
          const json = JSON.stringify(createRedactor(source).data(source));
          expect(JSON.parse(json)).toBeTypeOf('object');
          expect(json).not.toContain(planted);
          expect(json).not.toContain('\\u0000');
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
