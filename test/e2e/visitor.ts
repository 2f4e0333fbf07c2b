/** A browser without a screen: it keeps cookies, follows redirects of this site, and answers flows by the wire format. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async #ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, this.#origin), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie, origin: this.#origin },
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  /** Where one arrives: the page of a flow, or the first address of another site. */
  async follow(url: string): Promise<URL> {
    let at = new URL(url, this.#origin);
    for (let hops = 0; hops < 10 && at.origin === this.#origin; hops++) {
      if (at.pathname.startsWith('/if/')) return at;
      const location = (await this.#ask(at.href)).headers.get('location');
      if (location === null) return at;
      at = new URL(location, at);
    }
    return at;
  }

  /** What the page of a flow shows. */
  async look(page: URL): Promise<Record<string, unknown>> {
    return (await this.#ask(executor(page))).json() as Promise<Record<string, unknown>>;
  }

  async #answer(page: URL, body: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.#ask(executor(page), { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json() as Promise<Record<string, unknown>>;
  }

  /** Walks through the login flow; answers where it leads. */
  async signIn(page: URL, username: string, password: string): Promise<string> {
    await this.look(page);
    await this.#answer(page, { component: 'ak-stage-identification', uid_field: username });
    const done = await this.#answer(page, { component: 'ak-stage-password', password });
    if (typeof done.to !== 'string') throw new Error(`no way on but ${JSON.stringify(done)}`);
    return done.to;
  }
}

const executor = ({ pathname, search }: URL): string =>
  `/api/v3/flows/executor/${pathname.split('/')[3]}/?query=${encodeURIComponent(search.slice(1))}`;
