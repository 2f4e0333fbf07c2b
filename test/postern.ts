import pino, { type Logger } from 'pino';
import { loadConfiguration } from '../src/adapters/configuration/load.ts';
import type { Actor } from '../src/core/directory/ports.ts';
import { compose, type Postern } from '../src/server/compose.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface Account {
  readonly pk: number;
  readonly token: string;
}

export interface TestPostern extends Postern {
  readonly database: TestDatabase;
  /** A superuser with an API token. */
  readonly admin: Account;
  /** Calls the API with a token and JSON; answers status, body and headers. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A user with an API token; `values` are fields of the user. */
  account(username: string, values?: Readonly<Record<string, unknown>>): Promise<Account>;
  end(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read in tests
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A whole Postern in this process on a database of its own, asked without sockets. */
export async function testPostern(
  env: Readonly<Record<string, string>> = {},
  log: Logger = pino({ level: 'silent' }),
): Promise<TestPostern> {
  const database = await testDatabase();
  const configuration = loadConfiguration(env, () => '');
  const postern = await compose({
    configuration,
    database: database.database,
    log,
  });
  const { cases, catalogue, objects, server } = postern;
  const group = await objects.insert(catalogue.model('authentik_core.group'), {
    name: 'admins of the test',
    is_superuser: true,
  });

  async function account(username: string, values: Readonly<Record<string, unknown>> = {}): Promise<Account> {
    const user = await cases.create(
      catalogue.model('authentik_core.user'),
      { username, name: username, ...values },
      undefined,
    );
    const token = await cases.create(
      catalogue.model('authentik_core.token'),
      { identifier: `api-${username}`, intent: 'api', user: user.pk, expiring: false },
      undefined as Actor | undefined,
    );
    return { pk: Number(user.pk), token: String(token.key) };
  }
  const admin = await account('root-of-the-test', { groups: [group.pk] });

  return Object.assign(postern, {
    database,
    admin,
    account,
    async call(method: string, path: string, { token = admin.token, body, headers = {} }: CallOptions = {}) {
      const answer = await server.inject({
        method: method as 'GET',
        url: path.startsWith('/') && !path.startsWith('/api/') ? `/api/v3${path}` : path,
        headers: {
          host: 'localhost:9000',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const text = answer.body;
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: String(answer.headers['content-type']).includes('json') && text ? JSON.parse(text) : text,
      };
    },
    async end() {
      await postern.close();
      await database.drop();
    },
  });
}
