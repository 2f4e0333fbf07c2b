import type { Entry } from '../../core/blueprint/document.ts';
import type { Fault, Place } from '../../core/blueprint/fault.ts';
import type { FieldErrors, Problem } from '../../core/problem/problem.ts';

/** Where the fields of an entry stand in the text. */
export function placesOf(entry: Entry): ReadonlyMap<string, Place> {
  const written = [entry.identifiers, entry.attrs].flatMap((part) =>
    part?.kind === 'map' ? part.entries : [],
  );
  return new Map(written.map(({ key, at }) => [key, at]));
}

/** The faults that a refused write stands for: one per field and sentence. */
export function faultsOf(problem: Problem, placeOf: (field: string) => Place): readonly Fault[] {
  const { fields } = problem;
  if (fields === undefined) return [{ reason: problem.message }];
  return Object.entries(fields).flatMap(([field, errors]) =>
    sentences(errors).map((reason) =>
      field === 'non_field_errors' ? { reason } : { ...placeOf(field), field, reason },
    ),
  );
}

function sentences(errors: FieldErrors[string]): readonly string[] {
  if (Array.isArray(errors)) return errors.map(String);
  return Object.entries(errors).flatMap(([key, below]) =>
    sentences(below as FieldErrors).map((one) => `${key}: ${one}`),
  );
}
