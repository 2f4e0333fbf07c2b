import type { PolicyRequest } from '../../core/policy/request.ts';

const FIELDS = ['username', 'name', 'email'] as const;

/** What names the person: as they are known, and as they enter themselves just now. */
export function personOf({ user, context }: PolicyRequest): readonly string[] {
  const { prompt_data } = context;
  const entered: Readonly<Record<string, unknown>> =
    typeof prompt_data === 'object' && prompt_data !== null ? { ...prompt_data } : {};
  return FIELDS.flatMap((field) => [user.is_authenticated ? user[field] : '', entered[field]]).filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
}

/** The words of a name or address. */
export const partsOf = (text: string): readonly string[] =>
  text.split(/[\s@.+_-]+/).filter((part) => part !== '');
