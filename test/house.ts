import { pino } from 'pino';
import { loadConfiguration } from '../src/adapters/configuration/load.ts';
import { createObjectUseCases } from '../src/app/objects/objects.ts';
import { presenters } from '../src/app/objects/presenters.ts';
import { rules } from '../src/app/rules/index.ts';
import type { Visitor } from '../src/core/flow/flows.ts';
import { ANONYMOUS } from '../src/core/policy/request.ts';
import { compose, type Postern } from '../src/server/compose.ts';
import { createFirstStart, type FirstStart } from '../src/server/first-start.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** A whole Postern on a database of its own, whose blueprints lie where the test says. */
export interface House {
  readonly test: TestDatabase;
  readonly postern: Postern;
  start(folder: string): FirstStart;
  close(): Promise<void>;
}

export async function house(): Promise<House> {
  const created = await testDatabase();
  const postern = await compose({
    configuration: loadConfiguration({}, () => ''),
    database: created.database,
    log: pino({ level: 'silent' }),
  });
  const { catalogue, objects, replica, authority, graph, ports } = postern;
  return {
    test: created,
    postern,
    start: (folder) =>
      createFirstStart({
        database: created.database,
        catalogue,
        objects,
        ports,
        folder,
        log: pino({ level: 'silent' }),
        env: { GREETING: 'Hello', POSTERN_BOOTSTRAP_TOKEN: 'never' },
        casesOver: (over, events) =>
          createObjectUseCases({
            catalogue,
            objects: over,
            replica,
            authority,
            people: { user: graph.user, membersOf: () => [], uid: () => '' },
            ports: { ...ports, events },
            rules,
            presenters,
          }),
      }),
    async close() {
      await postern.close();
      await created.drop();
    },
  };
}

/** Somebody who is not signed in. */
export const visitor = (browser: string | null = null): Visitor => ({
  browser,
  trust: null,
  actor: {
    user: ANONYMOUS,
    session: null,
    via: 'anonymous',
    http: {
      client_ip: '192.0.2.7',
      method: 'POST',
      path: '/setup/',
      host: 'localhost',
      user_agent: 'Test/1',
      request_id: 'r',
    },
  },
});
