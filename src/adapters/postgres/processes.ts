import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running program, as Linux shows it under /proc. */
export type Process = {
  readonly pid: number;
  readonly parent: number;
  /** The program's file; `(deleted)` follows where the file has been exchanged since. */
  readonly program: string;
  /** The working folder; `(deleted)` follows where it was wiped. */
  readonly folder: string;
};

/** Undefined for a process that has gone, is a zombie, or may not be inspected by us. */
export function inspect(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const program = readlinkSync(`/proc/${pid}/exe`);
    return { pid, parent: Number(parent), program, folder: readlinkSync(`/proc/${pid}/cwd`) };
  } catch {
    return undefined;
  }
}

/** Every process that we may inspect and that runs a program called `name`. */
export function processesOf(name: string): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => inspect(Number(entry)) ?? [])
    .filter((process) => runs(process, name));
}

export function runs({ program }: Process, name: string): boolean {
  return basename(program.replace(/ \(deleted\)$/, '')) === name;
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has gone, which is what signals are sent for here
  }
}

/** Whether the process was gone within `milliseconds`. */
export async function isGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (inspect(pid) !== undefined) {
    if (Date.now() > end) return false;
    await sleep(10);
  }
  return true;
}
