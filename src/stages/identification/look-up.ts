import type { UserField, Users } from '../../core/directory/ports.ts';
import type { PendingUser } from '../../core/flow/context.ts';
import { NOBODY } from '../../core/flow/credentials.ts';
import type { UserFacts } from '../../core/policy/request.ts';

/**
 * The one user whom `value` names. Where two fit, the exact username decides: else somebody could shut another one
 * out by taking the other's name as e-mail address, or a name that differs in capitals only. Otherwise nobody: a
 * guess would sign the wrong one in.
 */
export async function lookUp(
  users: Users,
  fields: readonly UserField[],
  value: string,
  caseInsensitive: boolean,
): Promise<UserFacts | undefined> {
  const found = await users.find(fields, value, caseInsensitive);
  // Whoever is found is read; whoever is not takes as long.
  if (found.length === 0) return await users.byPk(NOBODY);
  if (found.length === 1) return found[0];
  if (!fields.includes('username')) return undefined;
  const exact = await users.find(['username'], value, false);
  return exact.length === 1 ? exact[0] : undefined;
}

/** Somebody who is in no directory, in the shape of somebody who is. */
export const stranger = (identifier: string): PendingUser => ({
  pk: null,
  uuid: null,
  username: identifier,
  name: identifier,
  email: identifier,
  is_active: true,
});
