import type { Diagnostic } from '../sandbox.ts';
import { emit } from './emit.ts';
import { parsePython } from './parse.ts';
import { type Place, Refusal } from './refusal.ts';
import type { Statement } from './syntax.ts';

export interface Translation {
  readonly body: readonly Statement[];
  /** A function of the runtime's library (see `runtime/library.ts`). */
  readonly javascript: string;
  /** Where each line of it comes from. */
  readonly places: readonly (Place | undefined)[];
  /** The names that the text uses without binding them, and where it first does so. */
  readonly free: ReadonlyMap<string, Place>;
}

/** Translates the body of a function in Python, or says where the text is wrong or more than expressions have. */
export function translatePython(source: string): Translation | Diagnostic {
  const body = parsePython(source);
  if ('message' in body) return body;
  try {
    return { body, ...emit(body) };
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostic;
    if (error instanceof RangeError)
      return { line: 1, column: 1, message: 'The expression is nested too deeply.', code: 'depth' };
    throw error;
  }
}
