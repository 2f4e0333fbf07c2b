import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { isFault } from '../../core/policy/verdict.ts';
import { anHttpRequest, aRequest, aUser } from '../../core/testing/policy.ts';
import { knownScores, type ScoreRow } from '../../core/testing/reputation.ts';
import { reputation } from './policy.ts';
import { ReputationConfig } from './schema.ts';

const HERE = '192.0.2.1';
const ELSEWHERE = '198.51.100.9';

function ask(
  rows: readonly ScoreRow[],
  config: Readonly<Record<string, unknown>> = {},
  over: Parameters<typeof aRequest>[0] = {},
) {
  const parsed = ReputationConfig.parse(config);
  const request = aRequest(over);
  const ports = { reputation: knownScores(rows) };
  const facts = reputation.gather({ config: parsed, request, ports, timeout: 1_000 });
  const verdict = reputation.evaluate({ config: parsed, request, facts });
  if (isFault(verdict)) throw new Error(verdict.detail);
  return verdict;
}

describe('the reputation policy', () => {
  test.each<{ title: string; rows: readonly ScoreRow[]; config?: object; passing: boolean }>([
    { title: '114 no rows, threshold -5', rows: [], passing: false },
    {
      title: '115 address -3 and name -2 in separate rows',
      rows: [
        { identifier: 'eve', ip: HERE, score: -3 },
        { identifier: 'ada', ip: ELSEWHERE, score: -2 },
      ],
      passing: true,
    },
    { title: '116 score 0, threshold 0', rows: [], config: { threshold: 0 }, passing: true },
    {
      title: '117 only the address counts',
      rows: [{ identifier: 'ada', ip: ELSEWHERE, score: -10 }],
      config: { check_username: false },
      passing: false,
    },
    {
      title: '117, the control: the name would',
      rows: [{ identifier: 'ada', ip: ELSEWHERE, score: -10 }],
      config: { check_ip: false },
      passing: true,
    },
    {
      title: '118 one row of both is counted once',
      rows: [{ identifier: 'ada', ip: HERE, score: -5 }],
      config: { threshold: -5 },
      passing: true,
    },
    {
      title: '118, the control: it is not counted twice',
      rows: [{ identifier: 'ada', ip: HERE, score: -5 }],
      config: { threshold: -6 },
      passing: false,
    },
    {
      title: 'other names at other addresses never count',
      rows: [{ identifier: 'eve', ip: ELSEWHERE, score: -100 }],
      passing: false,
    },
    {
      title: 'A51: whoever has signed in from here lately is not spoilt from elsewhere',
      rows: [
        { identifier: 'ada', ip: HERE, score: 1 },
        { identifier: 'ada', ip: ELSEWHERE, score: -5 },
        { identifier: 'ada', ip: '198.51.100.10', score: -5 },
      ],
      passing: false,
    },
    {
      title: 'A51, the control: at an address that nobody knows the name counts',
      rows: [
        { identifier: 'ada', ip: '203.0.113.5', score: 1 },
        { identifier: 'ada', ip: ELSEWHERE, score: -5 },
        { identifier: 'ada', ip: '198.51.100.10', score: -5 },
      ],
      passing: true,
    },
    {
      title: 'A51: it can be switched off',
      rows: [
        { identifier: 'ada', ip: HERE, score: 1 },
        { identifier: 'ada', ip: ELSEWHERE, score: -10 },
      ],
      config: { spare_known_addresses: false },
      passing: true,
    },
    {
      title: 'A51: what was tried from the known address itself still counts',
      rows: [
        { identifier: 'ada', ip: HERE, score: 1 },
        { identifier: 'eve', ip: HERE, score: -6 },
      ],
      passing: true,
    },
    {
      title: 'A51: only the name is checked, and it is known here',
      rows: [
        { identifier: 'ada', ip: HERE, score: 1 },
        { identifier: 'ada', ip: ELSEWHERE, score: -10 },
      ],
      config: { check_ip: false },
      passing: false,
    },
  ])('$title', ({ rows, config, passing }) => {
    expect(ask(rows, config as Readonly<Record<string, unknown>>)).toEqual({
      passing,
      messages: [],
      reasons: [],
    });
  });

  test.each([
    { title: 'no HTTP request', over: { http_request: null } },
    {
      title: 'A1: an address that could not be read',
      over: { http_request: anHttpRequest({ client_ip: null }) },
    },
  ])('$title: the unknown address has a score of its own', ({ over }) => {
    const rows = [{ identifier: 'eve', ip: '255.255.255.255', score: -5 }];
    expect(ask(rows, {}, over).passing).toBe(true);
    expect(ask(rows).passing).toBe(false);
  });

  test.each([
    { title: 'somebody who is there', user: aUser() },
    { title: 'the same in capitals', user: aUser({ username: 'ADA' }) },
    { title: 'somebody who is only claimed to exist', user: { ...ANONYMOUS, username: 'Ada' } },
  ])('A50, A53: the name of $title is asked for alike', ({ user }) => {
    const rows = [{ identifier: 'ada', ip: ELSEWHERE, score: -5 }];
    expect(ask(rows, { check_ip: false }, { user }).passing).toBe(true);
  });

  const row = fc.record({
    identifier: fc.constantFrom('ada', 'eve', 'bob'),
    ip: fc.constantFrom(HERE, ELSEWHERE, '203.0.113.5'),
    score: fc.integer({ min: -9, max: 0 }),
  });
  const rowsOf = fc.uniqueArray(row, { selector: ({ identifier, ip }) => `${identifier} ${ip}` });

  test('it always sums the rows that fit either way, each once', () => {
    fc.assert(
      fc.property(
        rowsOf,
        fc.constantFrom([true, true], [true, false], [false, true]),
        fc.integer({ min: -30, max: 1 }),
        (rows, [check_ip, check_username], threshold) => {
          const sum = rows
            .filter(
              ({ identifier, ip }) => (check_ip && ip === HERE) || (check_username && identifier === 'ada'),
            )
            .reduce((total, { score }) => total + score, 0);
          return ask(rows, { check_ip, check_username, threshold }).passing === sum <= threshold;
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('W21: with both checks off it is refused when it is saved', async () => {
    const lookup = { policy: async () => undefined, fits: async () => [] };
    const check = (config: object) =>
      reputation.check({ config: ReputationConfig.parse(config), pk: undefined, lookup });
    expect(await check({ check_ip: false, check_username: false })).toHaveProperty('non_field_errors');
    expect(await check({ check_ip: false })).toEqual({});
    expect(await check({ check_username: false })).toEqual({});
  });

  test('its settings have the defaults of the wire format', () => {
    expect(ReputationConfig.parse({})).toEqual({
      check_ip: true,
      check_username: true,
      threshold: -5,
      spare_known_addresses: true,
    });
    for (const wrong of [{ threshold: 2 ** 31 }, { threshold: 0.5 }, { limit: 1 }])
      expect(ReputationConfig.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  test('it declares its names on the wire', () => {
    expect(reputation).toMatchObject({
      type: 'reputation',
      model: 'authentik_policies_reputation.reputationpolicy',
      component: 'ak-policy-reputation-form',
    });
  });
});
