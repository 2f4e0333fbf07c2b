import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CookieChanges, Visitor } from '../core/flow/flows.ts';
import type { OAuth2Endpoint } from '../providers/oauth2/endpoint.ts';
import type { EndpointName } from '../providers/oauth2/ports.ts';
import { SUBMIT_SCRIPT_PATH } from '../providers/oauth2/replies.ts';

/** What the addresses of OAuth 2 need of the server around them. */
export interface OAuth2Routes {
  readonly endpoint: Pick<OAuth2Endpoint, 'answer'>;
  /** Who asks, and from which browser. */
  visitor(request: FastifyRequest): Promise<Visitor> | Visitor;
  /** `https://id.example.com`: the address under which this server was reached, as far as the configuration trusts it. */
  origin(request: FastifyRequest): string;
  applyCookies(reply: FastifyReply, changes: CookieChanges): void;
}

/** The largest form that is read, in bytes. */
const LARGEST_FORM = 49_152;

type Params = { readonly slug?: string; readonly key?: string };

const ROUTES: readonly (readonly [path: string, endpoint: EndpointName, methods: readonly Method[]])[] = [
  [SUBMIT_SCRIPT_PATH, 'submit-script', ['GET']],
  ['/application/o/authorize/', 'authorize', ['GET', 'POST']],
  ['/application/o/authorize/:key/', 'resume', ['GET']],
  ['/application/o/token/', 'token', ['POST', 'OPTIONS']],
  ['/application/o/userinfo/', 'userinfo', ['GET', 'POST', 'OPTIONS']],
  ['/application/o/introspect/', 'introspect', ['POST', 'OPTIONS']],
  ['/application/o/revoke/', 'revoke', ['POST', 'OPTIONS']],
  ['/application/o/:slug/end-session/', 'end-session', ['GET', 'POST']],
  ['/application/o/:slug/jwks/', 'jwks', ['GET', 'OPTIONS']],
  ['/application/o/:slug/.well-known/openid-configuration', 'discovery', ['GET', 'OPTIONS']],
  ['/application/o/:slug/.well-known/oauth-authorization-server', 'discovery', ['GET', 'OPTIONS']],
  ['/.well-known/openid-configuration', 'global-discovery', ['GET', 'OPTIONS']],
  ['/.well-known/oauth-authorization-server', 'global-discovery', ['GET', 'OPTIONS']],
  ['/.well-known/jwks.json', 'global-jwks', ['GET', 'OPTIONS']],
];

type Method = 'GET' | 'POST' | 'OPTIONS';

/** Binds the endpoints of OAuth 2 and OpenID Connect to their addresses, with and without a slash at the end. */
export function registerOAuth2(server: FastifyInstance, routes: OAuth2Routes): void {
  // In a scope of its own: here forms arrive as they were sent, for what they say twice has to be seen.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: LARGEST_FORM },
      (_request, body, done) => {
        done(null, body);
      },
    );
    for (const [path, endpoint, methods] of ROUTES) {
      const paths = path.endsWith('/') ? [path, path.slice(0, -1)] : [path, `${path}/`];
      for (const url of paths) {
        scope.route<{ Params: Params; Body: string | undefined }>({
          method: [...methods],
          url,
          config: { crossOrigin: true, popup: true },
          handler: (request, reply) => answer(routes, endpoint, request, reply),
        });
      }
    }
  });
}

async function answer(
  routes: OAuth2Routes,
  endpoint: EndpointName,
  request: FastifyRequest<{ Params: Params; Body: string | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, headers, body, cookies } = await routes.endpoint.answer({
    endpoint,
    slug: request.params.slug,
    key: request.params.key,
    method: request.method === 'HEAD' ? 'GET' : request.method,
    query: queryOf(request.url),
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : '',
    visitor: await routes.visitor(request),
    origin: routes.origin(request),
  });
  routes.applyCookies(reply, cookies);
  for (const [name, value] of Object.entries(headers)) {
    reply.header(name, typeof value === 'string' ? value : [...value]);
  }
  return reply.code(status).send(body);
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
