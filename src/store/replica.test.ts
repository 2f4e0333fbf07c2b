import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { application } from '../core/application/models.ts';
import { group, user } from '../core/directory/models.ts';
import { silent } from '../core/log.ts';
import type { Change } from '../core/model/model.ts';
import { policyBinding } from '../core/policy/models.ts';
import { createObjects } from './objects.ts';
import { type RunningReplica, startReplica } from './replica.ts';

const MODELS = [user, group, application, policyBinding];
const HOUR = 3_600_000;

let db: TestDatabase;
let replica: RunningReplica;
let later = 0;
const follow = () => startReplica(db.database, MODELS, { log: silent, now: () => Date.now() + later });

beforeAll(async () => {
  db = await testDatabase();
  replica = await follow();
});
afterAll(async () => {
  await replica?.close();
  await db?.drop();
});

const run = (text: string, ...values: unknown[]) => db.database.pool.query(text, values);

async function made(text: string, ...values: unknown[]): Promise<string> {
  const { rows } = await run(`${text} returning pk`, ...values);
  await replica.catchUp();
  return rows[0].pk;
}

const aGroup = () => made('insert into groups (name) values ($1)', randomUUID());

/** Connections with an open transaction each, in the order of their ids. */
async function open(count: number): Promise<pg.PoolClient[]> {
  const clients: pg.PoolClient[] = [];
  for (let index = 0; index < count; index++) {
    const client = await db.database.pool.connect();
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    clients.push(client);
  }
  return clients;
}

async function end(client: pg.PoolClient | undefined): Promise<void> {
  await client?.query('commit');
  client?.release();
}

describe('a copy', () => {
  test('is what the store says of the row, without what copies leave out', async () => {
    const objects = createObjects(db.database, replica);
    const parent = await aGroup();
    const member = await made(`insert into users (username, password, attributes, config)
      values ('ada', 'a hash', '{"a": [1, 2.5, null, "\\u00e4\\"}"]}', '{"settings": {"b": "}"}}')`);
    await run('insert into user_groups values ($1, $2)', member, parent);
    const app = await made(`insert into applications (name, slug, config)
      values ('app', 'app', '{"policy_engine_mode": "all", "meta_publisher": ""}')`);
    const binding = await made(
      'insert into policy_bindings (target, "group", "order", expires) values ($1, $2, 3, now())',
      app,
      parent,
    );
    await replica.catchUp();
    const fresh = await follow();
    for (const [model, pk] of [
      [user, member],
      [group, parent],
      [application, app],
      [policyBinding, binding],
    ] as const) {
      const stored = Object.fromEntries(
        Object.entries((await objects.find(model, { pk })) ?? {}).filter(
          ([field]) => !model.unreplicated.includes(field),
        ),
      );
      for (const copy of [replica, fresh]) {
        const row = copy.get(model.table, pk);
        expect(row).toMatchObject(stored);
        for (const field of model.unreplicated) expect(row).not.toHaveProperty(field);
      }
    }
    await fresh.close();
  });

  test('has the column where a document has a field of that name', async () => {
    const pk = await made(
      `insert into groups (name, config) values ($1, '{"name": "another", "pk": "another", "notes": "kept"}')`,
      'the column',
    );
    expect(replica.get('groups', pk)).toMatchObject({ pk, name: 'the column', notes: 'kept' });
  });
});

describe('transactions that overlap', () => {
  test('a row that is committed after a younger one is read all the same', async () => {
    const [older] = await open(1);
    const young = await aGroup();
    const { rows } = (await older?.query('insert into groups (name) values ($1) returning pk', [
      randomUUID(),
    ])) ?? { rows: [] };
    await replica.catchUp();
    expect(replica.get('groups', young)).toBeDefined();
    expect(replica.get('groups', rows[0].pk)).toBeUndefined();
    await end(older);
    await replica.catchUp();
    expect(replica.get('groups', rows[0].pk)).toBeDefined();
  });

  test('what is read twice near the watermark is told once', async () => {
    const [holding] = await open(1);
    const changes: Change[] = [];
    const pk = await aGroup();
    const stop = replica.onChange((batch) => changes.push(...batch));
    await replica.catchUp();
    expect(changes).toEqual([]);
    await run('delete from groups where pk = $1', pk);
    await replica.catchUp();
    await replica.catchUp();
    stop();
    expect(changes).toEqual([{ table: 'groups', pk }]);
    await end(holding);
  });

  test.each(['followed', 'read anew'])(
    'a row that an older transaction has made again stays, its tombstone being younger: %s',
    async (how) => {
      const pk = await aGroup();
      const [older, holding] = await open(2);
      await run('delete from groups where pk = $1', pk);
      await older?.query('insert into groups (pk, name) values ($1, $2)', [pk, randomUUID()]);
      await end(older);
      const copy = how === 'followed' ? replica : await follow();
      for (let reads = 0; reads < 3; reads++) {
        await copy.catchUp();
        expect(copy.get('groups', pk)).toBeDefined();
      }
      await end(holding);
      await run('delete from groups where pk = $1', pk);
      await copy.catchUp();
      expect(copy.get('groups', pk)).toBeUndefined();
      if (copy !== replica) await copy.close();
    },
  );
});

test('after a long silence all is read anew, and what is gone is told', async () => {
  const [kept, gone] = [await aGroup(), await aGroup()];
  await run('alter table groups disable trigger user');
  await run('delete from groups where pk = $1', gone);
  await run('alter table groups enable trigger user');
  await replica.catchUp();
  expect(replica.get('groups', gone)).toBeDefined();
  const changes: Change[] = [];
  const stop = replica.onChange((batch) => changes.push(...batch));
  later += HOUR;
  await replica.catchUp();
  stop();
  expect(replica.get('groups', gone)).toBeUndefined();
  expect(replica.get('groups', kept)).toBeDefined();
  expect(changes).toContainEqual({ table: 'groups', pk: gone });
});
