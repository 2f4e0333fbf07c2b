import type { Diagnostic } from '../sandbox.ts';

/** A place in the author's text, 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Ends a translation: the text is no Python, or more of it than expressions have. */
export class Refusal extends Error {
  readonly diagnostic: Diagnostic;

  constructor({ line, column }: Place, message: string, code: 'syntax' | 'refused' | 'depth' | 'size') {
    super(message);
    this.diagnostic = { line, column, message, code };
  }
}

/** For what no Python would take. */
export const wrong = (place: Place, message: string): never => {
  throw new Refusal(place, message, 'syntax');
};

/** For what Python has and expressions have not: the message names it and says what to write instead. */
export const refused = (place: Place, message: string): never => {
  throw new Refusal(place, message, 'refused');
};
