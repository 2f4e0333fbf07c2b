import { Button, Skeleton, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Message } from '../../../ui/kit/message.tsx';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { Query } from '../client.ts';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import { TroubleMessage } from './trouble.tsx';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
}

interface ListProps<T> {
  /** What the rows are, for who hears the page: "Policies". */
  readonly label: string;
  readonly path: string;
  readonly query?: Query;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string | number;
  /** What to show where there is nothing at all, searched or not. */
  readonly empty: { readonly title: string; readonly words: string; readonly action?: ReactNode };
  readonly filters?: ReactNode;
  readonly searchable?: boolean;
  /** Changes where something was created or deleted: the list is read anew. */
  readonly version?: number;
}

const PAGE_SIZE = 20;
/** How long somebody may pause between two keys before the server is asked. */
const PAUSE = 250;

/** A list of objects, page by page. What is searched and which page it is stands in the address. */
export function List<T>(props: ListProps<T>) {
  const { label, path, query = {}, columns, keyOf, empty, filters, searchable = true, version = 0 } = props;
  const { client, text, path: here, search, go } = useAdmin();
  const params = new URLSearchParams(search);
  const page = Math.max(1, Number(params.get('page')) || 1);
  const wanted = params.get('search') ?? '';
  const asked = { ...query, page, page_size: PAGE_SIZE, search: wanted };
  const list = useLoad(`${path}${JSON.stringify(asked)}#${version}`, () => client.get<Page<T>>(path, asked));
  const [typed, setTyped] = useState(wanted);
  const goTo = useRef(go);
  goTo.current = go;

  useEffect(() => setTyped(wanted), [wanted]);
  useEffect(() => {
    if (typed === wanted) return;
    const timer = setTimeout(
      () => goTo.current(withParams(here, location.search, { search: typed, page: '' }), { replace: true }),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [typed, wanted, here]);

  const { value, trouble } = list;
  if (trouble && !value) return <TroubleMessage trouble={trouble} retry={() => void list.reload()} />;
  const turn = (to: number) => go(withParams(here, search, { page: to > 1 ? String(to) : '' }));
  const count = value?.pagination.count ?? 0;

  return (
    <section aria-label={label} aria-busy={list.loading}>
      {searchable || filters ? (
        <div className="a-tools">
          {searchable ? (
            <TextInput
              type="search"
              className="a-search"
              aria-label={text('list.search', { what: label })}
              placeholder={text('list.search', { what: label })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          ) : null}
          {filters}
        </div>
      ) : null}
      {value === undefined ? (
        <ListLoading label={text('list.loading', { what: label })} />
      ) : count === 0 ? (
        <Message
          title={wanted === '' ? empty.title : text('list.no_hit_title')}
          action={
            wanted === '' ? (
              (empty.action ?? null)
            ) : (
              <Button variant="default" onClick={() => setTyped('')}>
                {text('list.clear')}
              </Button>
            )
          }
        >
          <p>{wanted === '' ? empty.words : text('list.no_hit', { words: wanted })}</p>
        </Message>
      ) : (
        <>
          <div className="a-table-frame">
            <table className="a-table">
              <thead>
                <tr>
                  {columns.map(({ title }) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {value.results.map((row) => (
                  <tr key={keyOf(row)}>
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
          <div className="a-pager">
            <p role="status">
              {count === 1 ? text('list.count_one') : text('list.count_many', { count: String(count) })}
            </p>
            {value.pagination.total_pages > 1 ? (
              <nav aria-label={text('list.pages')}>
                <Button variant="default" disabled={page <= 1} onClick={() => turn(page - 1)}>
                  {text('list.previous')}
                </Button>
                <span>
                  {text('list.page', { page: String(page), pages: String(value.pagination.total_pages) })}
                </span>
                <Button
                  variant="default"
                  disabled={page >= value.pagination.total_pages}
                  onClick={() => turn(page + 1)}
                >
                  {text('list.next')}
                </Button>
              </nav>
            ) : null}
          </div>
        </>
      )}
    </section>
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
