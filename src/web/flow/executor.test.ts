import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executorOf, headersOf, openExecutor, slugOf } from './executor.ts';
import type { RunMemory } from './run.ts';

interface Sent {
  readonly method: string;
  readonly run: string | null;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A fetch that answers from a list, in order; an Error breaks the connection. */
function fakeFetch(replies: readonly ({ readonly status?: number; readonly body: unknown } | Error)[]) {
  const sent: Sent[] = [];
  const fetch = async (address: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(address), 'https://id.corp.test');
    sent.push({
      method: init.method ?? 'GET',
      run: url.searchParams.get('run'),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      headers: new Headers(init.headers),
    });
    const reply = replies[sent.length - 1];
    if (!reply || reply instanceof Error) throw reply ?? new Error('no more replies');
    return Response.json(reply.body, { status: reply.status ?? 200 });
  };
  return { sent, fetch: fetch as typeof globalThis.fetch };
}

function memory(start?: string): RunMemory & { kept: string | undefined } {
  return {
    kept: start,
    recall() {
      return this.kept;
    },
    keep(run) {
      this.kept = run;
    },
    forget() {
      this.kept = undefined;
    },
  };
}

const open = (replies: Parameters<typeof fakeFetch>[0], run = memory(), query = 'next=%2Fhome%2F') => {
  const { sent, fetch } = fakeFetch(replies);
  return { sent, run, executor: openExecutor({ slug: 'login', query, run, cookies: () => '', fetch }) };
};

const step = (run: string, component = 'ak-stage-dummy') => ({ body: { component, run, execution: 'e1' } });
const gone = { status: 403, body: { detail: 'gone' } };

describe('the conversation with the executor', () => {
  test('A14: the run of the first challenge goes along with every further call', async () => {
    const { executor, sent, run } = open([step('r1'), step('r1'), step('r1')]);
    const first = await executor.current();
    if (!('challenge' in first)) throw new Error('no challenge');
    await executor.answer(first.challenge, { a: 1 });
    await executor.current();
    expect(sent.map((call) => call.run)).toEqual([null, 'r1', 'r1']);
    expect(sent[1]?.body).toEqual({ a: 1, component: 'ak-stage-dummy', execution: 'e1' });
    expect(run.kept).toBe('r1');
  });

  test('A14: an answer cannot speak for another component or execution', async () => {
    const { executor, sent } = open([step('r1')]);
    const challenge = { component: 'ak-stage-prompt', execution: 'e7' };
    await executor.answer(challenge, { component: 'ak-stage-password', execution: 'e9' });
    expect(sent[0]?.body).toEqual({ component: 'ak-stage-prompt', execution: 'e7' });
  });

  test('a run in the page’s own query is joined', async () => {
    const { executor, sent } = open([step('r9')], memory(), 'run=r9');
    await executor.current();
    expect(sent[0]?.run).toBe('r9');
  });

  test('a remembered run that is gone is left for a new one', async () => {
    const { executor, sent, run } = open([gone, step('r2')], memory('r1'));
    expect(await executor.current()).toEqual({ challenge: step('r2').body, restarted: false });
    expect(sent.map((call) => call.run)).toEqual(['r1', null]);
    expect(run.kept).toBe('r2');
  });

  test('an answer to a lost step brings the step that is open now', async () => {
    const { executor, sent } = open([step('r1'), gone, step('r1', 'ak-stage-password')]);
    await executor.current();
    const reply = await executor.answer(step('r1').body, {});
    expect(reply).toEqual({ challenge: step('r1', 'ak-stage-password').body, restarted: true });
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });

  test('an answer in a lost session brings the first step of a new run', async () => {
    const { executor } = open([step('r1'), gone, gone, step('r2')]);
    await executor.current();
    expect(await executor.answer(step('r1').body, {})).toEqual({
      challenge: step('r2').body,
      restarted: true,
    });
  });

  test('a run that the server exchanged by itself counts as restarted', async () => {
    const { executor } = open([step('r1'), step('r2')]);
    await executor.current();
    expect(await executor.answer(step('r1').body, {})).toEqual({
      challenge: step('r2').body,
      restarted: true,
    });
  });

  test.each(['xak-flow-redirect', 'ak-stage-autosubmit', 'ak-stage-session-end', 'ak-stage-access-denied'])(
    'after %s the next visit starts anew',
    async (component) => {
      const { executor, run } = open([step('r1', component)], memory('r1'));
      await executor.current();
      expect(run.kept).toBeUndefined();
    },
  );

  test('a challenge is drawn whatever its status', async () => {
    const { executor } = open([{ status: 400, body: step('r1').body }]);
    expect(await executor.current()).toEqual({ challenge: step('r1').body, restarted: false });
  });

  test.each([
    [new Error('down'), 'offline'],
    [{ status: 500, body: null }, 'server'],
    [{ status: 413, body: {} }, 'too_large'],
    [{ status: 429, body: {} }, 'too_many'],
    [{ status: 404, body: {} }, 'no_flow'],
    [{ status: 200, body: [] }, 'unreadable'],
    [{ status: 200, body: { component: 7 } }, 'unreadable'],
  ])('without a challenge, %o is %s', async (reply, kind) => {
    const { executor } = open([reply]);
    expect(await executor.current()).toEqual({ failure: { kind } });
  });

  test('an answer is not sent again by itself when the connection broke', async () => {
    const { executor, sent } = open([step('r1'), new Error('down')]);
    await executor.current();
    expect(await executor.answer(step('r1').body, {})).toEqual({ failure: { kind: 'offline' } });
    expect(sent).toHaveLength(2);
  });
});

describe('addresses and headers', () => {
  test('any query arrives whole, as one parameter', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.string(), (query, slug) => {
        const url = new URL(executorOf(slug || 'x', query, 'r1'), 'https://id.corp.test');
        expect(url.searchParams.getAll('query')).toEqual([query]);
        expect(url.searchParams.getAll('run')).toEqual(['r1']);
      }),
    );
  });

  test.each([
    ['', undefined],
    ['postern_csrf=abc', 'abc'],
    ['a=b; postern_csrf=abc=; c=d', 'abc='],
    ['not_postern_csrf=abc', undefined],
    ['postern_csrf=', undefined],
  ])('A64: of the cookies %o the token is %o', (cookies, token) => {
    expect(headersOf(cookies)['X-Postern-CSRF']).toBe(token);
  });

  test.each([
    ['/if/flow/default-login/', 'default-login'],
    ['/if/flow/default-login', 'default-login'],
    ['/if/flow/a%20b/', 'a b'],
    ['/if/flow/%E0%A4%A/', undefined],
    ['/if/flow/', undefined],
    ['/if/flow/a/b/', undefined],
    ['/if/user/', undefined],
  ])('the slug of %s is %o', (path, slug) => expect(slugOf(path)).toBe(slug));
});
