import type { Model } from '../core/model/model.ts';
import { invalid, Problem } from '../core/problem/problem.ts';

interface PostgresError {
  readonly code: string;
  readonly constraint?: string;
  readonly detail?: string;
  readonly message: string;
}

const isPostgresError = (error: unknown): error is PostgresError =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string' && 'severity' in error;

/** Turns a broken constraint into a problem that names the field; anything else stays what it is. */
export function problemOf(model: Model, error: unknown): unknown {
  if (error instanceof Problem || !isPostgresError(error)) return error;
  const fields = fieldsOf(model, error);
  const [first = 'non_field_errors'] = fields;
  switch (error.code) {
    case '23505':
      return fields.length > 1
        ? invalid({ non_field_errors: [`The fields ${fields.join(', ')} must make a unique set.`] })
        : invalid({ [first]: [`${model.title} with this ${first.replaceAll('_', ' ')} already exists.`] });
    case '23503':
      return error.message.startsWith('update or delete')
        ? invalid({ non_field_errors: ['Other objects still use this one. Change or delete them first.'] })
        : invalid({ [first]: [`There is no such object: ${keyOf(error)}.`] });
    case '23502':
      return invalid({ [first]: ['This field may not be null.'] });
    case '23514':
      return invalid({ non_field_errors: ['The values contradict each other.'] });
    case '22P02':
    case '22003':
    case '22007':
    case '22008':
    case '22P05':
    case '22021':
      return invalid({
        non_field_errors: ['A value has the wrong form, or a character that cannot be stored.'],
      });
    default:
      return error;
  }
}

/** The columns that PostgreSQL names in `Key (a, b)=(…)`, under their wire names. */
function fieldsOf(model: Model, { detail = '' }: PostgresError): string[] {
  const inside = /^Key \((.*?)\)=/.exec(detail)?.[1] ?? '';
  const json = /config ->> '(\w+)'/.exec(inside)?.[1];
  if (json) return [json];
  const names = inside.split(',').map((name) =>
    name
      .trim()
      .replaceAll('"', '')
      .replace(/^lower\((\w+)\)$/, '$1'),
  );
  const link = Object.entries(model.links).find(([, { other }]) => names.includes(other));
  return link ? [link[0]] : names.filter(Boolean);
}

const keyOf = ({ detail = '' }: PostgresError) => /=\((.*?)\) is not present/.exec(detail)?.[1] ?? 'unknown';
