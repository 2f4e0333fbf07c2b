import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { silent } from '../core/log.ts';
import { evaluate } from '../core/policy/evaluate.ts';
import type { DecisionDraft } from '../core/policy/record.ts';
import { aBinding, anHttpRequest, aRequest, NOON } from '../core/testing/policy.ts';
import { openDatabase } from './database.ts';
import { createDecisionLog } from './decisions.ts';

let there: TestDatabase;
beforeAll(async () => {
  there = await testDatabase();
});
afterAll(() => there.drop());

const target = {
  pk: '00000000-0000-4000-8000-000000000009',
  model: 'authentik_core.application',
  name: 'Wiki',
};

function draft(request_id: string, over: Partial<DecisionDraft> = {}): DecisionDraft {
  const request = aRequest({ http_request: anHttpRequest({ request_id }) });
  const binding = aBinding({ subject: { kind: 'group', pk: 'g', label: 'Staff' } });
  const decision = evaluate({
    mode: 'any',
    bindings: [binding],
    request,
    findings: new Map(),
    when_unbound: 'pass',
    closed: false,
    revision: 3,
    request_id,
  });
  return { request_id, target, request, decision, duration: 0.5, ...over };
}

describe('the decision log', () => {
  test('a decision is found by the id of its request at once, with its facts and whole trace', async () => {
    const log = createDecisionLog(there.database, { log: silent, patience: 60_000 });
    log.record(draft('found'));
    log.record(draft('another'));
    const found = await log.find('found');
    expect(found).toMatchObject([
      {
        request_id: 'found',
        time: new Date(NOON).toISOString(),
        target_model: target.model,
        target_pk: target.pk,
        target_name: 'Wiki',
        user_pk: 1,
        username: 'ada',
        client_ip: '192.0.2.1',
        passing: false,
        mode: 'any',
        revision: 3,
        unbound: false,
        faulted: false,
        reasons: ['binding.group'],
        facts: { user: { username: 'ada' }, http_request: { client_ip: '192.0.2.1' } },
        trace: [{ outcome: 'fail', why: 'not_member', subject: { kind: 'group', label: 'Staff' } }],
        duration: 0.5,
      },
    ]);
    expect(await log.find('nothing')).toEqual([]);
    await log.close();
  });

  test('they are listed by user, target and answer, the latest first, those that wait too', async () => {
    const log = createDecisionLog(there.database, { log: silent, patience: 60_000 });
    const other = { ...target, pk: '00000000-0000-4000-8000-00000000000a', name: 'Listed' };
    for (const [request_id, time] of [
      ['list-1', NOON],
      ['list-2', NOON + 2],
      ['list-3', NOON + 1],
    ] as const) {
      const one = draft(request_id, { target: other });
      log.record({ ...one, request: { ...one.request, time } });
    }
    const list = async (more: object) => {
      const { rows, count } = await log.list({ target: other.pk, page: 1, page_size: 2, ...more });
      return [count, rows.map(({ request_id }) => request_id)];
    };
    expect(await list({})).toEqual([3, ['list-2', 'list-3']]);
    expect(await list({ page: 2 })).toEqual([3, ['list-1']]);
    expect(await list({ passing: false, user: 1 })).toEqual([3, ['list-2', 'list-3']]);
    expect(await list({ passing: true })).toEqual([0, []]);
    expect(await list({ user: 2 })).toEqual([0, []]);
    const [one] = (await log.list({ target: other.pk, page: 1, page_size: 1 })).rows;
    expect(one).toMatchObject({ target_name: 'Listed', username: 'ada', revision: 3 });
    expect(Object.keys(one ?? {})).not.toContain('facts');
    await log.close();
  });

  test('several decisions of one request stand in the order in which they were made', async () => {
    const log = createDecisionLog(there.database, { log: silent });
    for (const name of ['Flow', 'Stage', 'Wiki']) log.record(draft('three', { target: { ...target, name } }));
    await log.close();
    const names = (await log.find('three')).map(({ target_name }) => target_name);
    expect(names).toEqual(['Flow', 'Stage', 'Wiki']);
  });

  test('what waits is written by itself', async () => {
    const log = createDecisionLog(there.database, { log: silent, patience: 1 });
    log.record(draft('by-itself'));
    await expect
      .poll(async () => {
        const { rows } = await there.database.pool.query(
          "select 1 from decisions where request_id = 'by-itself'",
        );
        return rows.length;
      })
      .toBe(1);
    await log.close();
  });

  test('text that no database keeps is kept as far as it goes, and holds up nobody', async () => {
    const log = createDecisionLog(there.database, { log: silent });
    const strange = 'nul \0 half \uD800 end';
    const request = aRequest({
      context: { [strange]: strange },
      http_request: anHttpRequest({ user_agent: strange }),
    });
    log.record(draft('strange', { request, target: { ...target, name: strange } }));
    log.record(draft('plain'));
    await log.close();
    expect(await log.find('strange')).toMatchObject([{ target_name: 'nul \uFFFD half \uFFFD end' }]);
    expect(await log.find('plain')).toHaveLength(1);
  });

  test('a decision that the table refuses is left out, its neighbours are not', async () => {
    const errors: string[] = [];
    const log = createDecisionLog(there.database, {
      log: { ...silent, error: (_detail, message) => errors.push(message) },
    });
    const good = draft('neighbour');
    log.record(good);
    log.record(
      draft('refused', { request: { ...good.request, user: { ...good.request.user, pk: 2 ** 40 } } }),
    );
    log.record(draft('neighbour'));
    await log.close();
    expect(await log.find('neighbour')).toHaveLength(2);
    expect(await log.find('refused')).toEqual([]);
    expect(errors).toEqual(['a decision does not fit its log']);
  });

  test('memory is bounded while the database does not answer, the caller never fails, and the newest are kept', async () => {
    const dead = openDatabase({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 200 });
    const errors: string[] = [];
    const log = createDecisionLog(dead, {
      log: { ...silent, error: (_detail, message) => errors.push(message) },
      limit: 10,
      patience: 60_000,
    });
    for (let i = 0; i < 25; i++) log.record(draft(`dead-${i}`));
    await log.flush();
    await log.close();
    expect(errors).toContain('decisions were dropped: the log could not keep up');
    expect(errors).toContain('decisions could not be written yet');
    expect(errors.at(-1)).toBe('decisions were lost: the database does not answer');
    await dead.close();
  });

  test('old decisions are forgotten, younger ones are not', async () => {
    const log = createDecisionLog(there.database, { log: silent });
    const old = aRequest({ time: NOON - 1_000, http_request: anHttpRequest({ request_id: 'old' }) });
    log.record(draft('old', { request: old }));
    log.record(draft('young'));
    await log.flush();
    expect(await log.prune(new Date(NOON - 500))).toBe(1);
    expect(await log.find('old')).toEqual([]);
    expect(await log.find('young')).toHaveLength(1);
    await log.close();
  });
});
