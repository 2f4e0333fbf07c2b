import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { findPostmaster, stopPostmaster } from '../../src/adapters/postgres/postmaster.ts';
import { silent } from '../../src/core/log.ts';
import { type Command, Subject } from './subject.ts';

const writers = 4;
/** Rows that must be acknowledged before each kill, so that every round loses its server in the midst of writing. */
const rowsBefore = 40;
/** A minute on a quiet machine for all; much more where the machine has other work. */
const patience = 300_000;

/**
 * The promise of durability, for any program that speaks the lines of `writer.ts`: killed at any moment under writes,
 * alone or with its database, it starts again unattended and has every row that it acknowledged.
 */
export function keepsWhatItAcknowledged(name: string, command: Command, times: number): void {
  describe(`${name} keeps every row that it acknowledged`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-durability-'));
    chmodSync(folder, 0o711);
    const dataDir = join(folder, 'postgres');
    const acknowledged: number[] = [];
    let node: Subject | undefined;

    const start = async () => {
      const first = (acknowledged.at(-1) ?? 0) + 1_000;
      node = new Subject(command({ dataDir, writers, first }));
      return { node, ...(await node.ready) };
    };
    const atSomeMoment = async (subject: Subject) => {
      await subject.acknowledges(rowsBefore);
      await sleep(Math.random() * 60);
    };
    /** The server that came after those: rows that were acknowledged before it are still being read meanwhile. */
    const another = async (former: ReadonlySet<number>) => {
      for (;;) {
        const pid = findPostmaster({ cluster: join(dataDir, 'cluster') });
        if (pid !== undefined && !former.has(pid)) return pid;
        await sleep(5);
      }
    };
    const collect = (subject: Subject) => {
      acknowledged.push(...subject.acknowledged.splice(0));
      acknowledged.sort((a, b) => a - b);
    };

    afterAll(async () => {
      await node?.kill();
      const pid = findPostmaster({ cluster: join(dataDir, 'cluster') });
      if (pid !== undefined) await stopPostmaster(pid, silent);
      rmSync(folder, { recursive: true, force: true });
    });

    test(
      `when the node is killed, ${times} times: PostgreSQL lives on and is adopted`,
      async () => {
        let before: number | undefined;
        for (let n = 0; n < times; n++) {
          const { node, pid, adopted, connection } = await start();
          expect(adopted).toBe(n > 0);
          if (before !== undefined) expect(pid).toBe(before);
          before = pid;
          expect(await lost(connection, acknowledged)).toEqual([]);
          await atSomeMoment(node);
          await node.kill();
          collect(node);
        }
        const { node, connection } = await start();
        expect(await lost(connection, acknowledged)).toEqual([]);
        await node.stop();
        collect(node);
        expect(acknowledged.length).toBeGreaterThanOrEqual(times * rowsBefore);
      },
      patience,
    );

    test(
      `when PostgreSQL is killed, ${times} times: the node brings it back by itself`,
      async () => {
        const { node, connection } = await start();
        const pids = new Set<number>();
        for (let n = 0; n < times; n++) {
          await atSomeMoment(node);
          const pid = await another(pids);
          pids.add(pid);
          process.kill(pid, 'SIGKILL');
          await node.acknowledges(1);
        }
        await atSomeMoment(node);
        expect(pids.size).toBe(times);
        collect(node);
        expect(await lost(connection, acknowledged)).toEqual([]);
        await node.stop();
        collect(node);
      },
      patience,
    );

    test(
      `when both are killed, ${times} times: the next start recovers`,
      async () => {
        for (let n = 0; n < times; n++) {
          const { node, pid, adopted, connection } = await start();
          expect(adopted).toBe(false);
          expect(await lost(connection, acknowledged)).toEqual([]);
          await atSomeMoment(node);
          if (n % 2 === 0) process.kill(pid, 'SIGKILL');
          const killed = node.kill();
          if (n % 2 === 1) process.kill(pid, 'SIGKILL');
          await killed;
          collect(node);
        }
        const { node, connection } = await start();
        expect(await lost(connection, acknowledged)).toEqual([]);
        await node.stop();
      },
      patience,
    );
  });
}

/** The acknowledged rows that are not there. */
async function lost(connection: pg.PoolConfig, acknowledged: readonly number[]): Promise<number[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from unnest($1::bigint[]) acknowledged(id) where not exists (select from written where written.id = acknowledged.id)',
      [acknowledged],
    );
    return rows.map(({ id }) => Number(id));
  } finally {
    await client.end();
  }
}
