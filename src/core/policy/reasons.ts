/** Why a decision refuses, where no policy says it in its own words. Shown to the person: no names, no details. */
export const REASONS = {
  'binding.group': 'You are not a member of a group that has access.',
  'binding.group_negated': 'A group that you belong to has no access.',
  'binding.user': 'Your account is not among those that have access.',
  'binding.user_negated': 'Your account has no access.',
  'binding.nobody': 'A rule here names nobody, so it lets nobody through.',
  'binding.fault':
    'A rule could not be checked because of an error. Quote the request id {request_id} when you ask for help.',
  'target.unbound': 'Nobody has been given access here.',
  'target.closed': 'What gave access here was deleted or has expired. Ask an administrator for access.',
  'target.missing': 'This does not exist any more.',
} as const;

export type ReasonKey = keyof typeof REASONS;

/** A policy that refused without a message of its own: the page says it in its words. */
export const POLICY_REFUSED = 'binding.policy';

/** A policy that passed, on a binding that turns the result around. */
export const POLICY_NEGATED = 'binding.policy_negated';
