import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../core/event/port.ts';
import { silent } from '../../core/log.ts';
import type { Limits } from '../../core/reputation/change.ts';
import { anHttpRequest, aUser } from '../../core/testing/policy.ts';
import { fixedClock } from '../../core/testing/ports.ts';
import { memoryScores, scoreAfter } from '../../core/testing/reputation.ts';
import { createReputation } from './reputation.ts';

const LIMITS: Limits = { lower: -5, upper: 5, expiry: 86_400, recovery: 3_600 };
const HERE = '192.0.2.1';

const http = (client_ip = HERE) => anHttpRequest({ client_ip });
const failure = (username = 'ada', ip = HERE): EventDraft => ({
  action: 'login_failed',
  app: 'test',
  context: { username },
  http_request: http(ip),
});
const success = (username = 'ada', ip = HERE): EventDraft => ({
  action: 'login',
  app: 'test',
  context: {},
  user: aUser({ username }),
  http_request: http(ip),
});

async function live(limits = LIMITS) {
  const store = memoryScores();
  const pending: (() => void)[] = [];
  const reputation = await createReputation({
    store,
    clock: fixedClock(),
    log: silent,
    limits,
    place: () => ({ geo: {}, asn: {} }),
    later: (work) => {
      pending.push(work);
      return () => void pending.splice(pending.indexOf(work), 1);
    },
  });
  const of = (identifier = 'ada', ip = HERE) => reputation.scores({ identifier, ip });
  return { store, reputation, of, pending };
}

describe('scores that follow what happens', () => {
  test('a failure counts for whoever asks after it, before it is written', async () => {
    const { reputation, of } = await live();
    reputation.heed(failure());
    expect(await of()).toEqual({ ip: -1, identifier: -1, both: -1 });
    expect(await of('ada', '203.0.113.1')).toEqual({ ip: 0, identifier: -1, both: 0 });
    expect(await of('eve')).toEqual({ ip: -1, identifier: 0, both: 0 });
  });

  test('what is known is answered at once, until it changes on any node', async () => {
    const { store, reputation, of } = await live();
    const first = of();
    expect(first).toBeInstanceOf(Promise);
    await first;
    expect(of()).toEqual({ ip: 0, identifier: 0, both: 0 });
    expect(store.reads).toBe(1);

    store.elsewhere({ identifier: 'bob', ip: '203.0.113.1', score: -1 }); // nobody that was asked for
    expect(of()).not.toBeInstanceOf(Promise);
    store.elsewhere({ identifier: 'ada', ip: '203.0.113.1', score: -3 });
    expect(await of()).toEqual({ ip: 0, identifier: -3, both: 0 });
    reputation.heed(failure('eve'));
    expect(await of()).toEqual({ ip: -1, identifier: -3, both: 0 });
  });

  test('however many ask at once, the database is asked once', async () => {
    const { store, of } = await live();
    await Promise.all(Array.from({ length: 100 }, () => of()));
    expect(store.reads).toBe(1);
  });

  test('119, 120 the sixth failure changes nothing, and a success takes all of them back', async () => {
    const { reputation, of } = await live();
    for (let time = 0; time < 6; time++) reputation.heed(failure());
    expect(await of()).toMatchObject({ both: -5 });
    reputation.heed(success());
    expect(await of()).toMatchObject({ both: 0 });
    reputation.heed(success());
    expect(await of()).toMatchObject({ both: 1 });
  });

  test('many failures of one name are one row of one statement', async () => {
    const { store, reputation } = await live({ ...LIMITS, lower: -1_000 });
    for (let time = 0; time < 300; time++) reputation.heed(failure());
    await reputation.flush();
    expect(store.batches).toEqual([1]);
    expect([...store.rows.values()]).toEqual([{ identifier: 'ada', ip: HERE, score: -300 }]);
  });

  test('a database that does not answer loses nothing', async () => {
    const { store, reputation, of, pending } = await live();
    store.fail(1);
    reputation.heed(failure());
    await reputation.flush();
    expect(store.batches).toEqual([]);
    expect(pending).toHaveLength(1);
    reputation.heed(failure());
    expect(await of()).toMatchObject({ both: -2 });
  });

  test('the end writes what waits', async () => {
    const { store, reputation } = await live();
    reputation.heed(failure());
    await reputation.close();
    expect(store.rows.size).toBe(1);
  });

  test('in whatever order things happen, the score is always that of one after the other', async () => {
    const step = fc.record({
      good: fc.boolean(),
      name: fc.constantFrom('ada', 'ADA', 'eve'),
      ip: fc.constantFrom(HERE, '203.0.113.1'),
      ask: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: -6, max: 0 }),
        fc.nat(6),
        async (steps, lower, upper) => {
          const limits = { ...LIMITS, lower, upper };
          const { reputation, of } = await live(limits);
          const model = new Map<string, number>();
          for (const { good, name, ip, ask } of steps) {
            reputation.heed(good ? success(name, ip) : failure(name, ip));
            const key = `${name.toLowerCase()} ${ip}`;
            model.set(key, scoreAfter(model.get(key) ?? 0, good ? 'success' : 'failure', limits));
            if (!ask) continue;
            const { both } = await of(name.toLowerCase(), ip);
            if (both !== model.get(key)) return false;
          }
          for (const [key, score] of model) {
            const [name, ip] = key.split(' ');
            if ((await of(name, ip)).both !== score) return false;
          }
          return true;
        },
      ),
      { numRuns: 500 },
    );
  });

  test('memory is bounded: who asks for a million names makes the first ones forgotten', async () => {
    const { store, of } = await live();
    for (let name = 0; name < 10_050; name++) await of(`name-${name}`);
    expect(of('name-10049')).not.toBeInstanceOf(Promise);
    const before = store.reads;
    await of('name-0');
    expect(store.reads).toBe(before + 1);
  });
});
