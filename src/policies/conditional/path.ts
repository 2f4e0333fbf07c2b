export type Values = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own member of that name: neither the prototype's nor, of a list, its `length`. */
export function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.prototype.propertyIsEnumerable.call(value, key) ? (value as Values)[key] : undefined;
}

/**
 * What a dotted path leads to. Keys may have dots of their own, as in `goauthentik.io/user/sources`: of the keys that
 * fit, the longest is taken.
 */
export function follow(value: unknown, path: string): unknown {
  const parts = path.split('.');
  let found = value;
  for (let from = 0; from < parts.length; ) {
    let to = parts.length;
    while (to > from && at(found, parts.slice(from, to).join('.')) === undefined) to--;
    if (to === from) return undefined;
    found = at(found, parts.slice(from, to).join('.'));
    from = to;
  }
  return found;
}
