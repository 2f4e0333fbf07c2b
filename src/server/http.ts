import cookie from '@fastify/cookie';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { clientAddress } from '../adapters/configuration/client-address.ts';
import { clientCertificate } from '../adapters/configuration/client-certificate.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import { publicOrigin } from '../adapters/configuration/public-url.ts';
import type { Actor } from '../core/directory/ports.ts';
import type { HttpFacts } from '../core/policy/request.ts';
import { ANONYMOUS } from '../core/policy/request.ts';
import { Problem } from '../core/problem/problem.ts';
import type { Say, Spoken } from '../core/words/language.ts';
import { API } from './bind.ts';
import { answerProblem } from './problems.ts';
import { asItIs, type Speech } from './words/speech.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What policies and events may know of this request; the client's address is checked against trusted proxies. */
    facts: HttpFacts;
    /** Scheme, host and port that links are built on; null where none can be trusted (set POSTERN_PUBLIC_URL). */
    origin: string | null;
    /** Who asks. Read it with `identify`; ANONYMOUS until then. */
    actor: Actor;
    /** The certificate that the client has shown to a trusted proxy, with those sent along: PEM. */
    certificate: readonly string[] | undefined;
    /** The language that the answer is in, and how texts of Postern are said in it. */
    language: Spoken;
    say: Say;
  }
  interface FastifyContextConfig {
    /** Route belongs to a protocol whose callers are other sites or programs: no same-origin check. */
    crossOrigin?: boolean;
    /** A GET that changes something: it has to come from a page of this site as any other change. */
    changes?: boolean;
    /** Applications open this in a popup and have to hear from it when it is back. */
    popup?: boolean;
  }
}

/** Finds out who asks: session cookie or bearer token. */
export type Identify = (request: FastifyRequest, facts: HttpFacts) => Promise<Actor>;

export interface HttpDeps {
  readonly configuration: Pick<Configuration, 'public_url' | 'trusted_proxies' | 'client_certificate_header'>;
  readonly log: Logger;
  readonly uuid: () => string;
  readonly identify: Identify;
  readonly speech: Speech;
  /** Told when a peer that is no trusted proxy sends forwarding headers, or a proxy sends nonsense. */
  suspicious(facts: HttpFacts, note: string): void;
}

const BODY_LIMIT = 1_048_576;

/** The bare server: limits, who asks, error shapes, security headers. The rooms register their routes on it. */
export async function createHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const { configuration, log, speech } = deps;
  const server = Fastify({
    loggerInstance: log,
    // One line per request costs a quarter of the throughput; failures are logged where they happen.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => deps.uuid(),
    requestIdHeader: false,
    // An address that cannot be read comes here before the request has been decorated with anything.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(error, Object.assign(request, { say: asItIs }), reply),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 75_000,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: false, caseSensitive: true },
    // Whoever sends nothing, or a byte now and then, holds a socket; each look at them ends those that are overdue.
    http: { maxHeaderSize: 32_768, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
  } as Parameters<typeof Fastify>[0]) as unknown as FastifyInstance;
  server.server.maxRequestsPerSocket = 0;

  await server.register(cookie);
  server.removeContentTypeParser('text/plain');
  // Many clients name the type of their bodies also where they send none.
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, String(body), done),
  );
  server.decorateRequest('facts');
  server.decorateRequest('origin', null);
  server.decorateRequest('actor');
  server.decorateRequest('certificate');
  server.decorateRequest('language', 'en');
  server.decorateRequest('say', asItIs);

  server.addHook('onRequest', async (request, reply) => {
    const socket = request.raw.socket;
    const found = clientAddress(socket.remoteAddress, request.headers, configuration.trusted_proxies);
    request.origin = publicOrigin(configuration.public_url, {
      host: request.headers.host,
      localAddress: socket.localAddress,
      localPort: socket.localPort,
    });
    request.facts = {
      client_ip: found.address,
      method: request.method,
      path: request.url.slice(0, 4_096),
      host: (request.headers.host ?? '').slice(0, 255),
      user_agent: (request.headers['user-agent'] ?? '').slice(0, 512),
      request_id: request.id,
    };
    request.actor = { user: ANONYMOUS, session: null, via: 'anonymous', http: request.facts };
    speak(request, speech);
    if (found.note) deps.suspicious(request.facts, found.note);
    const shown = clientCertificate(socket.remoteAddress, request.raw.rawHeaders, {
      header: configuration.client_certificate_header,
      trustedProxies: configuration.trusted_proxies,
    });
    if (shown && 'note' in shown) deps.suspicious(request.facts, `certificate ${shown.note}`);
    else request.certificate = shown?.chain;
    for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
    if (request.routeOptions.config.popup) reply.header('Cross-Origin-Opener-Policy', POPUP);
    reply.header('X-Postern-Request-Id', request.id);
    if (request.origin?.startsWith('https:')) reply.header('Strict-Transport-Security', 'max-age=31536000');
  });

  server.addHook('preValidation', async (request) => {
    request.actor = await deps.identify(request, request.facts);
    request.facts = request.actor.http;
    // Whoever is known may have chosen a language; for all others it is found already.
    if (request.actor.user.pk !== null) speak(request, speech);
    if (!request.routeOptions.config.crossOrigin) sameOrigin(request);
  });

  server.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
  server.setNotFoundHandler((request, reply) => answerProblem(new Problem('not_found'), request, reply));
  return server;
}

