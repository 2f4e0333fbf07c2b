/** How a source finds out whose identity it brings: pure tables, so that every row can be tried. */

export const USER_MATCHING_MODES = [
  'identifier',
  'email_link',
  'email_deny',
  'username_link',
  'username_deny',
] as const;
export type UserMatchingMode = (typeof USER_MATCHING_MODES)[number];

export const GROUP_MATCHING_MODES = ['identifier', 'name_link', 'name_deny'] as const;
export type GroupMatchingMode = (typeof GROUP_MATCHING_MODES)[number];

/** The property by which a mode compares people; null where only the identity itself counts. */
export const comparedBy = (mode: UserMatchingMode): 'email' | 'username' | null =>
  mode === 'identifier' ? null : mode.startsWith('email') ? 'email' : 'username';

export interface UserQuestion {
  readonly mode: UserMatchingMode;
  /** The user to whom this very identity is connected already. */
  readonly connected: number | null;
  /** Who is signed in in the browser. */
  readonly caller: number | null;
  /** What the source says of the compared property; blank counts as nothing. */
  readonly value: string | null;
  /** What the source says about its e-mail address: false is "not verified", null is silence. */
  readonly email_verified: boolean | null;
  /** The users who have that value; two are enough to know that it is ambiguous. */
  readonly found: readonly number[];
  /** Users who are connected to another identity of the same source. */
  readonly occupied: readonly number[];
}

export type MatchDenial =
  /** The source does not say the property that people are compared by. */
  | 'missing_property'
  /** Somebody has that e-mail address or username already, and the mode does not link. */
  | 'exists'
  /** More than one account has that value. */
  | 'ambiguous'
  /** The source itself says that it did not verify the e-mail address. */
  | 'unverified'
  /** The identity belongs to another account. */
  | 'linked_elsewhere'
  /** The account is connected to another identity of this source. */
  | 'has_another';

export type UserMatch =
  | { readonly action: 'authenticate'; readonly user: number }
  | { readonly action: 'link'; readonly user: number }
  | { readonly action: 'enroll' }
  | { readonly action: 'deny'; readonly reason: MatchDenial };

const deny = (reason: MatchDenial): UserMatch => ({ action: 'deny', reason });

/**
 * Whose identity this is. A connection always decides; a signed-in caller only ever gets identities for themselves;
 * everybody else is compared as the mode says.
 */
export function matchUser(question: UserQuestion): UserMatch {
  const { mode, connected, caller, value, email_verified, found, occupied } = question;
  const link = (user: number): UserMatch =>
    occupied.includes(user) ? deny('has_another') : { action: 'link', user };
  if (connected !== null) {
    if (caller !== null && caller !== connected) return deny('linked_elsewhere');
    return { action: 'authenticate', user: connected };
  }
  if (caller !== null) return link(caller);
  if (mode === 'identifier') return { action: 'enroll' };
  if (value === null || value === '') return deny('missing_property');
  const [first, second] = found;
  if (first === undefined) return { action: 'enroll' };
  if (mode === 'email_deny' || mode === 'username_deny') return deny('exists');
  if (second !== undefined) return deny('ambiguous');
  if (mode === 'email_link' && email_verified === false) return deny('unverified');
  return link(first);
}

export interface GroupQuestion {
  readonly mode: GroupMatchingMode;
  /** The group that this source owns under that identifier. */
  readonly connected: string | null;
  /** The group of that name. */
  readonly found: string | null;
}

export type GroupMatch =
  | { readonly action: 'use'; readonly group: string }
  | { readonly action: 'link'; readonly group: string }
  | { readonly action: 'create' }
  | { readonly action: 'deny' };

/** Which group a source means. Names are unique here, so a taken name that may not be linked refuses. */
export function matchGroup({ mode, connected, found }: GroupQuestion): GroupMatch {
  if (connected !== null) return { action: 'use', group: connected };
  if (found === null) return { action: 'create' };
  return mode === 'name_link' ? { action: 'link', group: found } : { action: 'deny' };
}

/**
 * What becomes of somebody's groups: the source takes away only what it gave, and remembers only what it gave.
 * Memberships that somebody else gave stay, whether the source names them or not.
 */
export function membership(input: {
  readonly current: readonly string[];
  /** What the source gave at earlier sign-ins. */
  readonly given: readonly string[];
  /** What the source says now. */
  readonly wanted: readonly string[];
}): { readonly groups: readonly string[]; readonly given: readonly string[] } {
  const given = new Set(input.given);
  const wanted = [...new Set(input.wanted)];
  const own = input.current.filter((group) => !given.has(group));
  return {
    groups: [...new Set([...own, ...wanted])],
    given: wanted.filter((group) => !own.includes(group)),
  };
}
