import { PATIENCE, REQUEST_ID } from '../client.ts';

/** Errors by field, as the API says them; those of nested fields under `outer.inner`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Why a request did not do what it was meant to. */
export interface Trouble {
  /** 0 where the server was not reached. */
  readonly status: number;
  /** A sentence of the server; empty where it said nothing, or where the fields say it. */
  readonly detail: string;
  readonly fields: FieldErrors;
  readonly request_id: string | undefined;
}

export type Reply<T> = { readonly value: T } | { readonly trouble: Trouble };

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The API as the signed-in administrator. Paths are those below `/api/v3`. */
export interface Client {
  /** `dropped`: gives up waiting; the answer is then as if the server had not been reached. */
  get<T>(path: string, query?: Query, dropped?: AbortSignal): Promise<Reply<T>>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Reply<T>>;
}

/**
 * Opens the API. Where the session has ended, `signInAgain` is asked and the request is sent once more: nothing that
 * was typed is lost, whatever page it was typed on.
 */
export function openClient(fetch: typeof globalThis.fetch, signInAgain: () => Promise<void>): Client {
  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
    dropped?: AbortSignal,
  ): Promise<Reply<T>> {
    let response: Response;
    try {
      response = await fetch(`/api/v3${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        credentials: 'same-origin',
        signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(dropped ? [dropped] : [])]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      return { trouble: { status: 0, detail: '', fields: {}, request_id: undefined } };
    }
    const content = await contentOf(response);
    if (response.ok) return { value: content as T };
    if (isRecord(content) && content.code === 'not_authenticated') {
      await signInAgain();
      return call(method, path, body, dropped);
    }
    return { trouble: troubleOf(response, content) };
  }

  return {
    get: (path, query = {}, dropped) => call('GET', `${path}${queryOf(query)}`, undefined, dropped),
    send: (method, path, body) => call(method, path, body),
  };
}

function queryOf(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function contentOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function troubleOf(response: Response, content: unknown): Trouble {
  const said = isRecord(content) ? content : {};
  return {
    status: response.status,
    detail: typeof said.detail === 'string' ? said.detail : '',
    fields: response.status === 400 ? fieldErrors(said) : {},
    request_id: response.headers.get(REQUEST_ID) ?? undefined,
  };
}

/** The errors of an answer with status 400, however deep the fields lie. */
export function fieldErrors(body: Readonly<Record<string, unknown>>, prefix = ''): FieldErrors {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, said]): [string, readonly string[]][] => {
      if (prefix === '' && (name === 'code' || name === 'detail')) return [];
      if (Array.isArray(said) && said.every((one) => typeof one === 'string'))
        return [[`${prefix}${name}`, said]];
      if (typeof said === 'string') return [[`${prefix}${name}`, [said]]];
      if (Array.isArray(said))
        return said.flatMap((one, index) =>
          isRecord(one) ? Object.entries(fieldErrors(one, `${prefix}${name}.${index}.`)) : [],
        );
      return isRecord(said) ? Object.entries(fieldErrors(said, `${prefix}${name}.`)) : [];
    }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
