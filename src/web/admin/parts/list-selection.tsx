import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Reply } from '../client.ts';
import { DeleteManyDialog, type Doomed } from './delete-many-dialog.tsx';
import { each } from './each.ts';
import { type Failure, Failures } from './failures.tsx';
import { sentenceOf } from './trouble.tsx';

/** What can be done with several rows of a list at once. */
export interface Bulk<T> {
  readonly nameOf: (row: T) => string;
  /** The object's own path below `/api/v3`; with it, selected rows can be deleted. */
  readonly pathOf?: (row: T) => string;
  /** Done with each row, one after the other. */
  readonly actions?: readonly {
    readonly label: string;
    readonly run: (row: T) => Promise<Reply<unknown>>;
  }[];
  /** What needs more than a click, e.g. a dialog; `done` empties the selection and reads the list anew. */
  readonly more?: (rows: readonly T[], done: () => void) => ReactNode;
}

interface ListSelectionProps<T> {
  readonly bulk: Bulk<T>;
  readonly rows: readonly T[];
  /** Rows that were dealt with leave the selection, and the list is read anew. */
  readonly onDone: (rows: readonly T[]) => void;
  readonly onClear: () => void;
}

/** What is selected, and what can be done with it. */
export function ListSelection<T>({ bulk, rows, onDone, onClear }: ListSelectionProps<T>) {
  const { text, say } = useAdmin();
  const { nameOf, pathOf, actions = [], more } = bulk;
  const [doomed, setDoomed] = useState<readonly Doomed[]>();
  const [atWork, setAtWork] = useState<number>();
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const count = String(rows.length);

  const run = async (work: (row: T) => Promise<Reply<unknown>>) => {
    setAtWork(0);
    const replies = await each(rows, work, setAtWork);
    setAtWork(undefined);
    const troubleOf = (index: number) => {
      const reply = replies[index];
      return reply && 'trouble' in reply ? reply.trouble : undefined;
    };
    setFailures(
      rows.flatMap((row, index) => {
        const trouble = troubleOf(index);
        return trouble ? [{ name: nameOf(row), path: String(index), why: sentenceOf(trouble, text) }] : [];
      }),
    );
    onDone(rows.filter((_, index) => !troubleOf(index)));
  };

  return (
    <>
      {rows.length > 0 ? (
        <section className="a-selection" aria-label={text('list.selected_many', { count })}>
          <span role="status" className="a-strong">
            {atWork === undefined
              ? rows.length === 1
                ? text('list.selected_one')
                : text('list.selected_many', { count })
              : text('list.at_work', { done: String(atWork), count })}
          </span>
          {actions.map(({ label, run: work }) => (
            <Button
              key={label}
              variant="default"
              disabled={atWork !== undefined}
              onClick={() => void run(work)}
            >
              {label}
            </Button>
          ))}
          {more?.(rows, () => onDone(rows))}
          {pathOf ? (
            <Button
              className="a-danger"
              disabled={atWork !== undefined}
              onClick={() => setDoomed(rows.map((row) => ({ name: nameOf(row), path: pathOf(row) })))}
            >
              {text('list.delete')}
            </Button>
          ) : null}
          <button type="button" className="a-text-button" onClick={onClear}>
            {text('list.unselect')}
          </button>
          <Failures failures={failures} />
        </section>
      ) : null}
      {doomed && doomed.length > 0 && pathOf ? (
        <DeleteManyDialog
          doomed={doomed}
          onClose={() => setDoomed(undefined)}
          onDeleted={(paths) => {
            onDone(rows.filter((row) => paths.has(pathOf(row))));
            setDoomed(doomed.filter(({ path }) => !paths.has(path)));
            if (paths.size > 0)
              say({
                words:
                  paths.size === 1
                    ? text('delete_many.done_one')
                    : text('delete_many.done_many', { count: String(paths.size) }),
              });
          }}
        />
      ) : null}
    </>
  );
}
