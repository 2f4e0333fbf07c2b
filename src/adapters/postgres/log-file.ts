import { chownSync, closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import type { Account } from './account.ts';

const limit = 8 * 1024 * 1024;

/**
 * The server's own log. PostgreSQL writes to it directly, so that it goes on when this process is killed; it is kept
 * under 8 MB, with one older file of that size beside it.
 */
export class LogFile {
  readonly path: string;
  readonly #account: Account | undefined;

  constructor(path: string, account: Account | undefined) {
    this.path = path;
    this.#account = account;
  }

  /** A descriptor to write to; the caller closes it. Appending, so that `bound` may empty the file under a writer. */
  open(): number {
    this.bound();
    const descriptor = openSync(this.path, 'a', 0o600);
    this.#give(this.path);
    return descriptor;
  }

  /** Moves the content to `<path>.1` when the file has grown too long. */
  bound(): void {
    if (this.size() < limit) return;
    copyFileSync(this.path, `${this.path}.1`);
    this.#give(`${this.path}.1`);
    truncateSync(this.path);
  }

  size(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What was written since the file had `offset` bytes; at most the last 16 KB of it. */
  since(offset: number): string {
    const end = this.size();
    const start = Math.max(Math.min(offset, end), end - 16_384);
    if (end === start) return '';
    const buffer = Buffer.alloc(end - start);
    const descriptor = openSync(this.path, 'r');
    try {
      return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, start));
    } finally {
      closeSync(descriptor);
    }
  }

  #give(path: string): void {
    if (this.#account !== undefined) chownSync(path, this.#account.uid, this.#account.gid);
  }
}
