import { isIPv4, isIPv6 } from 'node:net';
import type { Parsed } from './parsed.ts';

/** Where the server listens. `host` is null for every address of the machine; port 0 takes a free one. */
export interface ListenAddress {
  readonly host: string | null;
  readonly port: number;
}

/** Reads `:9000`, `127.0.0.1:9000`, `localhost:9000`, `[::1]:9000`. */
export function listenAddress(text: string): Parsed<ListenAddress> {
  const found = /^(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^:[\]]*)):(?<port>[^:]*)$/.exec(text)?.groups;
  if (!found) return { reason: reasonFor(text) };
  const { bracketed, plain = '', port = '' } = found;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return { reason: 'The port has to be a whole number from 0 to 65535.' };
  }
  if (bracketed !== undefined && !isIPv6(bracketed)) {
    return { reason: 'What stands in brackets has to be an IPv6 address.' };
  }
  if (plain !== '' && !isIPv4(plain) && !isHostName(plain)) {
    return { reason: 'The host has to be an IP address or a host name.' };
  }
  return { value: { host: bracketed ?? (plain || null), port: Number(port) } };
}

function reasonFor(text: string): string {
  if (/^\d+$/.test(text)) return `Write a colon before the port: ":${text}".`;
  if (isIPv6(text) || isIPv6(text.replace(/:\d+$/, ''))) return 'Put the IPv6 address in brackets.';
  if (text.includes('//')) return 'Write host and port only, with neither scheme nor path.';
  return 'Write a host and a port with a colon between them.';
}

/** A host name after RFC 1123; one that ends in a number would be read as an IPv4 address. */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  const wellFormed = labels.every((label) => /^[a-z0-9_](?:[-a-z0-9_]{0,61}[a-z0-9_])?$/i.test(label));
  return text.length <= 253 && wellFormed && !/^(?:\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '');
}
