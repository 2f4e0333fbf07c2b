import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeAt, type Hmac, keyAddress, newSecret, stepAt, stepOf } from './totp.ts';

const hmac: Hmac = { sha1: (key, message) => createHmac('sha1', key).update(message).digest() };

/** The key of the RFC's appendix B, "12345678901234567890", as base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('RFC 6238, appendix B: at %i s the code is %s', (second, code) => {
  const step = stepAt(second * 1_000);
  expect(codeAt(step, { secret, digits: 8 }, hmac)).toBe(code);
  expect(codeAt(step, { secret, digits: 6 }, hmac)).toBe(code.slice(2));
});

describe('which step a code is of', () => {
  const now = 1_700_000_000_000;
  const equal = (a: string, b: string) => a === b;
  const input = { secret, digits: 6, now, hmac, equal };
  const code = (drift: number) => codeAt(stepAt(now) + drift, input, hmac);

  test.each([
    ['two steps late', code(-2), undefined],
    ['a step late', code(-1), stepAt(now) - 1],
    ['in time', code(0), stepAt(now)],
    ['a step early', code(1), stepAt(now) + 1],
    ['two steps early', code(2), undefined],
    ['as apps show it', `${code(0).slice(0, 3)} ${code(0).slice(3)}`, stepAt(now)],
    ['cut short', code(0).slice(1), undefined],
    ['nothing', '', undefined],
  ])('%s', (_, typed, step) => {
    expect(stepOf(typed, input)).toBe(step);
  });

  test('as much is compared whichever is right', () => {
    for (const drift of [-1, 0, 1, 5]) {
      let compared = 0;
      const counted = (a: string, b: string) => {
        compared += 1;
        return equal(a, b);
      };
      stepOf(code(drift), { ...input, equal: counted });
      expect(compared).toBe(3);
    }
  });

  test('a code never counts outside of the steps around its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: -9, max: 9 }), (at, drift) => {
        const step = stepOf(codeAt(stepAt(at) + drift, input, hmac), { ...input, now: at });
        // A number of six digits may be another step's by chance; it is never one that is far away.
        expect(step === undefined || Math.abs(step - stepAt(at)) <= 1).toBe(true);
        if (Math.abs(drift) <= 1) expect(step).toBeDefined();
      }),
      { numRuns: 50 },
    );
  });
});

test('a new key is 160 bits of base32', () => {
  let letter = 0;
  expect(newSecret(() => letter++ % 32)).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
});

test('the address of a key says whose it is, whatever they are called', () => {
  const address = keyAddress({ secret, digits: 8 }, { issuer: 'Corp: R&D', account: 'ada/=?&@corp' });
  expect(address).toContain('otpauth://totp/Corp%3A%20R%26D:ada%2F%3D%3F%26%40corp?');
  const read = Object.fromEntries(new URL(address).searchParams);
  expect(read).toEqual({ secret, issuer: 'Corp: R&D', algorithm: 'SHA1', digits: '8', period: '30' });
});
