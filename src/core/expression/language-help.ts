import type { CheckOptions, ExpressionTarget } from './sandbox.ts';

/** A place in a text, counted from one. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A name that can stand at a place. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'function' | 'method' | 'property' | 'variable' | 'constant' | 'keyword' | 'type';
  /** Its type, as TypeScript writes it; empty where nobody knows it. */
  readonly type: string;
  /** What it is for, in a sentence; empty where nothing is said. */
  readonly about: string;
}

/** What a name in a text is. */
export type NameFact = Pick<Suggestion, 'type' | 'about'>;

/** How a question is meant, and who asks it: null or undefined for nobody in particular. */
export interface HelpOptions extends CheckOptions {
  readonly asker?: number | null;
}

/** Helps whoever writes an expression. What cannot be answered in time is answered by nothing. */
export interface LanguageHelp {
  complete(
    source: string,
    at: TextPlace,
    target: ExpressionTarget,
    options?: HelpOptions,
  ): Promise<readonly Suggestion[]>;
  explain(
    source: string,
    at: TextPlace,
    target: ExpressionTarget,
    options?: HelpOptions,
  ): Promise<NameFact | undefined>;
}
