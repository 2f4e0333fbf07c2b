/** What would become, or became, of one entry of a blueprint. */
export interface EntryChange {
  readonly entry: string;
  readonly line: number;
  readonly model: string;
  readonly action: 'created' | 'updated' | 'deleted' | 'unchanged' | 'skipped';
  readonly name?: string;
  readonly fields: readonly string[];
}

interface Fault {
  readonly entry?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly reason: string;
}

/** What the API answers to an import and to a dry run. */
export interface ImportResult {
  readonly success: boolean;
  readonly logs: readonly { readonly event: string; readonly attributes: EntryChange | Fault }[];
}

export const changesOf = ({ success, logs }: ImportResult): readonly EntryChange[] =>
  success ? logs.map(({ attributes }) => attributes as EntryChange) : [];

export const changesSomething = ({ action }: EntryChange): boolean =>
  action !== 'unchanged' && action !== 'skipped';

/** What is wrong, each with its place in the form that code fields make a way to the line of. */
export const faultsOf = ({ success, logs }: ImportResult): readonly string[] =>
  success
    ? []
    : logs.map(({ event, attributes }) => {
        const { entry, line, column, field, reason } = attributes as Fault;
        if (line === undefined) return event;
        const what = [entry, field, reason].filter(Boolean).join(': ');
        // In the API's language, like the reason: what else names a place in a text says it so too.
        return `Line ${line}, column ${column ?? 1}: ${what}`;
      });
