import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { NOBODY } from '../core/flow/credentials.ts';
import type { MailLimit } from '../core/mail/posting.ts';
import { createFlowTokens } from './flow-tokens.ts';
import { createOutbox } from './outbox.ts';

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

const outbox = () => createOutbox(postern.database.database);
const tokens = () => createFlowTokens(postern.database.database);
const mail = () => ({
  pk: randomUUID(),
  message: { to: ['ada@corp.test'], subject: 'Hello', text: 'Hello' },
  stage: null,
  expires: now + 60_000,
});
const link = (token: string, owner = user) => ({
  token,
  kept: { flow, user: owner, created: now, expires: now + 60_000, confirm: true },
});
const limit = (key: string, more: Partial<MailLimit> = {}): MailLimit => ({
  key,
  most: 2,
  window: 60_000,
  silent: false,
  ...more,
});

describe('the queue of mails', () => {
  test('keeps a mail and its link together', async () => {
    const [one, token] = [mail(), randomUUID()];
    expect(await outbox().put({ mail: one, now, link: link(token), limits: [] })).toEqual({ kept: true });
    expect(await outbox().find(one.pk)).toEqual(one);
    expect(await tokens().peek(token, flow, now)).toMatchObject({ user, confirm: true });
    await outbox().remove(one.pk);
    expect(await outbox().find(one.pk)).toBeUndefined();
  });

  test('of a mail that cannot be kept, no link is left', async () => {
    const token = randomUUID();
    const broken = { ...mail(), pk: 'no key' };
    await expect(
      outbox().put({ mail: broken, now, link: link(token), limits: [limit('lost')] }),
    ).rejects.toThrow();
    expect(await tokens().peek(token, flow, now)).toBeUndefined();
    const { rows } = await sql`select from mail_limits`.execute(postern.database.database.kysely);
    expect(rows).toHaveLength(0);
  });

  test('A49: of many at once exactly as many are kept as may be', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        outbox().put({ mail: mail(), now, limits: [limit('many'), limit('few', { most: 9 })] }),
      ),
    );
    expect(results.filter(({ kept }) => kept)).toHaveLength(2);
    expect(results.find(({ kept }) => !kept)).toMatchObject({ wait: expect.closeTo(60_000, -1) });
    expect(await outbox().put({ mail: mail(), now: now + 60_000, limits: [limit('many')] })).toEqual({
      kept: true,
    });
  });

  test('what is left out in silence leaves the last link as it is', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const silently = [limit('silent', { most: 1, silent: true })];
    await outbox().put({ mail: mail(), now, link: link(first), limits: silently });
    const late = mail();
    expect(await outbox().put({ mail: late, now, link: link(second), limits: silently })).toEqual({
      kept: true,
    });
    expect(await outbox().find(late.pk)).toMatchObject({ message: null });
    expect(await tokens().peek(second, flow, now)).toBeUndefined();
    expect(await tokens().peek(first, flow, now)).toBeDefined();
  });

  test('a link for nobody is no link, and no error', async () => {
    const token = randomUUID();
    const nothing = { ...mail(), message: null };
    expect(await outbox().put({ mail: nothing, now, link: link(token, NOBODY), limits: [] })).toEqual({
      kept: true,
    });
    expect(await tokens().peek(token, flow, now)).toBeUndefined();
  });

  test('A69: where a link leads back to can be read with the link only', async () => {
    const token = randomUUID();
    const resume = {
      binding: randomUUID(),
      execution: 'e',
      append: [],
      context: { prompt_data: { city: 'Ulm' } },
    };
    await tokens().put(token, { ...link(token).kept, inactive: true, resume });
    expect(await tokens().take(token, flow, now)).toMatchObject({ inactive: true, resume });
    await tokens().put(token, { ...link(token).kept, resume });
    const { rows } = await sql<{
      row: string;
    }>`select encode(state, 'escape') as row from flow_tokens`.execute(postern.database.database.kysely);
    expect(rows[0]?.row).not.toContain('Ulm');
  });

  test('what has expired is purged', async () => {
    const one = mail();
    await outbox().put({ mail: one, now, limits: [] });
    await outbox().purge(now + 59_999);
    expect(await outbox().find(one.pk)).toBeDefined();
    expect(await outbox().purge(now + 60_000)).toBeGreaterThan(0);
    expect(await outbox().find(one.pk)).toBeUndefined();
  });
});
