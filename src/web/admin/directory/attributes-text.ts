import { LineCounter, parseDocument, stringify } from 'yaml';
import type { Data } from './wire.ts';

export interface Fault {
  readonly line: number;
  readonly column: number;
  /** Empty where the text can be read and is no object. */
  readonly words: string;
}

/** Values after aliases have been followed: a small text can otherwise stand for a huge one. */
const MOST_ALIASES = 100;

/** The object that a text in YAML stands for; JSON is YAML too. */
export function read(text: string): { readonly value: Data } | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map(({ pos: [at], message }) => {
    const { line, col } = lines.linePos(at);
    return { line, column: col, words: message };
  });
  if (faults.length > 0) return { faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as Data };
  } catch (error) {
    return {
      faults: [{ line: 1, column: 1, words: error instanceof Error ? error.message : String(error) }],
    };
  }
  return { faults: [{ line: 1, column: 1, words: '' }] };
}

/** An object as somebody may edit it. */
export const textOf = (value: Data, syntax: 'yaml' | 'json'): string =>
  syntax === 'json'
    ? JSON.stringify(value, undefined, 2)
    : Object.keys(value).length === 0
      ? ''
      : stringify(value);
