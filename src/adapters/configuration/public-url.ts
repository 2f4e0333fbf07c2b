import { isIP } from 'node:net';
import { parseAddress } from './network.ts';
import type { Parsed } from './parsed.ts';

/** Reads a public address: an origin and nothing more. The result has no slash at the end. */
export function publicUrl(text: string): Parsed<string> {
  if (!URL.canParse(text)) return { reason: 'This is no web address.' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { reason: 'Begin with https:// or http://.' };
  if (url.username !== '' || url.password !== '') return { reason: 'Leave out the user name and password.' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { reason: 'Leave out what follows the host: Postern lives at the root of its host.' };
  }
  return { value: url.origin };
}

/** What a request says of the place that it was sent to. */
export interface Arrival {
  /** The `Host` header (`:authority`), as sent. Forwarded hosts are never asked. */
  readonly host: string | undefined;
  /** The address and port of this end of the connection. */
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
}

/**
 * The origin that links in answers, mails and tokens are built on, without a slash at the end; null where none can be
 * trusted. A configured public URL always wins. Without one, the `Host` header counts only where lying about it gains
 * nothing: it names a loopback host, or the very address that the connection came in on.
 */
export function publicOrigin(configured: string | null, arrival: Arrival): string | null {
  if (configured !== null) return configured;
  const { host = '' } = arrival;
  const found = /^(?<name>\[[0-9a-f:.]{2,45}\]|[-a-z0-9.]{1,253})(?::(?<port>\d{1,5}))?$/i.exec(host)?.groups;
  if (!found?.name) return null;
  const port = found.port ?? '80';
  if (Number(port) < 1 || Number(port) > 65_535) return null;
  const name = found.name.toLowerCase();
  if (!isLoopback(name) && !(isLocal(name, arrival) && Number(port) === arrival.localPort)) return null;
  const origin = `http://${name}:${port}`;
  return URL.canParse(origin) ? new URL(origin).origin : null;
}

/** RFC 6761: `localhost` and what is below it never leave the machine. */
function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return /^[-a-z0-9.]+$/.test(name);
  return parseAddress(bare(name))?.range() === 'loopback';
}

function isLocal(name: string, { localAddress = '' }: Arrival): boolean {
  if (isIP(bare(name)) === 0) return false;
  const own = parseAddress(localAddress)?.toString();
  return own !== undefined && own === parseAddress(bare(name))?.toString();
}

const bare = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');
