import type { Invitations, Invited } from '../invitation/ports.ts';

/** One that is kept; `expires` is in milliseconds since the epoch. */
export interface KeptInvitation extends Invited {
  readonly expires?: number;
}

/** Invitations in memory, with the promises of the real ones. */
export function memoryInvitations(
  ...given: readonly KeptInvitation[]
): Invitations & { readonly kept: ReadonlyMap<string, KeptInvitation> } {
  const kept = new Map(given.map((one) => [one.pk, one]));
  const claims = new Map<string, { readonly by: string; readonly until: number }>();
  return {
    kept,
    async find(token, now) {
      const found = kept.get(token);
      return found && (found.expires ?? Number.POSITIVE_INFINITY) > now ? found : undefined;
    },
    async claim(pk, by, { now, until, late }) {
      const held = claims.get(pk);
      const { expires = Number.POSITIVE_INFINITY } = kept.get(pk) ?? { expires: 0 };
      if (!kept.has(pk) || (!late && expires <= now) || (held && held.by !== by && held.until > now))
        return false;
      claims.set(pk, { by, until });
      return true;
    },
    async burn(pk, by) {
      if (claims.get(pk)?.by === by) kept.delete(pk);
    },
  };
}
