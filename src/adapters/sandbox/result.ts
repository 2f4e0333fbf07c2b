import type { ScriptResult } from '../../core/expression/sandbox.ts';
import type { FaultKind, LogLine } from '../../core/policy/verdict.ts';
import { FILE_NAME } from './engine.ts';
import type { Refusal } from './pool.ts';
import type { Outcome } from './protocol.ts';

/** Turns what the guest answered into the words of the port. */
export function resultOf(outcome: Outcome | Refusal): ScriptResult {
  if ('refused' in outcome) return { ok: false, fault: 'unavailable', detail: outcome.refused };
  if ('e' in outcome)
    return {
      ok: false,
      fault: outcome.f ?? kindOf(outcome.e),
      detail: explain(outcome.e),
      ...placeIn(outcome.s),
    };
  return {
    ok: true,
    value: outcome.v,
    messages: outcome.m.filter((text) => typeof text === 'string'),
    logs: outcome.l.flatMap(readLine),
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

/** The innermost line of the author's in a stack trace; the first line of the script is ours. */
function placeIn(stack: string | undefined): { line?: number; column?: number } {
  const found = new RegExp(`\\(?${FILE_NAME}:(\\d+):(\\d+)\\)?`).exec(stack ?? '');
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
