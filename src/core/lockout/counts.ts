import { identifierOf, UNKNOWN_ADDRESS } from '../reputation/change.ts';
import type { Count, Guessed } from './ports.ts';

/** Whose tries are counted together: those of an account, under whatever name; else those under one name. */
export const subjectOf = ({ user, identifier }: Guessed): string =>
  user?.pk != null ? `user ${user.pk}` : `name ${identifierOf(identifier)}`;

/** How somebody who tries is known. */
export type Acquaintance =
  | { readonly known: 'device'; readonly device: string }
  | { readonly known: 'address' }
  | { readonly known: 'nothing' };

/** The tries that are left to whom. */
export interface Limits {
  readonly attempts: number;
  /** 0: addresses have no limit of their own. */
  readonly attempts_from_address: number;
}

/**
 * The counts that a try belongs to. Whoever is known has a count of their own, which strangers cannot use up; strangers
 * share that of the account, and each address uses up its own before.
 */
export function countsOf(
  guessed: Guessed,
  ip: string | null,
  acquaintance: Acquaintance,
  { attempts, attempts_from_address }: Limits,
): readonly Count[] {
  const subject = subjectOf(guessed);
  const address = `${subject} address ${ip ?? UNKNOWN_ADDRESS}`;
  switch (acquaintance.known) {
    case 'device':
      return [{ key: `${subject} device ${acquaintance.device}`, most: attempts }];
    case 'address':
      return [{ key: `${address} known`, most: attempts }];
    case 'nothing':
      return [
        { key: subject, most: attempts },
        ...(attempts_from_address > 0 ? [{ key: address, most: attempts_from_address }] : []),
      ];
  }
}
