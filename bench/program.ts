import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, flags } from '../scripts/node.mjs';

/** The real program, as `npm start` runs it. */
export interface Program {
  /** `http://127.0.0.1:43210` */
  readonly origin: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to the first 204 of `/-/health/ready/`. */
  readonly ready: number;
  stop(): Promise<void>;
}

/** Starts the program and waits until it says over HTTP that it is ready. */
export async function startProgram(settings: Readonly<Record<string, string>>): Promise<Program> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [...flags, join(import.meta.dirname, '..', 'src', 'server', 'main.ts')],
    {
      env: {
        PATH: process.env.PATH,
        ...environment,
        POSTERN_LISTEN: `127.0.0.1:${port}`,
        POSTERN_LOG_LEVEL: 'error',
        ...settings,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await readiness(child, `${origin}/-/health/ready/`);
  return {
    origin,
    pid: child.pid ?? 0,
    ready: performance.now() - began,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function readiness(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0, // it does not listen yet
    );
    if (status === 204) return;
    await sleep(10);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}

/** Memory of a process in MB (10^6 bytes), what it shares with others divided among them. Linux only. */
export function memoryOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return (Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024) / 1e6;
}

/** Processor time of a process in milliseconds, 0 where it has ended. Linux only. */
export function processorTimeOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The processes that a process has started, and those that they have. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ');
      parents.set(Number(entry), Number(fields?.[1]));
    } catch {
      // It has ended since.
    }
  }
  const below = (parent: number): number[] =>
    [...parents].flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}
