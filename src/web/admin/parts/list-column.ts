import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** The API's field to sort by; the header becomes a button. */
  readonly sort?: string;
  /** The value in an exported file; without it the field to sort by is written, and without that the column is left out. */
  readonly text?: (row: T) => string;
  /** Not shown until somebody chooses it. */
  readonly chosen?: false;
}

/** A choice or a typed value above a list, kept in the address under the name that the API knows. */
export interface Filter {
  readonly name: string;
  readonly label: string;
  /** Where there are none, words or a moment are typed. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly input?: 'words' | 'moment';
  /** What words may look like: "DE". */
  readonly example?: string;
}

/** The value of a column in an exported file; undefined where the column has none. */
export function exportedBy<T>({ text, sort }: Column<T>): ((row: T) => string) | undefined {
  if (text) return text;
  if (!sort) return undefined;
  return (row) => {
    const value = (row as Readonly<Record<string, unknown>>)[sort];
    if (value === null || value === undefined) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
}
