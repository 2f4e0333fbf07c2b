import pino, { type DestinationStream, type LevelWithSilent, type Logger } from 'pino';

/** What is told of an error. Its other fields are not: a database repeats there the row that it did not like, secrets and all. */
interface ErrorLine {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: string;
  readonly cause?: ErrorLine;
  readonly errors?: readonly ErrorLine[];
}

/** Errors may be caused by each other in a circle. */
const DEEPEST = 5;

function lineOf(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { name, message, stack, cause } = error;
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown };
  const deeper = depth < DEEPEST;
  return {
    type: error.constructor?.name || name,
    message,
    stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause !== undefined && deeper ? { cause: lineOf(cause, depth + 1) } : {}),
    ...(Array.isArray(errors) && deeper ? { errors: errors.map((one) => lineOf(one, depth + 1)) } : {}),
  };
}

/** The log of the program: lines of JSON on the standard output, or wherever the tests look. */
export const createLog = (level: LevelWithSilent, destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => lineOf(error) },
  };
  return destination ? pino(options, destination) : pino(options);
};
