import type { Unit } from './duration.ts';

/** The words of the editor of texts. */
export interface CodeWords {
  readonly languages: Readonly<Record<'typescript' | 'python' | 'json', string>>;
  /** How the editor is left by keyboard, and what is announced once Tab does it. */
  readonly way_out: string;
  readonly leave: string;
  readonly insertSample: string;
  /** Where a text is written in another language than what is set. */
  readonly otherLanguage: (language: 'typescript' | 'python') => string;
  readonly switchLanguage: (language: 'typescript' | 'python') => string;
  /** How many errors were found while somebody wrote. */
  readonly found: (errors: number) => string;
  /** What the editor says of its own accord, in English and in the reader's language. */
  readonly phrases: Readonly<Record<string, string>>;
}

/** The words that a form says of its own accord; whoever shows it brings them in the reader's language. */
export interface FormWords {
  readonly language: string;
  readonly choose: string;
  readonly none: string;
  readonly nothingFound: string;
  /** Where what can be chosen could not be asked for. */
  readonly notLoaded: string;
  readonly tryAgain: string;
  readonly add: string;
  readonly remove: string;
  readonly durationHint: string;
  /** The name of a unit of time. */
  readonly unit: (unit: Unit) => string;
  readonly unitOf: (label: string) => string;
  readonly addUnit: string;
  readonly secretHint: string;
  readonly numbersHint: string;
  readonly wordsHint: string;
  readonly notJson: string;
  readonly upload: string;
  readonly imageHint: string;
  readonly goToLine: (line: string) => string;
  readonly code: CodeWords;
  /** A value of a choice in words, those of its field first; the value itself where there are none. */
  readonly option: (value: string, field?: string) => string;
}

/** Something that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * Finds what can be referred to: objects of a model whose names contain the search, or those with these keys. Rejects
 * with a sentence for the reader where they could not be asked for.
 */
export interface LookUp {
  (
    ref: string,
    wanted: { readonly search: string; readonly keys?: readonly string[] },
  ): Promise<readonly Choice[]>;
  /** Of these keys, what was found before: a control that is drawn again has its names at once. */
  readonly known?: (ref: string, keys: readonly string[]) => readonly Choice[];
}
