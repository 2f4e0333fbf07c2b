import type { FastifyRequest } from 'fastify';
import type { Accounts } from '../app/directory/accounts.ts';
import type { Sessions, SignedIn } from '../app/directory/sessions.ts';
import type { Actor } from '../core/directory/ports.ts';
import { ANONYMOUS, type HttpFacts } from '../core/policy/request.ts';
import { Problem } from '../core/problem/problem.ts';
import { type Identify, readCookie } from './http.ts';

export const SESSION_COOKIE = 'postern_session';

/** A bearer token of the API, else the session's cookie, else nobody. A bad token is an error, never "anonymous". */
export function createIdentify({ accounts, sessions }: { accounts: Accounts; sessions: Sessions }): Identify {
  return async (request: FastifyRequest, http: HttpFacts): Promise<Actor> => {
    const { authorization } = request.headers;
    // Protocol endpoints have credentials of their own under the same header.
    if (authorization !== undefined && /^\/(api|-)\//.test(request.url)) {
      const key = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1];
      const user = key ? await accounts.byToken(key) : undefined;
      if (!user) throw new Problem('authentication_failed', { detail: 'Token invalid/expired' });
      return { user, session: null, via: 'token', http };
    }
    const cookie = readCookie(request, SESSION_COOKIE);
    const found = cookie === undefined ? undefined : await sessions.find(cookie, http);
    if (found) return { ...found, via: 'session', http: { ...http, ...impersonator(found) } };
    return { user: ANONYMOUS, session: null, via: 'anonymous', http };
  };
}

/** Goes with everything that the request causes: who really sits there. */
function impersonator({ user, original }: SignedIn): Pick<HttpFacts, 'impersonator'> {
  if (original?.pk == null || user.pk === null) return {};
  const { pk, username, email } = original;
  return { impersonator: { pk, username, email, as: user.pk } };
}
