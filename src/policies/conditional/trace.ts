import { IpAddress } from '../../core/expression/address.ts';
import { isSecretKey, REDACTED } from '../../core/policy/redaction.ts';
import type { Run } from './run.ts';

const LONGEST = 100;
const MOST_ITEMS = 20;

/** Writes down what a node said, if this is a test. */
export function traced(
  run: Run,
  path: string,
  attributes: Readonly<Record<string, unknown>>,
  result: boolean | 'missing',
): void {
  run.trace?.set(path, { log_level: 'debug', event: path, attributes: { ...attributes, result } });
}

/** A value as administrators may see it: short, in one line, and nothing that is called a secret. */
export function sanitised(value: unknown, param: string | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (param !== undefined && isSecretKey(param)) return REDACTED;
  return short(value);
}

function short(value: unknown): string {
  if (Array.isArray(value)) return cut(`[${value.slice(0, MOST_ITEMS).map(short).join(', ')}]`);
  if (typeof value === 'object' && value !== null && !(value instanceof IpAddress)) return '{…}';
  return cut(
    String(value)
      .slice(0, LONGEST + 1)
      .replace(/\p{Cc}/gu, ' '),
  );
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
