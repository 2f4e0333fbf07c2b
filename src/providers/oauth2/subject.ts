import type { UserFacts } from '../../core/policy/request.ts';
import type { OAuth2Config } from './schema.ts';

/**
 * The `sub` that a client knows a person by. Undefined where the person lacks the field that the mode names: an empty
 * subject would make strangers equal.
 */
export function subjectOf(
  user: UserFacts,
  mode: OAuth2Config['sub_mode'],
  uid: (user: { readonly uuid: string }) => string,
): string | undefined {
  const { pk, uuid } = user;
  if (pk === null || uuid === null) return undefined;
  const hashed = () => hashOf(user, uuid, uid);
  switch (mode) {
    case 'hashed_user_id':
      return hashed();
    case 'user_id':
      return String(pk);
    case 'user_uuid':
      return uuid;
    case 'user_username':
      return user.username || undefined;
    case 'user_email':
      return user.email || undefined;
    case 'user_upn': {
      const { upn } = user.attributes;
      return typeof upn === 'string' && upn !== '' ? upn : hashed();
    }
  }
}

/** A user's facts are one object until they change; the hash of one is made once. */
const hashes = new WeakMap<UserFacts, string>();

function hashOf(user: UserFacts, uuid: string, uid: (user: { readonly uuid: string }) => string): string {
  const known = hashes.get(user);
  if (known !== undefined) return known;
  const made = uid({ uuid });
  hashes.set(user, made);
  return made;
}
