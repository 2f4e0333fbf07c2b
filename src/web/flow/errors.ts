import type { Challenge } from './wire.ts';

/** A challenge's `response_errors`, sorted by where they are shown: beside a field, or above the form. */
export interface FormErrors {
  readonly form: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** On the wire this is an error; the page that asked for it says that it was done. */
const DONE = 'email-sent';

/**
 * Sorts `response_errors` by the fields that are on the page. An error of a field that is not there is shown above
 * the form: no error of the server's is ever swallowed.
 */
export function errorsOf(challenge: Challenge, fieldNames: readonly string[]): FormErrors {
  const form: string[] = [];
  const fields: Record<string, string> = Object.create(null);
  for (const [name, details] of Object.entries(challenge.response_errors ?? {})) {
    const sentences = [details]
      .flat()
      .filter(({ code }) => code !== DONE)
      .map(({ string, code }) => string || code);
    if (sentences.length === 0) continue;
    if (fieldNames.includes(name)) fields[name] = sentences.join(' ');
    else form.push(...sentences);
  }
  return { form: [...new Set(form)], fields };
}

/** Whether the server refused the answer to this challenge. */
export const errorsPresent = (challenge: Challenge): boolean =>
  Object.keys(challenge.response_errors ?? {}).length > 0;
