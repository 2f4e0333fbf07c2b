import type { Text } from '../../../ui/texts.ts';
import type { Key } from '../catalogue.ts';

const known: Readonly<Record<string, Key>> = {
  username: 'identification.username',
  email: 'identification.email',
  upn: 'identification.upn',
};

/** The label of the identifier field: what the stage lets a person identify by, in the stage's order. */
export function identifierLabel(userFields: readonly string[], text: Text<Key>): string {
  const names = userFields.map((field) => (Object.hasOwn(known, field) ? known[field] : undefined));
  const [first = text('identification.username'), ...rest] = names
    .filter((key) => key !== undefined)
    .map((key) => text(key));
  // Labels stand in the middle of a phrase after the first: "Email or username".
  return rest.reduce(
    (label, name) => text('identification.either', { first: label, last: name.toLowerCase() }),
    first,
  );
}

/** The keyboard to offer: one with an @ when only an address will do. */
export function identifierType(userFields: readonly string[]): 'email' | 'text' {
  return userFields.length === 1 && userFields[0] === 'email' ? 'email' : 'text';
}
