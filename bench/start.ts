import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { descendants, memoryOf, startProgram } from './program.ts';

const STARTS = 5;
/** Milliseconds after which nothing is done any more that a start has begun. */
const IDLE = 10_000;
/** PostgreSQL is looked at so often, so far apart (milliseconds): its sessions come and go with the jobs of a minute. */
const LOOKS = 12;
const APART = 5_000;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Milliseconds until a process of Node has read an empty program: what no start can be quicker than. */
async function bare(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}

/** How long a start takes, and how much memory is in use when nobody asks for anything. */
export async function start(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  chmodSync(folder, 0o711); // started by root, PostgreSQL runs as another account and must get through
  const data = join(folder, 'data');
  const settings = { POSTERN_DATA_DIR: data, POSTERN_BOOTSTRAP_PASSWORD: 'correct horse battery staple' };
  try {
    const first = await startProgram(settings);
    await first.stop();
    const times: number[] = [];
    const floor: number[] = [];
    for (let count = 0; count < STARTS; count++) {
      floor.push(await bare());
      const again = await startProgram(settings);
      times.push(again.ready);
      await again.stop();
    }
    const idle = await startProgram(settings);
    await sleep(IDLE);
    const node = memoryOf(idle.pid);
    const looks: number[] = [];
    while (looks.length < LOOKS) {
      looks.push(memoryOfPostgres(join(data, 'postgres')));
      await sleep(APART);
    }
    const postgres = median(looks);
    await fetch(`${idle.origin}/flows/-/default/authentication/`);
    await sleep(IDLE);
    const visited = memoryOf(idle.pid);
    await idle.stop();
    const second = median(times) / 1_000;
    return [
      { name: 'ready on the first start (creates the database)', unit: 's', value: first.ready / 1_000 },
      {
        name: `ready on a second start, median of ${STARTS}`,
        unit: 's',
        value: second,
        target: '<= 2',
        met: second <= 2,
        floor: `an empty Node: ${(median(floor) / 1_000).toFixed(2)} s`,
      },
      {
        name: `idle memory of the Node process (PSS), ${IDLE / 1_000} s after a start`,
        unit: 'MB',
        value: node,
        target: '<= 150',
        met: node <= 150,
      },
      { name: 'the same after the first visitor, with the sandbox warm', unit: 'MB', value: visited },
      {
        name: `idle memory of PostgreSQL (sum of PSS), median over ${(LOOKS * APART) / 1_000} s, at most ${Math.max(...looks).toFixed(1)}`,
        unit: 'MB',
        value: postgres,
        target: '<= 40',
        met: postgres <= 40,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of the server whose cluster lies below this folder, with all its backends. */
function memoryOfPostgres(home: string): number {
  const pid = Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return [pid, ...descendants(pid)].reduce((sum, each) => sum + memoryOf(each), 0);
}
