import type { TestPostern } from './postern.ts';

// biome-ignore lint/suspicious/noExplicitAny: challenges of every kind are read in tests
type Challenge = any;

/** A browser that walks through flows of a Postern in this process: it keeps cookies, and the run of its tab. */
export class FlowBrowser {
  readonly #postern: TestPostern;
  readonly #address: string;
  readonly #cookies = new Map<string, string>();
  #slug = '';
  #query = '';
  last: Challenge;

  constructor(postern: TestPostern, address = '127.0.0.1') {
    this.#postern = postern;
    this.#address = address;
  }

  async #ask(method: 'GET' | 'POST', url: string, payload?: object): Promise<Challenge> {
    const answer = await this.#postern.server.inject({
      method,
      url,
      remoteAddress: this.#address,
      headers: {
        host: 'localhost:9000',
        origin: 'http://localhost:9000',
        'sec-fetch-site': 'same-origin',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(payload ? { payload } : {}),
    });
    for (const { name, value } of answer.cookies)
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    return answer.json();
  }

  get #executor(): string {
    const run = this.last?.run ? `run=${this.last.run}` : '';
    const query = [this.#query, run].filter(Boolean).join('&');
    return `/api/v3/flows/executor/${this.#slug}/?query=${encodeURIComponent(query)}`;
  }

  /** Opens the page of a flow. */
  async open(slug: string, query = ''): Promise<Challenge> {
    [this.#slug, this.#query, this.last] = [slug, query, undefined];
    this.last = await this.#ask('GET', this.#executor);
    return this.last;
  }

  /** Answers what is shown. */
  async answer(fields: object): Promise<Challenge> {
    const { component, execution } = this.last;
    this.last = await this.#ask('POST', this.#executor, { component, execution, ...fields });
    return this.last;
  }

  /** Names somebody and gives a password in the login flow that Postern brings along; answers what comes then. */
  async signIn(username: string, password: string): Promise<Challenge> {
    await this.open('default-authentication-flow');
    await this.answer({ uid_field: username });
    return this.answer({ password });
  }
}
