import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { AllowedDestination } from '../configuration/destinations.ts';
import { isAllowedHost, mayReach, REFUSALS } from './rules.ts';

/** All addresses of a host. */
export type Resolver = (host: string) => Promise<readonly LookupAddress[]>;

/** Ends a connection before it is made: the host has an address that may not be reached. */
export class PrivateAddressError extends Error {
  constructor() {
    super(REFUSALS.private_address);
    this.name = 'PrivateAddressError';
  }
}

/** Asks as the operating system does, `/etc/hosts` included. */
export const systemResolver: Resolver = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/**
 * Names are looked up here, once, and the socket connects to exactly the addresses that were checked: a name that
 * changes its mind between check and connection (DNS rebinding) gains nothing. One bad address among several refuses
 * the host, because a retry might take the other one.
 */
export function guardedLookup(
  port: number,
  allow: readonly AllowedDestination[],
  resolver: Resolver,
): LookupFunction {
  return (host, options, callback) => {
    resolver(host).then(
      (addresses) => {
        const name = host.toLowerCase().replace(/\.$/, '');
        const free = isAllowedHost(allow, name, port);
        const [first] = addresses;
        const sound = addresses.every(
          ({ address }) => isIP(address) !== 0 && (free || mayReach(allow, address, port)),
        );
        if (first === undefined || !sound) callback(new PrivateAddressError(), '');
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}
