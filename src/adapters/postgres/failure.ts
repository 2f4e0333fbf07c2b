/** The embedded PostgreSQL cannot run. The message says what happened and how to mend it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** What every message may offer as the way out. */
export const externalDatabase = 'or set POSTERN_DATABASE_URL to a PostgreSQL of your own (15 or newer)';

/** The `code` of an error from the operating system or from PostgreSQL. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
