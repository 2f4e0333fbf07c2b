import type { Place } from '../../core/expression/python/refusal.ts';
import type { ScriptResult } from '../../core/expression/sandbox.ts';
import type { Effect } from '../../core/policy/effect.ts';
import type { FaultKind, LogLine } from '../../core/policy/verdict.ts';
import { FILE_NAME } from './engine.ts';
import type { Refusal } from './pool.ts';
import type { Outcome } from './protocol.ts';

/** Turns what the guest answered into the words of the port. */
export function resultOf(
  outcome: Exclude<Outcome, { q: unknown }> | Refusal,
  places?: readonly (Place | undefined)[],
): ScriptResult {
  if ('refused' in outcome) return { ok: false, fault: 'unavailable', detail: outcome.refused };
  if ('e' in outcome)
    return {
      ok: false,
      fault: outcome.f ?? kindOf(outcome.e),
      detail: explain(outcome.e),
      ...placeIn(outcome.s, places),
    };
  return {
    ok: true,
    value: outcome.v,
    messages: outcome.m.filter((text) => typeof text === 'string'),
    logs: outcome.l.flatMap(readLine),
    ...(outcome.x !== undefined && outcome.x.length > 0 && { effects: outcome.x.flatMap(readEffect) }),
  };
}

function kindOf(error: string): FaultKind {
  const tooMuch = /^InternalError: out of memory|^RangeError: Maximum call stack size exceeded/.test(error);
  return tooMuch ? 'memory' : 'exception';
}

function explain(error: string): string {
  const absent = /^ReferenceError: (ak_client_ip|clientIp) is not defined$/.test(error);
  return absent ? `${error}: there is no HTTP request with an address that can be read` : error;
}

/**
 * The innermost line of the author's in a stack trace. The first line of a script is ours, and the others are the
 * author's; for a translated one it is known where each of its lines comes from.
 */
function placeIn(
  stack: string | undefined,
  places: readonly (Place | undefined)[] | undefined,
): { line?: number; column?: number } {
  const found = new RegExp(`\\(?${FILE_NAME}:(\\d+):(\\d+)\\)?`).exec(stack ?? '');
  if (places !== undefined) return places[Number(found?.[1]) - 1] ?? {};
  const [line, column] = [Number(found?.[1]) - 1, Number(found?.[2])];
  return line >= 1 && column >= 1 ? { line, column } : {};
}

const LEVELS: readonly string[] = ['debug', 'info', 'warning', 'error'] satisfies LogLine['log_level'][];
const isLevel = (level: unknown): level is LogLine['log_level'] =>
  typeof level === 'string' && LEVELS.includes(level);

function readLine(line: unknown): LogLine[] {
  if (!Array.isArray(line)) return [];
  const [level, event, attributes] = line;
  if (!isLevel(level) || typeof event !== 'string') return [];
  const data = typeof attributes === 'object' && attributes !== null ? attributes : {};
  return [{ log_level: level, event, attributes: data }];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isData = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The guest is not trusted to keep to the shape that it was given. */
function readEffect(said: unknown): Effect[] {
  if (!isData(said)) return [];
  const { kind, key, value, url, action, context, to, cc, bcc, subject, body } = said;
  if (kind === 'set_context' && isText(key)) return [{ kind, key, value }];
  if (kind === 'remove_context' && isText(key)) return [{ kind, key }];
  if (kind === 'merge_context' && isText(key) && isData(value)) return [{ kind, key, value }];
  if (kind === 'redirect' && isText(url)) return [{ kind, url }];
  if (kind === 'event' && isText(action) && isData(context)) return [{ kind, action, context }];
  if (kind === 'email' && isTexts(to) && isTexts(cc) && isTexts(bcc) && isText(subject) && isText(body))
    return [{ kind, to, cc, bcc, subject, body }];
  return [];
}
