import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../core/policy/verdict.ts';
import { aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents, scriptedSandbox } from '../../core/testing/ports.ts';
import { ClaimsUnavailable, claimsOf } from './claims.ts';
import type { ScopeMapping, Tenant } from './tenant.ts';

const mapping = (scope_name: string, expression: string): ScopeMapping => ({
  pk: expression,
  name: expression,
  scope_name,
  description: '',
  expression,
});
const tenant = (...mappings: ScopeMapping[]): Tenant =>
  ({
    application: { pk: 'app', slug: 'app', name: 'App' },
    provider: { pk: 1, name: 'Provider' },
    config: { client_id: 'client' },
    mappings,
  }) as unknown as Tenant;

const ask = (mappings: readonly ScopeMapping[], scopes: readonly string[]) => ({
  tenant: tenant(...mappings),
  user: aUser(),
  scopes: new Set(scopes),
});

describe('claims', () => {
  const sandbox = scriptedSandbox({
    name: () => ({ name: 'Ada', shared: 'first' }),
    more: () => ({ more: [1, { deep: true }], shared: 'second' }),
    nothing: () => undefined,
    list: () => [1],
    text: () => 'text',
    greedy: () => ({ sub: 'x', iss: 'x', aud: 'x', exp: 1, nonce: 'x', at_hash: 'x', acr: 'x', fine: 1 }),
    broken: () => {
      throw new Error('broken');
    },
  });
  const given = (names: readonly string[]) => {
    const events = recordedEvents();
    const mappings = names.map((name) => mapping('openid', name));
    const ports = { sandbox, events, clock: fixedClock(NOON), entitlements: () => [] };
    return { events, claims: claimsOf(ask(mappings, ['openid']), ports) };
  };

  test.each<[mappings: string[], claims: object, events: number]>([
    [[], {}, 0],
    [['name'], { name: 'Ada', shared: 'first' }, 0],
    [['name', 'more'], { name: 'Ada', more: [1, { deep: true }], shared: 'second' }, 0],
    [['nothing'], {}, 0],
    [['greedy'], { fine: 1 }, 0],
    [['broken', 'name'], { name: 'Ada', shared: 'first' }, 1],
    [['list', 'text', 'unknown'], {}, 3],
  ])('%j give %j', async (names, claims, events) => {
    const asked = given(names);
    expect(await asked.claims).toEqual(claims);
    expect(asked.events.emitted.map(({ action }) => action)).toEqual(
      Array.from({ length: events }, () => 'property_mapping_exception'),
    );
  });

  test('only mappings of granted scopes run', async () => {
    const events = recordedEvents();
    const mappings = [mapping('email', 'broken'), mapping('profile', 'name')];
    const claims = await claimsOf(ask(mappings, ['profile']), {
      sandbox,
      events,
      clock: fixedClock(NOON),
      entitlements: () => [],
    });
    expect(claims).toMatchObject({ name: 'Ada' });
    expect(events.emitted).toEqual([]);
  });

  test.each<FaultKind>(['timeout', 'memory', 'unavailable'])(
    'claims that could not be made now (%s) are not left out silently',
    async (fault) => {
      const run = async () => ({ ok: false, fault, detail: 'later' }) as const;
      const ports = {
        sandbox: { run },
        events: recordedEvents(),
        clock: fixedClock(NOON),
        entitlements: () => [],
      };
      await expect(claimsOf(ask([mapping('openid', 'x')], ['openid']), ports)).rejects.toThrow(
        ClaimsUnavailable,
      );
    },
  );

  describe('asked again', () => {
    const setting = () => {
      const counting = scriptedSandbox({
        count: ({ extra }) => ({ seen: JSON.stringify(extra), ran: Math.random() }),
      });
      const ports = {
        sandbox: counting,
        events: recordedEvents(),
        clock: fixedClock(NOON),
        entitlements: () => [],
      };
      const question = ask([mapping('openid', 'count')], ['openid']);
      return { counting, ports, question };
    };

    test('the same question has the same answer for a while', async () => {
      const { counting, ports, question } = setting();
      const [first, second] = await Promise.all([claimsOf(question, ports), claimsOf(question, ports)]);
      expect(second).toEqual(first);
      expect(counting.ran).toHaveLength(1);
      ports.clock.advance(5_001);
      await claimsOf(question, ports);
      expect(counting.ran).toHaveLength(2);
    });

    test('another person, other scopes, another configuration are other questions', async () => {
      const { counting, ports, question } = setting();
      await claimsOf(question, ports);
      await claimsOf({ ...question, user: aUser({ name: 'changed' }) }, ports);
      await claimsOf({ ...question, scopes: new Set(['openid', 'email']) }, ports);
      await claimsOf({ ...question, tenant: tenant(mapping('openid', 'count')) }, ports);
      expect(counting.ran).toHaveLength(4);
    });

    test('an accident is not remembered', async () => {
      const { ports, question } = setting();
      const run = async () => ({ ok: false, fault: 'timeout', detail: 'later' }) as const;
      await expect(claimsOf(question, { ...ports, sandbox: { run } })).rejects.toThrow(ClaimsUnavailable);
      expect(await claimsOf(question, ports)).toHaveProperty('ran');
    });
  });
});
