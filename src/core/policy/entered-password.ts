import type { PolicyRequest } from './request.ts';

/** The password that is judged: what was entered just now, else what the context holds; undefined where there is none. */
export function enteredPassword({ context }: PolicyRequest, field: string): string | undefined {
  const { prompt_data } = context;
  const entered = typeof prompt_data === 'object' && prompt_data !== null ? prompt_data : {};
  return textOf(entered, field) ?? textOf(context, field);
}

function textOf(values: object, field: string): string | undefined {
  const value: unknown = Object.hasOwn(values, field)
    ? (values as Record<string, unknown>)[field]
    : undefined;
  if (typeof value === 'number' && value !== 0) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
