import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import type { FlowTokens } from '../core/flow/ports.ts';
import { memoryFlowTokens } from '../core/testing/flow-tokens.ts';
import { createFlowTokens } from './flow-tokens.ts';

let postern: TestPostern;
let flow: string;
let user: number;
const now = Date.now();

beforeAll(async () => {
  postern = await testPostern();
  const made = await postern.call('POST', '/flows/instances/', {
    body: { name: 'back', slug: 'back', title: 'Back', designation: 'recovery' },
  });
  flow = made.body.pk;
  user = (await postern.account('ada')).pk;
});
afterAll(() => postern.end());

const token = () => `token-${randomUUID()}`;
const kept = () => ({ flow, user, created: now, expires: now + 60_000 });

/** What every store of links promises; the fake of the tests is held to the same. */
describe.each([
  { name: 'in memory', make: (): FlowTokens => memoryFlowTokens() },
  { name: 'in PostgreSQL', make: (): FlowTokens => createFlowTokens(postern.database.database) },
])('links $name', ({ make }) => {
  test('a link is taken by exactly one of many', async () => {
    const tokens = make();
    const one = token();
    await tokens.put(one, kept());
    const taken = await Promise.all(Array.from({ length: 20 }, () => tokens.take(one, flow, now)));
    expect(taken.filter(Boolean)).toEqual([kept()]);
  });

  test('a newer link of the same person for the same flow replaces the older', async () => {
    const tokens = make();
    const [old, young] = [token(), token()];
    await tokens.put(old, kept());
    await tokens.put(young, kept());
    expect(await tokens.take(old, flow, now)).toBeUndefined();
    expect(await tokens.take(young, flow, now)).toEqual(kept());
  });

  test('one that is offered replaces only what does not work any more', async () => {
    const tokens = make();
    const [first, second] = [token(), token()];
    const later = { ...kept(), created: now + 60_000, expires: now + 120_000 };
    expect(await tokens.offer(first, kept())).toBe(true);
    expect(await tokens.offer(second, { ...kept(), created: now + 59_999 })).toBe(false);
    expect(await tokens.peek(first, flow, now)).toEqual(kept());
    expect(await tokens.offer(second, later)).toBe(true);
    expect(await tokens.take(second, flow, now + 60_000)).toEqual(later);
  });

  test.each([
    { why: 'it has expired', ask: () => ({ flow, at: now + 60_000 }) },
    { why: 'it is for another flow', ask: () => ({ flow: randomUUID(), at: now }) },
  ])('a link opens nothing where $why', async ({ ask }) => {
    const tokens = make();
    const one = token();
    await tokens.put(one, kept());
    const { flow: asked, at } = ask();
    expect(await tokens.take(one, asked, at)).toBeUndefined();
  });

  test('what has expired is purged, what has not stays', async () => {
    const tokens = make();
    const one = token();
    await tokens.put(one, kept());
    expect(await tokens.purge(now + 59_999)).toBe(0);
    expect(await tokens.purge(now + 60_000)).toBe(1);
    expect(await tokens.take(one, flow, now)).toBeUndefined();
  });
});

describe('links in PostgreSQL', () => {
  test('the table does not hold what the link holds', async () => {
    const one = token();
    await createFlowTokens(postern.database.database).put(one, kept());
    const { rows } = await sql<{ row: string }>`select flow_tokens::text as row from flow_tokens`.execute(
      postern.database.database.kysely,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(one);
    expect(rows[0]?.row).not.toContain(Buffer.from(one).toString('hex'));
  });

  test.each([
    { why: 'the person was deactivated', change: { is_active: false } },
    {
      why: 'the person has set a password since',
      change: { password_change_date: new Date(now + 1).toISOString() },
    },
  ])('a link stops working where $why', async ({ change }) => {
    const tokens = createFlowTokens(postern.database.database);
    const model = postern.catalogue.model('authentik_core.user');
    const one = token();
    await tokens.put(one, kept());
    await postern.objects.update(model, user, change);
    expect(await tokens.take(one, flow, now)).toBeUndefined();
    await postern.objects.update(model, user, { is_active: true, password_change_date: null });
  });
});
