import { readFileSync, type Stats, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Reader, type Response } from 'maxmind';
import type { Log } from '../../core/log.ts';

/** A file of addresses in MaxMind's format, which is read when somebody asks, and again when it has changed. */
export interface AddressDatabase {
  /** The record of an address and the length of its block; undefined where the file does not know the address. */
  find(address: string): { readonly record: unknown; readonly prefix: number } | undefined;
  /** Reads the file before somebody asks. Never rejects. */
  open(): Promise<void>;
  /** Looks whether a file that was asked for has changed, and reads it if it has. Never rejects. */
  follow(): Promise<void>;
}

export interface AddressDatabaseOptions {
  readonly path: string;
  /** What the log calls it: places, networks. */
  readonly title: string;
  readonly log: Log;
  /** Called where records are others from now on. */
  readonly changed: () => void;
}

/** What tells one version of a file from the next: also one of the same size, and one that may be read at last. */
const versionOf = ({ mtimeMs, ctimeMs, size, ino }: Stats): string => `${mtimeMs} ${ctimeMs} ${size} ${ino}`;

const unreachable = (error: unknown): string => `unreachable: ${String(error)}`;

/** Throws where the file is none, or only part of one: its description stands at its end. */
function readerOf(data: Buffer): Reader<Response> {
  const reader = new Reader<Response>(data);
  const { nodeCount, searchTreeSize } = reader.metadata;
  if (!(nodeCount > 0) || !(searchTreeSize < data.length)) throw new Error('the file is not whole');
  return reader;
}

export function createAddressDatabase(options: AddressDatabaseOptions): AddressDatabase {
  const { path, title, log, changed } = options;
  let reader: Reader<Response> | undefined;
  /** The version that was read or tried last; undefined before anybody has asked. */
  let tried: string | undefined;
  let damaged = false;

  function take(data: Buffer): void {
    reader = readerOf(data);
    damaged = false;
    changed();
    const { databaseType: type, buildEpoch: built } = reader.metadata;
    log.info({ path, type, built }, `the database of ${title} was read`);
  }

  function complain(error: unknown): void {
    const now = reader ? 'the former one stays in use' : 'until it can, addresses are unknown to it';
    log.error({ err: error, path }, `the database of ${title} cannot be read; ${now}`);
  }

  function openNow(): void {
    try {
      tried = versionOf(statSync(path));
      take(readFileSync(path));
    } catch (error) {
      tried ??= unreachable(error);
      complain(error);
    }
  }

  async function read(): Promise<void> {
    try {
      const version = await stat(path).then(versionOf, unreachable);
      if (version === tried) return;
      tried = version;
      take(await readFile(path));
    } catch (error) {
      complain(error);
    }
  }

  return {
    open: read,
    async follow() {
      if (tried !== undefined) await read();
    },
    find(address) {
      if (tried === undefined) openNow();
      if (!reader) return undefined;
      // A tree of IPv4 addresses would take the beginning of an IPv6 address for one of its own.
      if (reader.metadata.ipVersion === 4 && address.includes(':')) return undefined;
      try {
        const [record, prefix] = reader.getWithPrefixLength(address);
        return record === null ? undefined : { record, prefix };
      } catch (error) {
        if (!damaged) log.error({ err: error, path }, `the database of ${title} is damaged`);
        damaged = true;
        return undefined;
      }
    },
  };
}
