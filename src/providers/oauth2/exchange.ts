import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Instance } from './instance.ts';
import type { OAuth2Call, OAuth2Reply } from './ports.ts';
import { bindState, type RequestState } from './request-state.ts';

/** The requests that oidc-provider sees are made here and go nowhere. */
const NOWHERE = new Socket();

/** Where oidc-provider is to believe that it was asked. */
export interface Address {
  /** What stands before its own routes, e.g. `/application/o`. */
  readonly mount: string;
  /** Its route, with the query. */
  readonly url: string;
}

export interface Exchange {
  readonly ctx: KoaContextWithOIDC;
  reply(): OAuth2Reply;
}

/**
 * Lets oidc-provider answer a request as data: no socket, no stream, so that the answer can still be exchanged when
 * writing it down fails. Headers about proxies are ours: what the client says of them is dropped.
 */
export async function exchange(instance: Instance, state: RequestState, address: Address): Promise<Exchange> {
  const request = requestOf(state.call, address);
  bindState(request, state);
  const { provider } = instance;
  const ctx = provider.createContext(request, new ServerResponse(request)) as unknown as KoaContextWithOIDC;
  const [middleware] = provider.middleware;
  if (!middleware) throw new Error('oidc-provider has no middleware');
  await middleware(ctx as never, async () => {});
  return { ctx, reply: () => replyOf(ctx, state) };
}

/** `https://host:port`, taken apart. */
function partsOf(origin: string): { readonly host: string; readonly protocol: string } {
  const at = origin.indexOf('://');
  return { protocol: origin.slice(0, at), host: origin.slice(at + 3) };
}

const DROPPED: ReadonlySet<string> = new Set([
  'forwarded',
  'cookie',
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
]);
const isOurs = (name: string) => DROPPED.has(name) || name.startsWith('x-forwarded-');

function requestOf(call: OAuth2Call, { mount, url }: Address): IncomingMessage {
  const { host, protocol } = partsOf(call.origin);
  const request = new IncomingMessage(NOWHERE);
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(call.headers)) {
    if (value !== undefined && !isOurs(name)) headers[name] = value;
  }
  headers.host = host;
  headers['x-forwarded-proto'] = protocol;
  request.method = call.method;
  request.url = url;
  Object.assign(request, { originalUrl: `${mount}${url}` });
  if (call.method === 'POST') {
    headers['content-length'] = String(Buffer.byteLength(call.body));
    request.push(call.body);
  } else {
    delete headers['content-type'];
  }
  request.headers = headers as IncomingMessage['headers'];
  request.push(null);
  return request;
}

function replyOf(ctx: KoaContextWithOIDC, state: RequestState): OAuth2Reply {
  const body: unknown = ctx.body;
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(ctx.res.getHeaders())) {
    if (name === 'content-length' || value === undefined) continue;
    headers[name] = typeof value === 'number' ? String(value) : value;
  }
  // What a redirect says beside its address is read by nobody, and the address holds a code.
  if (ctx.status === 303) return { status: 303, headers, body: '', cookies: state.cookies };
  const text =
    typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
  return { status: ctx.status, headers, body: text, cookies: state.cookies };
}
