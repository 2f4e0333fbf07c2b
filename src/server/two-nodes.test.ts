import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { signedIn } from '../../test/signed-in.ts';
import { loadConfiguration } from '../adapters/configuration/load.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { compose, type Postern } from './compose.ts';
import { SESSION_COOKIE } from './identify.ts';

const NAME = 'second-node-of-the-test';

/** Two nodes on one database: `first` is changed, `second` has to follow. */
let first: TestPostern;
let second: Postern;
let connections: Database;
let ada: Account;
let application: string;
let binding: string;

beforeAll(async () => {
  first = await testPostern();
  connections = openDatabase({ ...first.database.connection, application_name: NAME });
  second = await compose({
    configuration: loadConfiguration({}, () => ''),
    database: connections,
    log: pino({ level: 'silent' }),
  });
  ada = await first.account('ada');
  application = (await made('/core/applications/', { name: 'Wiki', slug: 'wiki' })).pk;
  binding = (await made('/policies/bindings/', { target: application, user: ada.pk, order: 0 })).pk;
});
afterAll(async () => {
  await second?.close();
  await connections?.close();
  await first?.end();
});

async function made(path: string, body: object): Promise<{ pk: string }> {
  const answer = await first.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Turns the binding around on the first node. */
async function change(negate: boolean): Promise<void> {
  const { status } = await first.call('PATCH', `/policies/bindings/${binding}/`, { body: { negate } });
  expect(status).toBe(200);
}

/** What the second node decides about Ada. */
async function decides(): Promise<boolean> {
  const user = second.graph.user(ada.pk);
  if (!user) throw new Error('the second node does not know Ada');
  return (await second.decisions.decide(application, { user, http_request: null })).passing;
}

const followed = (passing: boolean) => expect.poll(decides, { timeout: 10_000, interval: 1 }).toBe(passing);

/** Ends the connection through which the second node hears of changes; the query that it sent last tells it. */
async function deafen(): Promise<number> {
  const { rowCount } = await first.database.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = $1 and query ilike 'listen "postern%'`,
    [NAME],
  );
  return rowCount ?? 0;
}

describe('two nodes on one database', () => {
  test('a binding changed on one decides on the other', async () => {
    await followed(true);
    await change(true);
    await followed(false);
    await change(false);
    await followed(true);
  });

  test('a group taken from somebody on one counts on the other', async () => {
    const group = await made('/core/groups/', { name: 'staff', users: [ada.pk] });
    const wanted = (await made('/policies/bindings/', { target: application, group: group.pk, order: 1 })).pk;
    await change(true); // only the group lets her in
    await followed(true);
    await first.call('POST', `/core/groups/${group.pk}/remove_user/`, { body: { pk: ada.pk } });
    await followed(false);
    await first.call('DELETE', `/policies/bindings/${wanted}/`);
    await change(false);
    await followed(true);
  });

  test('A66: a session deleted on one is dead at once on the other, and another of the same person is not', async () => {
    const signIn = async () => {
      const { key, session } = await signedIn(second.sessions, second.graph.user(ada.pk));
      return { cookie: `${SESSION_COOKIE}=${key}`, uuid: session.uuid };
    };
    const me = async (cookie: string) =>
      (await second.server.inject({ url: '/api/v3/core/users/me/', headers: { cookie } })).statusCode;

    const [lost, kept] = [await signIn(), await signIn()];
    expect(await me(lost.cookie)).toBe(200);
    const gone = await first.call('DELETE', `/core/authenticated_sessions/${lost.uuid}/`);
    expect(gone.status).toBe(204);
    expect(await me(lost.cookie)).toBe(403);
    expect(await me(kept.cookie)).toBe(200);
  });

  test('no change is lost while the connection that listens is killed again and again', async () => {
    let kills = 0;
    let wanted = true;
    for (let count = 0; count < 60; count++) {
      wanted = !wanted;
      if (count % 4 === 0) kills += await deafen();
      await change(wanted === false);
      await followed(wanted);
    }
    // A killed connection takes a moment to come back, so that not every kill meets one.
    expect(kills).toBeGreaterThan(3);
  });
});
