import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** Only these may be prepared once and run often; transaction control, settings, LISTEN and DDL may not. */
const preparable = /^\s*(?:select|insert|update|delete|with|merge|values)\b/i;

/**
 * Gives each text a statement name, so that PostgreSQL parses and plans it once per connection. The number of names
 * is capped, because every connection keeps every prepared statement: what comes after the cap runs unnamed.
 */
export function statementNames(cap: number): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= cap || !preparable.test(text)) return undefined;
    // A hash and not a counter: two nodes behind one connection pooler then agree on what a name means.
    const name = `k${createHash('sha1').update(text).digest('base64url')}`;
    names.set(text, name);
    return name;
  };
}

/** A pool as Kysely wants it, over `pool`, whose clients run their statements under names. */
export function namedStatementPool(pool: Pool, nameOf: (text: string) => string | undefined): PostgresPool {
  // Kysely recognises a connection by identity, so each client keeps one wrapper for its whole life.
  const wrappers = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const wrapper = wrappers.get(client) ?? namedStatementClient(client, nameOf);
      wrappers.set(client, wrapper);
      return wrapper;
    },
  };
}

function namedStatementClient(
  client: PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  let stale = false;

  async function query(text: string, parameters: readonly unknown[]): Promise<unknown> {
    const values = [...parameters];
    const name = stale ? undefined : nameOf(text);
    if (name === undefined) return client.query({ text, values });
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      // Every further run under this name fails on this connection: drop it when it is given back.
      stale = true;
      if (client.getTransactionStatus() !== 'I') throw error;
      return client.query({ text, values }); // nothing has run yet, and no transaction was broken
    }
  }

  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || stale),
  };
}

/** `cached plan must not change result type`: a table changed under a prepared statement. */
function isStalePlan(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '0A000' &&
    error.message.includes('cached plan')
  );
}
