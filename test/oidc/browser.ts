import type { Row } from '../../src/core/model/model.ts';
import { signedIn } from '../signed-in.ts';
import type { Rig } from './rig.ts';

/** A browser without a face: cookies, redirects that are looked at one by one, and flow pages answered by hand. */
export class Browser {
  readonly #rig: Rig;
  readonly #cookies = new Map<string, string>();
  #session = '';

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  /** Goes to an address and no further: redirects are for the test to judge. */
  async open(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(url, this.#rig.origin), {
      redirect: 'manual',
      ...init,
      headers: { cookie: this.#cookieHeader(), ...init.headers },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects within Postern; answers where the browser is sent in the end, or what it is shown. */
  async follow(url: string | URL): Promise<{ readonly url: URL; readonly response: Response }> {
    let at = new URL(url, this.#rig.origin);
    for (let hop = 0; hop < 10; hop++) {
      if (at.origin !== this.#rig.origin || at.pathname.startsWith('/if/flow/')) {
        return { url: at, response: new Response(null) };
      }
      const response = await this.open(at);
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at);
    }
    throw new Error('the browser runs in circles');
  }

  /** Signs in without a flow: a session, as a login makes one. */
  async signIn(user: Row, authenticated = Date.now()): Promise<void> {
    const { key, session } = await signedIn(this.#rig.sessions, this.#rig.graph.user(Number(user.pk)), {
      http: this.#http(),
      authenticated,
    });
    this.#cookies.set('postern_session', key);
    this.#session = session.uuid;
  }

  /** From now on whoever is signed in acts as that user; null: as themselves. */
  async actAs(user: Row | null): Promise<void> {
    await this.#rig.sessions.actAs(this.#session, user && Number(user.pk));
  }

  signOut(): void {
    this.#cookies.delete('postern_session');
  }

  /** What a flow page shows. */
  async look(page: URL) {
    const { challenge, cookies } = await this.#rig.flows.get(await this.#address(page));
    this.#apply(cookies);
    return challenge;
  }

  /** Answers a flow page; what it shows then. */
  async answer(page: URL, body: Readonly<Record<string, unknown>>) {
    const { component } = await this.look(page);
    const { challenge, cookies } = await this.#rig.flows.answer(await this.#address(page), {
      component,
      ...body,
    });
    this.#apply(cookies);
    return challenge;
  }

  async #address(page: URL) {
    const query = Object.fromEntries(page.searchParams);
    const slug = decodeURIComponent(page.pathname.split('/')[3] ?? '');
    return { slug, visitor: await this.#visitor(), run: query.run, query };
  }

  async #visitor() {
    const http = this.#http();
    const key = this.#cookies.get('postern_session');
    const found = key === undefined ? undefined : await this.#rig.sessions.find(key, http);
    const { ANONYMOUS } = await import('../../src/core/policy/request.ts');
    const actor = found
      ? ({ ...found, via: 'session', http } as const)
      : ({ user: ANONYMOUS, session: null, via: 'anonymous', http } as const);
    return { actor, browser: this.#cookies.get('postern_browser') ?? null, trust: null };
  }

  #apply({
    browser,
    session,
  }: {
    readonly browser?: string;
    readonly session?: { readonly key: string } | null;
  }) {
    if (browser !== undefined) this.#cookies.set('postern_browser', browser);
    if (session === null) this.#cookies.delete('postern_session');
    else if (session) this.#cookies.set('postern_session', session.key);
  }

  #http() {
    return {
      client_ip: '127.0.0.1',
      method: 'GET',
      path: '/',
      host: new URL(this.#rig.origin).host,
      user_agent: 'Browser',
      request_id: crypto.randomUUID(),
    };
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
