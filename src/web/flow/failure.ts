/** Why the executor gave no challenge; each has its own words in the catalogue (`failure.<kind>`). */
export type FailureKind = 'offline' | 'no_flow' | 'lost' | 'too_large' | 'too_many' | 'unreadable' | 'server';

export interface Failure {
  readonly kind: FailureKind;
  /** The server's id of the failed request, for whoever looks it up in the log. */
  readonly request_id?: string;
}

/**
 * What a reply without a challenge means. `lost` says that the server no longer knows this step (session ended, run
 * finished elsewhere, cross-site guard): asking again for the current challenge may mend it.
 */
export function failureOf(status: number, body: unknown, requestId: string | null): Failure {
  const id = requestIdOf(body) ?? requestId;
  const kind = kindOf(status);
  return id ? { kind, request_id: id } : { kind };
}

function kindOf(status: number): FailureKind {
  if (status === 404) return 'no_flow';
  if (status === 413) return 'too_large';
  if (status === 429) return 'too_many';
  if (status >= 400 && status < 500) return 'lost';
  return status >= 500 ? 'server' : 'unreadable';
}

function requestIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('request_id' in body)) return undefined;
  return typeof body.request_id === 'string' ? body.request_id : undefined;
}
