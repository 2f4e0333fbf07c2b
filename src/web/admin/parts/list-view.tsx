import { Button } from '@mantine/core';
import { useId } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import type { Column } from './list-column.ts';
import type { ListMemory } from './list-memory.ts';
import { PAGE_SIZES } from './use-listing.ts';

interface ListViewProps<T> {
  readonly columns: readonly Column<T>[];
  readonly memory: ListMemory;
  readonly ordering: string;
  readonly onKeep: (memory: ListMemory) => void;
  readonly onSort: (ordering: string) => void;
  readonly onClose: () => void;
}

/** Whether a column is to be seen. */
export const isShown = <T,>({ title, chosen }: Column<T>, { columns = {} }: ListMemory): boolean =>
  columns[title] ?? chosen !== false;

/** How a list is shown: its columns, its order, and how many rows make a page. */
export function ListView<T>({ columns, memory, ordering, onKeep, onSort, onClose }: ListViewProps<T>) {
  const { text } = useAdmin();
  const id = useId();
  const shown = columns.filter((column) => isShown(column, memory));
  return (
    <Dialog title={text('list.view_title')} shape="box" closeLabel={text('action.close')} onClose={onClose}>
      <fieldset className="a-list-columns">
        <legend>{text('list.columns')}</legend>
        {columns.map((column) => (
          <label key={column.title}>
            <input
              type="checkbox"
              checked={isShown(column, memory)}
              // One column always stays: a list without any would look broken.
              disabled={shown.length === 1 && shown[0] === column}
              onChange={(event) =>
                onKeep({
                  ...memory,
                  columns: { ...memory.columns, [column.title]: event.currentTarget.checked },
                })
              }
            />
            {column.title}
          </label>
        ))}
      </fieldset>
      <div className="a-list-choices">
        <label htmlFor={`${id}-sort`}>{text('list.sort')}</label>
        <select
          id={`${id}-sort`}
          className="a-select"
          value={ordering}
          onChange={(event) => onSort(event.currentTarget.value)}
        >
          <option value="">{text('list.sort_usual')}</option>
          {columns.flatMap(({ title, sort }) =>
            sort
              ? [
                  <option key={sort} value={sort}>
                    {text('list.ascending', { what: title })}
                  </option>,
                  <option key={`-${sort}`} value={`-${sort}`}>
                    {text('list.descending', { what: title })}
                  </option>,
                ]
              : [],
          )}
        </select>
        <label htmlFor={`${id}-size`}>{text('list.page_size')}</label>
        <select
          id={`${id}-size`}
          className="a-select"
          value={memory.page_size ?? PAGE_SIZES[0]}
          onChange={(event) => onKeep({ ...memory, page_size: Number(event.currentTarget.value) })}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </div>
      <p className="a-soft">{text('list.view_about')}</p>
      <div className="a-dialog-actions">
        <Button
          variant="default"
          onClick={() => {
            onKeep({});
            onSort('');
          }}
        >
          {text('list.usual')}
        </Button>
        <Button onClick={onClose}>{text('list.done')}</Button>
      </div>
    </Dialog>
  );
}
