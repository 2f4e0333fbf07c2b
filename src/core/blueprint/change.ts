import type { Row } from '../model/model.ts';
import type { State } from './document.ts';
import type { Json } from './evaluate.ts';

export type Values = Readonly<Record<string, Json>>;

/** What has to happen so that an object is as it is wanted. */
export type Change =
  | { readonly action: 'create'; readonly values: Values }
  | { readonly action: 'update'; readonly values: Values }
  | { readonly action: 'delete' }
  /** The object is as it is wanted, or is left alone. */
  | { readonly action: 'nothing' }
  | { readonly action: 'refuse'; readonly reason: string };

/**
 * Wanted state against what is there. `present` overwrites what differs, `created` leaves alone what exists,
 * `must_created` refuses it, `absent` deletes it. What does not exist is created from identifiers and attributes.
 */
export function changeOf(
  state: State,
  existing: Row | undefined,
  wanted: { readonly identifiers: Values; readonly attrs: Values },
): Change {
  if (existing === undefined) {
    return state === 'absent'
      ? { action: 'nothing' }
      : { action: 'create', values: { ...wanted.identifiers, ...wanted.attrs } };
  }
  switch (state) {
    case 'absent':
      return { action: 'delete' };
    case 'created':
      return { action: 'nothing' };
    case 'must_created':
      return { action: 'refuse', reason: 'The object exists already.' };
    case 'present': {
      const differing = Object.entries(wanted.attrs).filter(
        ([field, value]) => !same(value, existing[field]),
      );
      return differing.length === 0
        ? { action: 'nothing' }
        : { action: 'update', values: Object.fromEntries(differing) };
    }
  }
}

/** Equal as JSON, whatever the order of the keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
