import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

/** What a node says about its database when it is ready. */
export type Ready = {
  readonly connection: pg.PoolConfig;
  readonly pid: number;
  readonly adopted: boolean;
  readonly description: string;
};

/** How to start a node on a data folder; it speaks the lines of `writer.ts` on its standard output. */
export type Command = (order: { dataDir: string; writers: number; first: number }) => readonly string[];

export type StartOptions = { readonly uid?: number; readonly gid?: number };

export const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

/** The writer program of this folder as the node. */
export const writerCommand: Command = (order) => [process.execPath, writer, JSON.stringify(order)];

/** A running node under test. */
export class Subject {
  readonly child: ChildProcess;
  readonly acknowledged: number[] = [];
  readonly ready: Promise<Ready>;
  readonly ended: Promise<void>;
  #waiting: { count: number; resolve: () => void }[] = [];

  constructor(command: readonly string[], options: StartOptions = {}) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let complaints = '';
    this.child.stderr?.on('data', (text: Buffer) => {
      complaints += text;
    });
    const lines = createInterface({ input: this.child.stdout ?? process.stdin });
    this.ready = new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const [word, rest] = [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1)];
        if (word === 'ack') this.#acknowledge(Number(rest));
        if (word === 'ready') resolve(JSON.parse(rest));
        if (word === 'failed') reject(new Error(rest));
      });
      this.child.once('error', reject);
      this.child.once('close', (code) => reject(new Error(`The node ended with ${code}. ${complaints}`)));
    });
    this.ready.catch(() => undefined); // whoever waits for it sees the error
    this.ended = new Promise((resolve) => {
      this.child.once('close', () => resolve());
    });
  }

  /** Resolves when `count` more rows were acknowledged from now on. */
  async acknowledges(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ count: wanted, resolve });
      void this.ended.then(() => reject(new Error('The node ended while it should have written.')));
    });
  }

  /** Ends the node at once, as `kill -9` does, and waits until all it has said is read. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends the node as an administrator does. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }

  #acknowledge(id: number): void {
    this.acknowledged.push(id);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.acknowledged.length < count) return true;
      resolve();
      return false;
    });
  }
}
