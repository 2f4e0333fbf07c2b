import type { z } from 'zod';
import type { ResponseErrors } from './step.ts';

/** What a schema has against an answer, by field of the form. Values are never repeated: they may be secrets. */
export function answerErrors(
  issues: readonly z.core.$ZodIssue[],
  answer: Readonly<Record<string, unknown>>,
): ResponseErrors {
  const errors: Record<string, { string: string; code: string }[]> = Object.create(null);
  const add = (field: string, string: string, code: string) => {
    errors[field] = [...(errors[field] ?? []), { string, code }];
  };
  for (const issue of issues) {
    const [first] = issue.path;
    const field = first === undefined ? 'non_field_errors' : String(first);
    if (issue.code === 'unrecognized_keys') {
      add('non_field_errors', 'The answer holds fields that this step does not ask for.', 'unknown_field');
    } else if (issue.code === 'invalid_type' && first !== undefined && !Object.hasOwn(answer, first)) {
      add(field, 'This field is required.', 'required');
    } else {
      add(field, issue.code === 'custom' ? issue.message : 'This value is not valid.', 'invalid');
    }
  }
  return errors;
}
