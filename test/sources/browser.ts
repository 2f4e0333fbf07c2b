import type { TestPostern } from '../postern.ts';
import { LOGIN, signedIn } from '../signed-in.ts';

export const ORIGIN = 'http://localhost:9000';

/** Where a walk ended: a page of ours or of somebody else. */
export interface Arrived {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
}

/** A browser without a face: it keeps the cookies of each site apart and follows redirects across them. */
export class Browser {
  readonly #postern: TestPostern;
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(postern: TestPostern) {
    this.#postern = postern;
  }

  /** One request, no redirect followed. `site`: what the browser says about where it comes from. */
  async open(
    address: string | URL,
    site = 'same-origin',
  ): Promise<Arrived & { readonly location: string | null }> {
    const url = new URL(address, ORIGIN);
    if (url.origin !== ORIGIN) {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: this.#cookies(url.origin) },
      });
      this.#keep(url.origin, response.headers.getSetCookie());
      return {
        url,
        status: response.status,
        body: await response.text(),
        location: response.headers.get('location'),
      };
    }
    const answer = await this.#postern.server.inject({
      method: 'GET',
      url: `${url.pathname}${url.search}`,
      headers: { host: url.host, cookie: this.#cookies(ORIGIN), 'sec-fetch-site': site },
    });
    this.#keep(ORIGIN, [answer.headers['set-cookie'] ?? []].flat());
    return { url, status: answer.statusCode, body: answer.body, location: answer.headers.location ?? null };
  }

  /** Follows redirects until something is shown, or until `stop` says so. */
  async walk(
    address: string | URL,
    site = 'same-origin',
    stop: (url: URL) => boolean = () => false,
  ): Promise<Arrived> {
    let at = new URL(address, ORIGIN);
    let came = site;
    for (let hop = 0; hop < 20; hop++) {
      if (at.origin === ORIGIN && at.pathname.startsWith('/if/')) return { url: at, status: 200, body: '' };
      if (stop(at)) return { url: at, status: 0, body: '' };
      const answer = await this.open(at, came);
      if (answer.location === null) return answer;
      const to = new URL(answer.location, at);
      if (to.origin !== at.origin) came = 'cross-site';
      at = to;
    }
    throw new Error('the browser runs in circles');
  }

  /** What a flow page shows; with `answer`, what it shows after that. */
  async look(page: URL, answer?: Readonly<Record<string, unknown>>) {
    const slug = page.pathname.split('/')[3];
    const query = encodeURIComponent(page.search.slice(1));
    const url = `/api/v3/flows/executor/${slug}/?query=${query}`;
    const reply = await this.#postern.server.inject({
      method: answer ? 'POST' : 'GET',
      url,
      headers: {
        host: new URL(ORIGIN).host,
        cookie: this.#cookies(ORIGIN),
        'sec-fetch-site': 'same-origin',
        ...(answer ? { origin: ORIGIN } : {}),
      },
      ...(answer ? { payload: answer } : {}),
    });
    this.#keep(ORIGIN, [reply.headers['set-cookie'] ?? []].flat());
    // biome-ignore lint/suspicious/noExplicitAny: challenges of every shape are read in tests
    return reply.json() as any;
  }

  /** Who is signed in. */
  async me(): Promise<{
    readonly username: string;
    readonly pk: number;
    readonly groups: { name: string }[];
  } | null> {
    const reply = await this.#postern.server.inject({
      url: '/api/v3/core/users/me/',
      headers: { host: new URL(ORIGIN).host, cookie: this.#cookies(ORIGIN) },
    });
    return reply.statusCode === 200 ? reply.json().user : null;
  }

  /** Signs in without a flow: a session, as a login makes one. */
  async signIn(pk: number, { ago = 0, method = 'password' } = {}): Promise<void> {
    const { key } = await signedIn(this.#postern.sessions, this.#postern.graph.user(pk), {
      http: { ...LOGIN, request_id: crypto.randomUUID() },
      method,
      authenticated: Date.now() - ago,
    });
    this.#jar(ORIGIN).set('postern_session', key);
  }

  cookie(name: string): string | undefined {
    return this.#jar(ORIGIN).get(name);
  }

  set(name: string, value: string): void {
    this.#jar(ORIGIN).set(name, value);
  }

  /** Signs out everywhere but here. */
  forget(origin: string): void {
    this.#jars.delete(origin);
  }

  #jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }

  #cookies(origin: string): string {
    return [...this.#jar(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(origin: string, cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) this.#jar(origin).delete(name);
      else this.#jar(origin).set(name, value);
    }
  }
}
