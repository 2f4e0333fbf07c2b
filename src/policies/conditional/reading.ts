import { below, type ReferenceShape } from './document.ts';
import { coerce, type Kind, nameOfKind, type Value } from './kinds.ts';
import { mistake, type Notes } from './notes.ts';
import { faulty, Halt, type Run } from './run.ts';
import { VARIABLES, type Variable, variableOf, type WorldQuestion } from './variables.ts';

const MOST_PARTS = 16;

/** A variable with its parameter, ready to be read. */
export interface Source {
  readonly key: string;
  readonly param: string | undefined;
  readonly path: string;
  /** Of the value, after the cast. */
  readonly kind: Kind;
  readonly cast: boolean;
  /** The value as it is, or why it cannot be had; undefined or null where it is missing. */
  raw(run: Run): unknown;
  /** The value as one of its kind; undefined where it is missing. */
  read(run: Run): Value | Halt | undefined;
}

/** `bare`: a value of unknown type is welcome as it is. */
export function sourceOf(
  { key, param, cast }: ReferenceShape,
  path: string,
  notes: Notes,
  bare = false,
): Source | undefined {
  const variable = variableOf(key);
  if (!variable) {
    mistake(notes, below(path, 'key'), `There is no variable "${key}".${near(key)}`);
    return undefined;
  }
  if (!checkParameter(variable, param, path, notes)) return undefined;
  const isAny = variable.kind.is === 'any';
  if (cast && !isAny) {
    mistake(notes, below(path, 'cast'), `"${key}" has a type of its own, which no cast changes.`);
    return undefined;
  }
  if (isAny && !cast && !bare) {
    mistake(notes, below(path, 'cast'), `Say what "${key}" is to be read as: its type is not known.`);
    return undefined;
  }
  if (notes.live) {
    notes.uses.push({ path, key, requires: variable.requires });
    if (variable.question) notes.asks = true;
  }
  const raw = rawReader(variable, param ?? '');
  const kind: Kind = cast ? { is: cast } : variable.kind;
  return {
    key,
    param,
    path,
    kind,
    cast: cast !== undefined,
    raw,
    read(run) {
      const found = raw(run);
      if (found === undefined || found === null) return undefined;
      if (found instanceof Halt) return found;
      const value = coerce(kind, found);
      if (value !== undefined || cast) return value;
      return faulty(`The value of "${key}" is no ${nameOfKind(kind)} (${path}).`);
    },
  };
}

function checkParameter(
  { key, param: wanted }: Variable,
  param: string | undefined,
  path: string,
  notes: Notes,
): boolean {
  const wrong =
    wanted === undefined
      ? param !== undefined && `"${key}" has no parameter.`
      : param === undefined
        ? `"${key}" needs a parameter: ${wanted}.`
        : param.split('.').length > MOST_PARTS && `A path has at most ${MOST_PARTS} parts.`;
  if (wrong) mistake(notes, below(path, 'param'), wrong);
  return !wrong;
}

/** Of the keys that begin alike, so that a slip of the pen is found. */
function near(key: string): string {
  const [group = ''] = key.split('.');
  const others = VARIABLES.filter((other) => other.key.startsWith(`${group}.`)).map((other) => other.key);
  return others.length > 0 ? ` There are: ${others.join(', ')}.` : '';
}

function rawReader(variable: Variable, param: string): (run: Run) => unknown {
  const { question } = variable;
  if (!question) return ({ request }) => variable.read(request, param);
  return (run) => {
    const asked = question(run.request, param);
    if (!asked) return undefined;
    const key = keyOf(asked);
    return run.answers.get(key) ?? new Halt({ is: 'question', key, question: asked });
  };
}

const keyOf = (question: WorldQuestion): string =>
  question.ask === 'email_in_use' ? `email ${question.email}` : `password ${question.user}`;
