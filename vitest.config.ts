import { defineConfig } from 'vitest/config';

/**
 * Three projects, from fast to slow. `unit` needs nothing; `database` shares one embedded PostgreSQL that the
 * global set-up starts; `browser` and `peers` drive a whole running server.
 */
export default defineConfig({
  test: {
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
          fileParallelism: false,
        },
      },
    ],
  },
});
