import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'postern';
export const CLIENT_SECRET = 'the-secret-of-the-upstream-client';

/** A person at the upstream provider: their claims, `sub` among them. */
export type Person = Readonly<Record<string, unknown>> & { readonly sub: string };

export interface Upstream {
  readonly origin: string;
  readonly wellKnown: string;
  /** Who is sitting in front of the browser: the next sign-in is theirs. */
  person: Person;
  /** Looks at each request first; true: it has answered, or never will. */
  before: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Another provider of OpenID Connect, certified and not ours, on a port of its own. Its people need no password. */
export async function startUpstream(callbacks: readonly string[]): Promise<Upstream> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const people = new Map<string, Person>();
  const upstream: Upstream = {
    origin,
    wellKnown: `${origin}/.well-known/openid-configuration`,
    person: { sub: 'nobody' },
    before: () => false,
    asked: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [...callbacks],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'upstream' }] },
    cookies: { keys: ['a key of the test'] },
    scopes: ['openid', 'profile', 'email'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
    async loadExistingGrant(context) {
      const { client, session, provider: own } = context.oidc;
      const grant = new own.Grant({
        clientId: String(client?.clientId),
        accountId: String(session?.accountId),
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  });
  provider.on('server_error', (_context, error) => console.error(error));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    upstream.asked.push(request.url?.split('?')[0] ?? '');
    if (upstream.before(request, response)) return;
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response);
    people.set(upstream.person.sub, upstream.person);
    await provider.interactionFinished(request, response, { login: { accountId: upstream.person.sub } });
  }
  return upstream;
}
