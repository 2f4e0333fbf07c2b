import type { EventDraft } from '../event/port.ts';

/** The wire's address of whoever came without one that could be read. */
export const UNKNOWN_ADDRESS = '255.255.255.255';

/** Longer names are cut: nobody has one, and whoever types one counts all the same. */
const LONGEST = 255;

/**
 * A name as scores are kept under it, so that capitals and Unicode twins share one counter. What PostgreSQL cannot
 * keep (NUL, halves of surrogate pairs) is left out.
 */
export const identifierOf = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll('\0', '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()
    .trim();

/** Something that changes a score. */
export interface Change {
  readonly kind: 'failure' | 'success';
  readonly identifier: string;
  readonly ip: string;
}

/** The change that an event stands for; most events stand for none. */
export function changeOf({ action, context, user, http_request }: EventDraft): Change | undefined {
  const name = action === 'login' ? user?.username : action === 'login_failed' ? context.username : undefined;
  if (typeof name !== 'string') return undefined;
  const identifier = identifierOf(name);
  if (identifier === '') return undefined;
  return {
    kind: action === 'login' ? 'success' : 'failure',
    identifier,
    ip: http_request?.client_ip ?? UNKNOWN_ADDRESS,
  };
}

/** What a score may become, and what becomes of it when nothing happens. */
export interface Limits {
  /** At most 0. */
  readonly lower: number;
  /** At least 0. */
  readonly upper: number;
  /** Seconds after the last change when a score is forgotten. */
  readonly expiry: number;
  /** Seconds in which a bad score recovers by one; 0 = it does not before it is forgotten. */
  readonly recovery: number;
}
