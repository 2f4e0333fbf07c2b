import { IpAddress } from '../../core/expression/address.ts';
import { RESERVED_CONTEXT } from '../../core/policy/effect.ts';
import { type ActionShape, below, LIMITS, OperandShape, shaped } from './document.ts';
import type { Value } from './kinds.ts';
import { mistake, type Notes } from './notes.ts';
import { type Source, sourceOf } from './reading.ts';
import { Halt, type Run, setContext } from './run.ts';
import { SETTERS } from './variables.ts';

type SetShape = Extract<ActionShape, { type: 'set' }>;

/** Turns a `set` into a closure that writes the flow's context; undefined where there is a mistake in it. */
export function compileSet(
  { target: { key, param }, value }: SetShape,
  path: string,
  notes: Notes,
): ((run: Run) => Halt | undefined) | undefined {
  const setter = SETTERS.find((one) => one.key === key);
  if (!setter) {
    const keys = SETTERS.map((one) => one.key).join(', ');
    mistake(notes, below(path, 'target', 'key'), `"${key}" cannot be set. What can: ${keys}.`);
    return undefined;
  }
  if (param === undefined || RESERVED_CONTEXT.has(param)) {
    mistake(
      notes,
      below(path, 'target', 'param'),
      param === undefined
        ? `"${key}" needs a parameter: ${setter.param}.`
        : `Only stages may write "${param}".`,
    );
    return undefined;
  }
  if (notes.live) notes.uses.push({ path: below(path, 'target'), key, requires: setter.requires });
  const read = readerOf(value, below(path, 'value'), notes);
  if (!read) return undefined;
  return (run) => {
    const found = read(run);
    if (found instanceof Halt) return found;
    return found === undefined ? undefined : setContext(run, param, found);
  };
}

/** What is written: undefined where a value is missing and that is no reason to stop. */
function readerOf(value: unknown, path: string, notes: Notes): ((run: Run) => unknown) | undefined {
  const operand = shaped(OperandShape, value, path);
  if ('mistakes' in operand) {
    notes.mistakes.push(...operand.mistakes);
    return undefined;
  }
  const { found } = operand;
  if (found.type === 'literal') {
    const wrong = sizeOf(found.value);
    if (wrong) mistake(notes, below(path, 'value'), wrong);
    return wrong ? undefined : () => found.value;
  }
  const source = sourceOf(found.variable, below(path, 'variable'), notes, true);
  return source && ((run) => written(run, source, notes));
}

function written(run: Run, source: Source, { missing }: Notes): unknown {
  const value = source.cast ? source.read(run) : source.raw(run);
  if (value instanceof Halt) return value;
  if (value !== undefined && value !== null) return source.cast ? plain(value as Value, source) : value;
  if (missing === 'false') return undefined;
  return new Halt({ is: 'missing', at: source.path, variable: source.key });
}

/** A cast value as JSON has it. */
function plain(value: Value, { kind }: Source): unknown {
  if (value instanceof IpAddress) return String(value);
  return kind.is === 'datetime' && typeof value === 'number' ? new Date(value).toISOString() : value;
}

/** Why a literal is too large to be set; walks no further than the limits go. */
function sizeOf(literal: unknown): string | undefined {
  if (literal === undefined) return 'This field is required.';
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: literal, depth: 1 }];
  for (let seen = 1; seen <= LIMITS.items; seen++) {
    const next = open.pop();
    if (!next) return undefined;
    const { value, depth } = next;
    if (typeof value === 'string' && value.length > LIMITS.text)
      return `A text has at most ${LIMITS.text} characters.`;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > LIMITS.depth) return `Values stand in each other at most ${LIMITS.depth} deep.`;
    for (const part of Object.values(value)) open.push({ value: part, depth: depth + 1 });
  }
  return open.length === 0 ? undefined : `A value has at most ${LIMITS.items} parts.`;
}
