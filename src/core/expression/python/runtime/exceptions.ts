import { Tuple } from './containers.ts';
import {
  ASSERTION_ERROR,
  BASE_EXCEPTION,
  Exc,
  NAME_ERROR,
  RUNTIME_ERROR,
  Type,
  typeError,
  UNBOUND_ERROR,
  type Value,
} from './objects.ts';
import { excText } from './protocol.ts';

/** What `raise`, `except` and `assert` do. */

const isError = (value: Value): value is Type => value instanceof Type && value.is(BASE_EXCEPTION);

export function raised(error: Value, cause?: Value): Exc {
  const made = isError(error) ? error.construct([], []) : error;
  if (!(made instanceof Exc)) throw typeError('exceptions must derive from BaseException');
  // What was made somewhere else has its place here, unless it was thrown before.
  if (!made.thrown) made.stack = new Error('').stack ?? '';
  made.thrown = true;
  if (cause !== undefined) {
    if (cause !== null && !(cause instanceof Exc) && !isError(cause))
      throw typeError('exception causes must derive from BaseException');
    made.cause = cause;
  }
  return made;
}

/** Python's errors can be caught; that the budget is used up, or that an answer has to be waited for, cannot. */
export function caught(thrown: unknown): Exc {
  if (!(thrown instanceof Exc)) throw thrown;
  thrown.thrown = true;
  return thrown;
}

export function matches(error: Exc, wanted: Value): boolean {
  const types = wanted instanceof Tuple ? wanted.values : [wanted];
  return types.some((type) => {
    if (!isError(type))
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    return error.type.is(type);
  });
}

export const nothingToRaise = (): Exc => new Exc(RUNTIME_ERROR, ['No active exception to reraise']);
export const failed = (message?: Value): Exc =>
  new Exc(ASSERTION_ERROR, message === undefined ? [] : [message]);

export function unbound(name: string): never {
  throw new Exc(UNBOUND_ERROR, [
    `cannot access local variable '${name}' where it is not associated with a value`,
  ]);
}

export function unboundAround(name: string): never {
  throw new Exc(NAME_ERROR, [
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  ]);
}

export function unknown(name: string): never {
  throw new Exc(NAME_ERROR, [`name '${name}' is not defined`]);
}

/** Whoever looks from outside sees the text that Python would write. */
export function described(error: unknown): unknown {
  if (error instanceof Exc) error.message = excText(error);
  return error;
}
