import { addressOf, PATIENCE, REQUEST_ID } from '../client.ts';
import { type Failure, failureOf } from './failure.ts';
import type { RunMemory } from './run.ts';
import { type Answer, asChallenge, type Challenge } from './wire.ts';

/** After these the run is over: the next visit of this address starts a new one. */
const last = new Set([
  'xak-flow-redirect',
  'ak-stage-autosubmit',
  'ak-stage-session-end',
  'ak-stage-access-denied',
]);

/** `restarted`: the server had lost the run and this challenge belongs to a new one, or to another step of it. */
export type Reply =
  | { readonly challenge: Challenge; readonly restarted: boolean }
  | { readonly failure: Failure };

/** One tab's conversation with the flow executor. */
export interface Executor {
  /** Asks for the current challenge. */
  current(): Promise<Reply>;
  /** Answers a challenge and gives the next one, or the same one again with `response_errors`. */
  answer(challenge: Challenge, answer: Answer): Promise<Reply>;
}

export interface ExecutorParts {
  readonly slug: string;
  /** The page's own query string, without the question mark: the server reads `next` and the like from it. */
  readonly query: string;
  readonly run: RunMemory;
  readonly cookies: () => string;
  readonly fetch: typeof fetch;
}

/** Opens the conversation over HTTP, same origin, with this tab's run and the cross-site token on every call. */
export function openExecutor({ slug, query, run, cookies, fetch }: ExecutorParts): Executor {
  let current = run.recall() ?? new URLSearchParams(query).get('run') ?? undefined;

  async function call(init: RequestInit): Promise<Reply> {
    const sent = current;
    const reply = await send(executorOf(slug, query, sent), init, fetch);
    if ('failure' in reply) return reply;
    if (reply.challenge.run) current = reply.challenge.run;
    if (last.has(reply.challenge.component)) run.forget();
    else if (current) run.keep(current);
    return { challenge: reply.challenge, restarted: sent !== undefined && current !== sent };
  }

  async function ask(): Promise<Reply> {
    const reply = await call({ method: 'GET' });
    if (!('failure' in reply) || current === undefined || !mayBeStale(reply.failure)) return reply;
    current = undefined;
    run.forget();
    return call({ method: 'GET' });
  }

  return {
    current: ask,
    async answer(challenge, answer) {
      const { component, execution } = challenge;
      const body = JSON.stringify({ ...answer, component, ...(execution ? { execution } : {}) });
      const reply = await call({ method: 'POST', body, headers: headersOf(cookies()) });
      if (!('failure' in reply) || reply.failure.kind !== 'lost') return reply;
      const now = await ask();
      return 'failure' in now ? reply : { challenge: now.challenge, restarted: true };
    },
  };
}

const mayBeStale = ({ kind }: Failure) => kind === 'lost' || kind === 'no_flow';

/** The executor's address for a page's slug and query; the query goes in whole, as one parameter. */
export const executorOf = (flow_slug: string, query: string, run: string | undefined): string =>
  addressOf('flows_executor_get', { path: { flow_slug }, query: run ? { query, run } : { query } });

/** Headers of an answer: JSON, and the cross-site token if the server set its cookie. */
export function headersOf(cookies: string): Record<string, string> {
  const token = cookies
    .split('; ')
    .find((cookie) => cookie.startsWith('postern_csrf='))
    ?.slice('postern_csrf='.length);
  return { 'Content-Type': 'application/json', ...(token ? { 'X-Postern-CSRF': token } : {}) };
}

/** The slug in a page's path `/if/flow/<slug>/`, or undefined when it holds none. */
export function slugOf(path: string): string | undefined {
  const slug = /^\/if\/flow\/([^/]+)\/?$/.exec(path)?.[1];
  try {
    return slug === undefined ? undefined : decodeURIComponent(slug);
  } catch {
    return undefined;
  }
}

async function send(
  address: string,
  init: RequestInit,
  fetch: typeof globalThis.fetch,
): Promise<{ readonly challenge: Challenge } | { readonly failure: Failure }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      ...init,
      headers: { Accept: 'application/json', ...init.headers },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    text = await response.text();
  } catch {
    return { failure: { kind: 'offline' } };
  }
  const body = parsed(text);
  const challenge = asChallenge(body);
  return challenge
    ? { challenge }
    : { failure: failureOf(response.status, body, response.headers.get(REQUEST_ID)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
