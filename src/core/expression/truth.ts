/**
 * How the value that an expression returned is read: as JavaScript reads it, but an empty array or an empty
 * object is false. People mean "is there any" when they return a list; Python reads it so, too.
 */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
