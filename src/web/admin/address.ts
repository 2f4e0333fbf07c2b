/** Where the admin interface lives; every address of a page below begins with it. */
export const BASE = '/if/admin';

export type Params = Readonly<Record<string, string>>;

/** A page by its address: `/flows/:slug/bindings/`. */
export interface Pattern {
  readonly pattern: string;
}

/** The first pattern that an address below `BASE` fits, with what its `:names` stand for. */
export function match<P extends Pattern>(
  patterns: readonly P[],
  pathname: string,
): { readonly found: P; readonly params: Params } | undefined {
  const parts = partsOf(pathname);
  for (const found of patterns) {
    const wanted = partsOf(found.pattern);
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      const here = parts[index] ?? '';
      if (!part.startsWith(':')) return part === here;
      params[part.slice(1)] = here;
      return true;
    });
    if (fits) return { found, params };
  }
  return undefined;
}

/** Segments without the slashes, decoded; what is no valid encoding stays as it is. */
function partsOf(pathname: string): readonly string[] {
  return pathname
    .split('/')
    .filter((part) => part !== '')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}

/** An address of a page: `pathOf('flows', slug, 'bindings')` is `/flows/<slug>/bindings/`. */
export const pathOf = (...parts: readonly (string | number)[]): string =>
  parts.length === 0 ? '/' : `/${parts.map((part) => encodeURIComponent(part)).join('/')}/`;

/** The address with parameters changed; empty ones are left out, so that addresses stay short. */
export function withParams(
  pathname: string,
  search: string,
  changes: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? pathname : `${pathname}?${text}`;
}
