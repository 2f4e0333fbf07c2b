import { isIP } from 'node:net';
import { type Mail, MailFailure } from '../../core/mail/port.ts';
import type { MailServer } from '../../core/mail/server.ts';
import type { AllowedDestination } from '../configuration/destinations.ts';
import { guardedLookup, PrivateAddressError, type Resolver, systemResolver } from '../egress/lookup.ts';
import { createMail } from './mail.ts';

/**
 * Mail servers that people enter. They are called like every other address that somebody entered: not in private
 * networks, unless the operator allowed it, and at exactly the address that was checked.
 */
export const guardedMail =
  (options: {
    readonly allow: readonly AllowedDestination[];
    /** The sender where a server has none of its own. */
    readonly from: string;
    readonly resolver?: Resolver;
  }) =>
  (server: MailServer): Mail => ({
    async send(message) {
      const host = await addressOf(server, options.allow, options.resolver ?? systemResolver);
      const mail = createMail({
        ...server,
        host,
        from: server.from || options.from,
        ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
      });
      try {
        await mail.send(message);
      } finally {
        await mail.close();
      }
    },
  });

const addressOf = (
  { host, port }: MailServer,
  allow: readonly AllowedDestination[],
  resolver: Resolver,
): Promise<string> =>
  new Promise((resolve, reject) => {
    guardedLookup(port, allow, resolver)(host, {}, (error, address) => {
      if (error === null && typeof address === 'string') resolve(address);
      else if (error instanceof PrivateAddressError) reject(new MailFailure('invalid', error.message, error));
      else reject(new MailFailure('failed', 'The name of the mail server is unknown.', error));
    });
  });
