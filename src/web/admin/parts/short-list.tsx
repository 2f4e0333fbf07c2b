import { type ReactNode, useId, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Query } from '../client.ts';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ListLoading } from './list.tsx';
import type { Column } from './list-column.ts';
import { TextButton } from './text-button.tsx';
import { TroubleMessage } from './trouble.tsx';

/** What can be taken away from a short list. */
interface Removal<T> {
  readonly nameOf: (row: T) => string;
  /** What is sent to take it away. */
  readonly pathOf: (row: T) => string;
  /** The word on the row: "Revoke". */
  readonly action: string;
  /** The question, and what follows. */
  readonly title: (name: string) => string;
  readonly words: string;
}

interface ShortListProps<T> {
  readonly title: string;
  readonly lead?: string;
  readonly path: string;
  readonly query?: Query;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string | number;
  readonly empty: string;
  readonly removal?: Removal<T>;
  /** What can be added. */
  readonly action?: ReactNode;
  readonly version?: number;
}

/** So many are shown; who has more looks for them on the page of all. */
const MOST = 100;

/** What belongs to one object, as a part of its page. */
export function ShortList<T>(props: ShortListProps<T>) {
  const { title, lead, path, query = {}, columns, keyOf, empty, removal, action, version = 0 } = props;
  const { client, text, say } = useAdmin();
  const [doomed, setDoomed] = useState<T>();
  const heading = useId();
  const list = useLoad(`${path}${JSON.stringify(query)}#${version}`, async () => {
    const reply = await client.get<Page<T> | readonly T[]>(path, { ...query, page_size: MOST });
    if ('trouble' in reply) return reply;
    const { value } = reply;
    return { value: 'results' in value ? value : { results: value, count: value.length } };
  });
  const rows = list.value?.results;
  const count = list.value && 'pagination' in list.value ? list.value.pagination.count : (rows?.length ?? 0);

  return (
    <section
      className="a-short"
      aria-labelledby={heading}
      aria-busy={list.loading}
      data-first={rows === undefined && !list.trouble}
    >
      <div className="a-short-head">
        <h2 id={heading}>{title}</h2>
        {action}
      </div>
      {lead ? <p className="a-soft a-short-lead">{lead}</p> : null}
      {list.trouble && !rows ? (
        <TroubleMessage trouble={list.trouble} retry={() => void list.reload()} />
      ) : !rows ? (
        <ListLoading label={text('list.loading', { what: title })} />
      ) : rows.length === 0 ? (
        <p className="a-card a-first">{empty}</p>
      ) : (
        <>
          <div className="a-table-frame">
            <table className="a-table">
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column.title} scope="col">
                      {column.title}
                    </th>
                  ))}
                  {removal ? <th scope="col">{text('column.actions')}</th> : null}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={keyOf(row)}>
                    {columns.map((column) => (
                      <td key={column.title} data-label={column.title}>
                        <div>{column.cell(row)}</div>
                      </td>
                    ))}
                    {removal ? (
                      <td data-label={text('column.actions')}>
                        <div>
                          <TextButton
                            label={`${removal.action}: ${removal.nameOf(row)}`}
                            onClick={() => setDoomed(row)}
                          >
                            {removal.action}
                          </TextButton>
                        </div>
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {count > rows.length ? (
            <p className="a-soft">
              {text('short.more', { shown: String(rows.length), count: String(count) })}
            </p>
          ) : null}
        </>
      )}
      {doomed && removal ? (
        <ConfirmDialog
          title={removal.title(removal.nameOf(doomed))}
          confirm={removal.action}
          danger
          run={() => client.send('DELETE', removal.pathOf(doomed))}
          onClose={() => setDoomed(undefined)}
          onDone={() => {
            setDoomed(undefined);
            void list.reload();
            say({ words: text('short.gone', { name: removal.nameOf(doomed) }) });
          }}
        >
          <p className="a-first">{removal.words}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
