import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';

/** A call that a page made to the API. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  readonly contentType: string;
}

/** What the API answers; `cookies` are set with it. */
export interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** A small server of the wire format: the built pages, and whatever API answers a test lays down. */
export interface StandIn {
  readonly url: string;
  /** Every call to the API, in order. */
  readonly calls: Call[];
  /** Every path that was asked for, pages and assets too, with its query. */
  readonly paths: string[];
  /** Bodies of the forms that were posted to anything but the API. */
  readonly forms: URLSearchParams[];
  on(path: string, handler: Handler): void;
  close(): Promise<void>;
}

/** The strictest policy that the pages promise to live with. */
export const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#1f5673"/></svg>';

const elsewhere = '<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1></html>';

/** A captcha provider's script: its widget is a button. */
const widget = `globalThis.turnstile = { render(box, { callback }) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: 'I am a person', onclick: () => callback('solved') });
  box.replaceChildren(button);
} };`;

/** A page to be framed; with `?submit` it says at once that its step is done. */
const framed = (search: string) =>
  `<!doctype html><html lang="en"><title>Framed</title><p>Inside</p>${
    search === '?submit' ? '<script>parent.postMessage({ message: "submit" }, "*")</script>' : ''
  }</html>`;

/** Starts the stand-in on a free port of the loopback address. */
export async function openStandIn(dist: string): Promise<StandIn> {
  const handlers = new Map<string, Handler>();
  const calls: Call[] = [];
  const paths: string[] = [];
  const forms: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    paths.push(`${request.method} ${url.pathname}${url.search}`);
    if (url.pathname.startsWith('/api/')) return api(request, response, url);
    if (url.pathname.startsWith('/static/dist/'))
      return file(response, url.pathname.slice('/static/dist/'.length));
    if (url.pathname.startsWith('/if/flow/')) return page(response, 'flow');
    if (url.pathname.startsWith('/if/user/')) return page(response, 'user');
    if (url.pathname.startsWith('/media/')) return send(response, 200, 'image/svg+xml', picture);
    if (url.pathname === '/captcha.js') return send(response, 200, 'text/javascript', widget);
    if (url.pathname === '/framed/') return send(response, 200, 'text/html', framed(url.search), {});
    if (request.method === 'POST') forms.push(new URLSearchParams(await bodyOf(request)));
    return send(response, 200, 'text/html', elsewhere);
  }

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const text = await bodyOf(request);
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      contentType: request.headers['content-type'] ?? '',
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    calls.push(call);
    const handler = handlers.get(url.pathname);
    const {
      status = 200,
      body,
      headers = {},
    } = handler ? await handler(call) : { status: 404, body: { detail: 'Not found.' } };
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }

  async function page(response: ServerResponse, name: string): Promise<void> {
    send(response, 200, 'text/html; charset=utf-8', await readFile(join(dist, name, 'index.html'), 'utf8'));
  }

  async function file(response: ServerResponse, path: string): Promise<void> {
    const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    send(response, 200, type, await readFile(join(dist, normalize(path)), 'utf8'));
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    paths,
    forms,
    on: (path, handler) => void handlers.set(path, handler),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = { 'Content-Security-Policy': policy },
): void {
  response.writeHead(status, { 'Content-Type': type, ...headers });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
