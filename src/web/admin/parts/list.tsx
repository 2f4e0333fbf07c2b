import './list.css';
import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Message } from '../../../ui/kit/message.tsx';
import { useAdmin } from '../admin.ts';
import type { Query } from '../client.ts';
import type { Column, Filter } from './list-column.ts';
import { ListExport } from './list-export.tsx';
import { ListFilter } from './list-filter.tsx';
import { ListSearch } from './list-search.tsx';
import { type Bulk, ListSelection } from './list-selection.tsx';
import { ListTable } from './list-table.tsx';
import { isShown, ListView } from './list-view.tsx';
import { TroubleMessage } from './trouble.tsx';
import { useListing } from './use-listing.ts';

interface ListProps<T> {
  /** What the rows are, for who hears the page: "Policies". */
  readonly label: string;
  readonly path: string;
  readonly query?: Query;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string | number;
  /** What to show where there is nothing at all, searched or not. */
  readonly empty: { readonly title: string; readonly words: string; readonly action?: ReactNode };
  readonly filters?: readonly Filter[];
  /** What else stands beside search and filters. */
  readonly beside?: ReactNode;
  readonly searchable?: boolean;
  /** What can be done with several rows at once; without it no row can be selected. */
  readonly bulk?: Bulk<T>;
  /** Changes where something was created or deleted: the list is read anew. */
  readonly version?: number;
}

const NO_FILTERS: readonly Filter[] = [];

/** A list of objects, page by page. What is searched, filtered and sorted by, and which page it is, stands in the address. */
export function List<T>(props: ListProps<T>) {
  const { label, path, query = {}, columns, keyOf, empty, beside, searchable = true, version = 0 } = props;
  const { filters = NO_FILTERS, bulk } = props;
  const { text } = useAdmin();
  const { list, asked, page, search, ordering, chosen, memory, keep, set } = useListing<T>(
    path,
    query,
    filters,
    version,
  );
  const [selected, setSelected] = useState<ReadonlyMap<string | number, T>>(new Map());
  const [viewing, setViewing] = useState(false);
  const { value, trouble } = list;
  if (trouble && !value) return <TroubleMessage trouble={trouble} retry={() => void list.reload()} />;

  const shown = columns.filter((column) => isShown(column, memory));
  const narrowed = search !== '' || Object.keys(chosen).length > 0;
  const nothing = value?.pagination.count === 0;
  const showAll = () =>
    set({ search: '', ...Object.fromEntries(filters.map(({ name }) => [name, ''])) }, { replace: true });
  const select = (rows: readonly T[], wanted: boolean) => {
    const next = new Map(selected);
    for (const row of rows) {
      if (wanted) next.set(keyOf(row), row);
      else next.delete(keyOf(row));
    }
    setSelected(next);
  };

  return (
    <section className="a-list" aria-label={label} aria-busy={list.loading}>
      <div className="a-tools">
        {searchable ? (
          <ListSearch
            label={label}
            wanted={search}
            onSearch={(words) => set({ search: words }, { replace: true })}
          />
        ) : null}
        {filters.map((filter) => (
          <ListFilter
            key={filter.name}
            filter={filter}
            value={chosen[filter.name] ?? ''}
            onChange={(value) => set({ [filter.name]: value })}
          />
        ))}
        {beside}
        {nothing ? null : (
          <span className="a-tools-end">
            <Button variant="default" onClick={() => setViewing(true)}>
              {text('list.view')}
            </Button>
            <ListExport label={label} path={path} asked={asked} columns={shown} />
          </span>
        )}
      </div>
      {value === undefined ? (
        <ListLoading label={text('list.loading', { what: label })} />
      ) : nothing ? (
        <Message
          title={narrowed ? text('list.no_hit_title') : empty.title}
          action={
            narrowed ? (
              <Button variant="default" onClick={showAll}>
                {text(Object.keys(chosen).length > 0 ? 'list.clear_all' : 'list.clear')}
              </Button>
            ) : (
              (empty.action ?? null)
            )
          }
        >
          <p>
            {!narrowed
              ? empty.words
              : Object.keys(chosen).length > 0
                ? text('list.no_hit_filtered')
                : text('list.no_hit', { words: search })}
          </p>
        </Message>
      ) : (
        <>
          <ListTable
            columns={shown}
            rows={value.results}
            keyOf={keyOf}
            ordering={ordering}
            onSort={(by) => set({ ordering: by })}
            selection={bulk && { keys: selected, nameOf: bulk.nameOf, onSelect: select }}
          />
          <Pager
            count={value.pagination.count}
            page={page}
            pages={value.pagination.total_pages}
            onTurn={(to) => set({ page: to > 1 ? String(to) : '' })}
          />
        </>
      )}
      {bulk ? (
        <ListSelection
          bulk={bulk}
          rows={[...selected.values()]}
          onDone={(rows) => {
            select(rows, false);
            void list.reload();
          }}
          onClear={() => setSelected(new Map())}
        />
      ) : null}
      {viewing ? (
        <ListView
          columns={columns}
          memory={memory}
          ordering={ordering}
          onKeep={keep}
          onSort={(by) => set({ ordering: by }, { replace: true })}
          onClose={() => setViewing(false)}
        />
      ) : null}
    </section>
  );
}

function Pager({
  count,
  page,
  pages,
  onTurn,
}: {
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
}) {
  const { text, language } = useAdmin();
  const number = new Intl.NumberFormat(language);
  return (
    <div className="a-pager">
      <p role="status">
        {count === 1 ? text('list.count_one') : text('list.count_many', { count: number.format(count) })}
      </p>
      {pages > 1 ? (
        <nav aria-label={text('list.pages')}>
          <Button variant="default" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
            {text('list.previous')}
          </Button>
          <span>{text('list.page', { page: number.format(page), pages: number.format(pages) })}</span>
          <Button variant="default" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
            {text('list.next')}
          </Button>
        </nav>
      ) : null}
    </div>
  );
}

/** Rows to come, in their places. */
export function ListLoading({ label }: { readonly label: string }) {
  return (
    <div className="a-table-frame a-loading" role="status" aria-label={label}>
      {['one', 'two', 'three', 'four', 'five'].map((place) => (
        <Skeleton key={place} height="2.75rem" radius="md" />
      ))}
    </div>
  );
}
