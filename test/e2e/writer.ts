/**
 * A node that only writes, to be killed by tests: `node writer.ts '{"dataDir": "...", "writers": 4}'`. It says
 * `ready {...}` once, with the connection and the server's pid, then `ack N` for every row after its commit, and
 * `failed MESSAGE` when it cannot start. Row numbers begin at `first`. SIGTERM ends it cleanly.
 */
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';

type Order = EmbeddedPostgresOptions & { readonly writers?: number; readonly first?: number };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const { writers = 0, first = 1, ...options } = order;
let stopping = false;

async function run(): Promise<void> {
  const server = await startEmbeddedPostgres(options);
  const database = openDatabase(server.connection, { max: Math.max(writers, 1) });
  process.once('SIGTERM', async () => {
    stopping = true;
    await database.close();
    await server.stop();
    process.exit(0);
  });
  await database.pool.query('create table if not exists written (id bigint primary key)');
  const { connection, pid, adopted, description } = server;
  say(`ready ${JSON.stringify({ connection, pid, adopted, description })}`);

  let next = first;
  const write = async () => {
    while (!stopping) await writeRow(database, next++);
  };
  await Promise.all(Array.from({ length: writers }, write));
}

/** A row whose commit was not confirmed may be there or not; it is never acknowledged and never written again. */
async function writeRow(database: Database, id: number): Promise<void> {
  try {
    await database.kysely.insertInto('written').values({ id }).execute();
    say(`ack ${id}`);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Writing to a pipe is synchronous on Linux: what was said is out of this process before it can be killed. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

run().catch((error: unknown) => {
  say(`failed ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
