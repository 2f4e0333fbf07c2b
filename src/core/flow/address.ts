import { safeNext } from './next.ts';

/** A query string of these pairs, without the question mark. */
export const queryOf = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

/** The page of a flow; with `run`, of that run. */
export function pageOf(slug: string, query: Readonly<Record<string, string>>, run?: string): string {
  const text = queryOf(run === undefined ? query : { ...query, run });
  return `/if/flow/${encodeURIComponent(slug)}/${text === '' ? '' : `?${text}`}`;
}

/**
 * The way out of a run. Whoever is signed in is signed out first: the way out is for another person. It leads back to
 * where the run was to lead, so that another person can try.
 */
export function cancelAddress(
  run: string,
  { next, signedIn }: { readonly next: string | undefined; readonly signedIn: boolean },
): string {
  const onwards = safeNext(next);
  const query = onwards === undefined ? {} : { next: onwards };
  const target = signedIn
    ? { next: `/flows/-/default/invalidation/${onwards === undefined ? '' : `?${queryOf(query)}`}` }
    : query;
  return `/flows/-/cancel/?${queryOf({ run, ...target })}`;
}
