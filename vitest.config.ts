import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Three projects. `unit` needs nothing; `database` shares one embedded PostgreSQL that the global set-up starts;
 * `end-to-end` drives whole running servers. Files of all three run side by side, the many small ones last.
 */
export default defineConfig({
  test: {
    // Left to itself, Vitest keeps one core free: of two, that is every second one.
    maxWorkers: availableParallelism(),
    // The rooms are read once per worker and not once per file; no test changes what another one reads.
    isolate: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'house.test.ts',
            'src/{core,policies,stages,sources,providers,contract,app,ui,web}/**/*.test.ts',
            'src/adapters/sandbox/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/policies/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['src/{store,adapters,server}/**/*.test.ts'],
          exclude: ['src/adapters/sandbox/**'],
          globalSetup: ['test/database.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/{e2e,peers}/**/*.test.ts'],
          globalSetup: ['test/database.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