/** Answers of the API and pages ask for their language in different order. */
function speak(request: FastifyRequest, speech: Speech): void {
  request.language = request.url.startsWith(API) ? speech.forAnswers(request) : speech.forPages(request);
  request.say = speech.in(request.language);
}

/** Sent with every answer; pages that need more say so themselves. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'",
} as const;

/**
 * An application that signs people in through a popup keeps hold of it and waits until it is back on a page of its own.
 * A browser cuts that hold for good at the first answer, redirects included, whose opener policy differs from the
 * application's, which is `unsafe-none` where it says nothing. So everything that a sign-in leads through says the same;
 * `same-origin-allow-popups` would only spare popups that our own pages open. These pages neither listen to messages
 * nor can be framed by others; what the holder may do is to lead the popup elsewhere, as with any window it opens.
 */
const POPUP = 'unsafe-none';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something has to come from a page of this site. Browsers say where it comes from
 * (`Sec-Fetch-Site`, `Origin`); a session's cookie without either is refused.
 * Programs with a bearer token carry no cookies that somebody else could ride on.
 */
function sameOrigin(request: FastifyRequest): void {
  const isSafe = SAFE_METHODS.has(request.method) && request.routeOptions.config.changes !== true;
  if (isSafe || request.actor.via === 'token') return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const own = ownOrigins(request);
  if (origin !== undefined) {
    if (own.has(origin) && (site === undefined || site === 'same-origin')) return;
    throw new Problem('csrf_failed');
  }
  if (site === 'same-origin') return;
  if (site !== undefined) throw new Problem('csrf_failed');
  const cookies = request.headers.cookie;
  if (cookies === undefined) return; // no browser session to ride on
  if (request.actor.via === 'anonymous') return;
  throw new Problem('csrf_failed');
}

function ownOrigins(request: FastifyRequest): ReadonlySet<string> {
  return new Set(
    [request.origin, `http://${request.headers.host}`, `https://${request.headers.host}`].filter(
      (text) => text !== null,
    ),
  );
}

/** Cookies travel over https only where Postern is reached by https; `__Host-` then pins them to this very host. */
export const cookieName = (request: FastifyRequest, name: string): string =>
  request.origin?.startsWith('https:') ? `__Host-${name}` : name;

export interface CookieLife {
  readonly value: string;
  /** Milliseconds since the epoch; null = until the browser is closed. */
  readonly expires: number | null;
}

export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  life: CookieLife | null,
): void {
  const secure = request.origin?.startsWith('https:') ?? false;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  if (life === null) reply.clearCookie(cookieName(request, name), options);
  else
    reply.setCookie(cookieName(request, name), life.value, {
      ...options,
      ...(life.expires === null ? {} : { expires: new Date(life.expires) }),
    });
}

export const readCookie = (request: FastifyRequest, name: string): string | undefined =>
  request.cookies[cookieName(request, name)];
