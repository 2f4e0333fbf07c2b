import { below, type Compare, LIMITS, OperandShape, shaped } from './document.ts';
import { coerce, comparable, type Kind, nameOfKind, type Value } from './kinds.ts';
import { mistake, type Notes } from './notes.ts';
import { type Operator, operandKind, withoutCase } from './operators.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { PatternError } from './pattern-parse.ts';
import { sourceOf } from './reading.ts';
import type { Halt, Run } from './run.ts';

/** What a value is compared with. */
export interface Right {
  /** The variable that it comes from, for people. */
  readonly key: string;
  read(run: Run): Value | Halt | undefined;
}

const NOTHING: Right = { key: '', read: () => false };

/** The right side of a comparison; undefined where there is a mistake in it. */
export function rightOf(
  operator: Operator,
  left: Kind,
  node: Compare,
  path: string,
  notes: Notes,
  fold: boolean,
): Right | undefined {
  const kind = operandKind(operator, left);
  const at = below(path, 'value');
  if (!kind) {
    if (node.value === undefined || node.value === null) return NOTHING;
    mistake(notes, at, `"${operator.key}" compares with nothing.`);
    return undefined;
  }
  const operand = shaped(OperandShape, node.value, at);
  if ('mistakes' in operand) {
    notes.mistakes.push(...operand.mistakes);
    return undefined;
  }
  const { found } = operand;
  if (found.type === 'variable') {
    const source = sourceOf(found.variable, below(at, 'variable'), notes);
    if (!source) return undefined;
    if (operator.operand === 'pair' || !comparable(kind, source.kind)) {
      mistake(notes, below(at, 'variable', 'key'), `"${source.key}" is no ${nameOfKind(kind)}.`);
      return undefined;
    }
    const { key, read } = source;
    if (!fold) return { key, read };
    return {
      key,
      read(run) {
        const value = read(run);
        return typeof value === 'string' || Array.isArray(value) ? withoutCase(value) : value;
      },
    };
  }
  const literal = literalOf(operator, kind, found.value, below(at, 'value'), notes);
  if (literal === undefined) return undefined;
  const value = fold ? withoutCase(literal) : literal;
  return { key: '', read: () => value };
}

/** A literal as a value of its kind. */
function literalOf(
  operator: Operator,
  kind: Kind,
  raw: unknown,
  path: string,
  notes: Notes,
): Value | undefined {
  if (kind.is !== 'list') return scalarOf(kind, raw, path, notes);
  if (!Array.isArray(raw) || raw.length > LIMITS.items) {
    mistake(notes, path, `This has to be a list, with at most ${LIMITS.items} entries.`);
    return undefined;
  }
  if (operator.operand === 'pair' && raw.length !== 2) {
    mistake(notes, path, 'This has to be a list of the lowest and the highest value.');
    return undefined;
  }
  const values: Value[] = [];
  for (const [index, item] of raw.entries()) {
    const value = scalarOf(kind.of, item, below(path, index), notes);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function scalarOf(kind: Kind, raw: unknown, path: string, notes: Notes): Value | undefined {
  if (raw === undefined) {
    mistake(notes, path, 'This field is required.');
    return undefined;
  }
  if (typeof raw === 'string' && raw.length > LIMITS.text) {
    mistake(notes, path, `A text has at most ${LIMITS.text} characters.`);
    return undefined;
  }
  const value = coerce(kind, raw);
  if (value === undefined) mistake(notes, path, `This is no ${nameOfKind(kind)}.`);
  else if (kind.is === 'model') notes.mentions.push({ model: kind.model, pk: String(value) });
  return value;
}

/** The pattern of a comparison, which has to be written in the document: a pattern from elsewhere is not checked. */
export function patternOf({ value, options }: Compare, path: string, notes: Notes): Pattern | undefined {
  const at = below(path, 'value');
  const operand = shaped(OperandShape, value, at);
  if ('mistakes' in operand) {
    notes.mistakes.push(...operand.mistakes);
    return undefined;
  }
  const { found } = operand;
  if (found.type === 'variable') {
    mistake(notes, below(at, 'type'), 'A pattern has to be a literal.');
    return undefined;
  }
  const source = found.value;
  const place = below(at, 'value');
  if (typeof source !== 'string' || source.length > LIMITS.pattern) {
    mistake(notes, place, `A pattern is a text of at most ${LIMITS.pattern} characters.`);
    return undefined;
  }
  try {
    return compilePattern(source, !options.case_sensitive);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    mistake(notes, place, `Column ${error.column}: ${error.message}`);
    return undefined;
  }
}
