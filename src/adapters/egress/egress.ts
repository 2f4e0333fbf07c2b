import { isIP } from 'node:net';
import type { Agent } from 'undici';
import type { Egress, EgressRequest, EgressResponse } from '../../core/ports.ts';
import type { AllowedDestination } from '../configuration/destinations.ts';
import { type BodyResult, readBody } from './body.ts';
import { guardedLookup, PrivateAddressError, type Resolver, systemResolver } from './lookup.ts';
import { type Hop, hopOf, isAllowedHost, mayReach, REFUSALS, type Refusal } from './rules.ts';

const MOST_REDIRECTS = 3;
const TIMEOUT = 10_000;
const LIMIT = 1_048_576;

/** Belong to the connection or are set by the gate; a caller's own are left out. */
const CONNECTION_HEADERS =
  /^(host|connection|keep-alive|transfer-encoding|content-length|te|trailer|upgrade|expect|accept-encoding|proxy-.*)$/i;
/** All others are meant for one host, whatever they are called: they do not follow a redirect to another. */
const PUBLIC_HEADERS = /^(accept|accept-language|content-type|user-agent)$/i;

export interface EgressOptions {
  /** `egress_allow` of the configuration. */
  readonly allow: readonly AllowedDestination[];
  /** How names become addresses; the operating system's way where not given. */
  readonly resolver?: Resolver;
  /** Sent as User-Agent where the caller gives none. */
  readonly userAgent?: string;
}

/** The gate, with its connections; `close` ends them. */
export interface EgressGate extends Egress {
  close(): Promise<void>;
}

/** The one way out to addresses that people enter. Never rejects; reads no proxy settings of the environment. */
export function createEgress({
  allow,
  resolver = systemResolver,
  userAgent = 'Postern',
}: EgressOptions): EgressGate {
  let agent: Promise<Agent> | undefined;
  const shared = (): Promise<Agent> => {
    agent ??= createAgent();
    return agent;
  };

  /** The client is read from disk with the first request: many installations never send one. */
  async function createAgent(ca?: string): Promise<Agent> {
    const { Agent, Pool } = await import('undici');
    return new Agent({
      connections: 8,
      keepAliveTimeout: 4_000,
      factory: (origin, options) =>
        new Pool(origin, {
          ...options,
          connect: {
            lookup: guardedLookup(portOf(origin), allow, resolver),
            timeout: TIMEOUT,
            ...(ca === undefined ? {} : { ca }),
          },
        }),
    });
  }

  /** One request to one host: an answer, a redirect to follow, or what stopped it. */
  async function send(
    hop: Hop,
    request: EgressRequest,
    signal: AbortSignal,
    through: Agent,
  ): Promise<EgressResponse> {
    const free = isAllowedHost(allow, hop.host, hop.port);
    // An address is not looked up, so the guarded lookup would never see it.
    if (isIP(hop.host) !== 0 && !free && !mayReach(allow, hop.host, hop.port))
      return refuse('private_address');
    const {
      statusCode: status,
      headers,
      body,
    } = await through.request({
      origin: hop.url.origin,
      path: `${hop.url.pathname}${hop.url.search}`,
      method: request.method ?? 'GET',
      headers: { 'user-agent': userAgent, ...lowerCase(request.headers), 'accept-encoding': 'identity' },
      body: request.body ?? null,
      signal,
    });
    const kept = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    const read: BodyResult = await readBody(body, kept['content-encoding'], request.limit ?? LIMIT);
    return 'failed' in read ? read : { status, headers: kept, body: read.text };
  }

  async function follow(
    request: EgressRequest,
    signal: AbortSignal,
    through: Agent,
  ): Promise<EgressResponse> {
    let current = request;
    let hop = hopOf(request.url);
    for (let redirects = 0; ; redirects++) {
      if (typeof hop === 'string') return refuse(hop);
      const response = await send(hop, current, signal, through);
      const location = 'status' in response ? redirectOf(response) : undefined;
      if (location === undefined || !('status' in response) || request.redirects === 0) return response;
      if (redirects === (request.redirects ?? MOST_REDIRECTS)) return refuse('too_many_redirects');
      const next = hopOf(location, hop.url.href);
      if (typeof next === 'string') return refuse(next);
      if (hop.url.protocol === 'https:' && next.url.protocol === 'http:') return refuse('downgrade');
      const onward = redirected(current, response.status, hop.url.origin === next.url.origin);
      if (typeof onward === 'string') return refuse(onward);
      current = onward;
      hop = next;
    }
  }

  return {
    async request(request) {
      const signal = AbortSignal.timeout(Math.max(1, Math.floor(request.timeout ?? TIMEOUT)));
      let own: Agent | undefined;
      try {
        // Connections that another certificate vouches for are not shared with anybody.
        own = request.ca === undefined ? undefined : await createAgent(request.ca);
        const through = own ?? (await shared());
        return await Promise.race([follow(request, signal, through), aborted(signal)]);
      } catch (error) {
        return failure(error, signal);
      } finally {
        await own?.destroy();
      }
    },
    close: async () => (await agent)?.destroy(),
  };
}

const refuse = (refusal: Refusal): EgressResponse => ({ refused: REFUSALS[refusal] });

/** What is sent after a redirect (RFC 9110, 15.4): 307 and 308 keep method and body, the others become a GET. */
function redirected(request: EgressRequest, status: number, sameOrigin: boolean): EgressRequest | Refusal {
  const { body, method, ...rest } = request;
  const headers = Object.entries(lowerCase(request.headers)).filter(
    ([name]) => sameOrigin || PUBLIC_HEADERS.test(name),
  );
  const keeps = status === 307 || status === 308;
  if (keeps && body !== undefined) {
    // A token request with a client's secret must not end up with somebody else.
    return sameOrigin ? { ...request, headers: Object.fromEntries(headers) } : 'redirected_body';
  }
  return {
    ...rest,
    headers: Object.fromEntries(headers.filter(([name]) => name !== 'content-type')),
    method: keeps ? (method ?? 'GET') : 'GET',
  };
}

function redirectOf({ status, headers }: { status: number; headers: Readonly<Record<string, string>> }) {
  return [301, 302, 303, 307, 308].includes(status) ? headers.location : undefined;
}

const lowerCase = (headers: EgressRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !CONNECTION_HEADERS.test(name))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );

const portOf = (origin: string | URL): number => {
  const url = new URL(origin);
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
};

/** A lookup or a connection that is stuck does not hear the signal; the caller does. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

function failure(error: unknown, signal: AbortSignal): EgressResponse {
  if (error instanceof PrivateAddressError) return refuse('private_address');
  if (signal.aborted) return { failed: 'The address did not answer in time.' };
  const causes = error instanceof AggregateError ? error.errors : [error];
  const code = causes.map((cause) => (cause instanceof Error && 'code' in cause ? cause.code : undefined))[0];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { failed: 'The host of the address is not known.' };
  return {
    failed: `The address could not be reached (${typeof code === 'string' ? code : 'unknown error'}).`,
  };
}
