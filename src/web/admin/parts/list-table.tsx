import { useEffect, useRef } from 'react';
import { useAdmin } from '../admin.ts';
import type { Column } from './list-column.ts';

type Key = string | number;

interface ListTableProps<T> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => Key;
  readonly ordering: string;
  readonly onSort: (ordering: string) => void;
  /** Where rows can be selected: which are, what a row is called, and what changes it. */
  readonly selection?:
    | {
        readonly keys: ReadonlyMap<Key, T>;
        readonly nameOf: (row: T) => string;
        readonly onSelect: (rows: readonly T[], selected: boolean) => void;
      }
    | undefined;
}

/** The rows of a list. A column that can be sorted by has a button for its header. */
export function ListTable<T>({ columns, rows, keyOf, ordering, onSort, selection }: ListTableProps<T>) {
  const { text } = useAdmin();
  return (
    <div className="a-table-frame">
      <table className="a-table">
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className="a-select-cell">
                <SelectAll
                  label={text('list.select_page')}
                  selected={rows.filter((row) => selection.keys.has(keyOf(row))).length}
                  of={rows.length}
                  onChange={(selected) => selection.onSelect(rows, selected)}
                />
              </th>
            ) : null}
            {columns.map(({ title, sort }) => (
              <th key={title} scope="col" aria-sort={sortOf(ordering, sort)}>
                {sort ? (
                  <button
                    type="button"
                    className="a-sort"
                    onClick={() => onSort(ordering === sort ? `-${sort}` : sort)}
                  >
                    {title}
                    <svg viewBox="0 0 8 12" aria-hidden="true">
                      <path className="a-sort-up" d="M1 4.5 4 1l3 3.5" />
                      <path className="a-sort-down" d="M1 7.5 4 11l3-3.5" />
                    </svg>
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-selected={selection?.keys.has(keyOf(row))}>
              {selection ? (
                <td className="a-select-cell">
                  <input
                    type="checkbox"
                    aria-label={text('list.select_one', { name: selection.nameOf(row) })}
                    checked={selection.keys.has(keyOf(row))}
                    onChange={(event) => selection.onSelect([row], event.currentTarget.checked)}
                  />
                </td>
              ) : null}
              {columns.map(({ title, cell }) => (
                <td key={title} data-label={title}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sortOf(ordering: string, sort: string | undefined): 'ascending' | 'descending' | 'none' | undefined {
  if (!sort) return undefined;
  if (ordering === sort) return 'ascending';
  return ordering === `-${sort}` ? 'descending' : 'none';
}

/** A box for all rows of the page; half ticked where some are selected. */
function SelectAll({
  label,
  selected,
  of,
  onChange,
}: {
  readonly label: string;
  readonly selected: number;
  readonly of: number;
  readonly onChange: (selected: boolean) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = selected > 0 && selected < of;
  }, [selected, of]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={of > 0 && selected === of}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
