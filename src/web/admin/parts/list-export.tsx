import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Query } from '../client.ts';
import type { Page } from '../wire.ts';
import { csvOf } from './csv.ts';
import { type Column, exportedBy } from './list-column.ts';
import { sentenceOf } from './trouble.tsx';

/** The API's largest page. */
const AT_ONCE = 100;

interface ListExportProps<T> {
  readonly label: string;
  readonly path: string;
  readonly asked: Query;
  /** Those that are shown. */
  readonly columns: readonly Column<T>[];
}

/** Everything that the list finds as a file, page by page, with how far it is. */
export function ListExport<T>({ label, path, asked, columns }: ListExportProps<T>) {
  const { client, text, say } = useAdmin();
  const [progress, setProgress] = useState<{ readonly done: number; readonly count: number }>();
  const stopped = useRef(false);
  const written = columns.flatMap((column) => {
    const value = exportedBy(column);
    return value ? [{ title: column.title, value }] : [];
  });
  if (written.length === 0) return null;

  const run = async () => {
    stopped.current = false;
    const rows = [written.map(({ title }) => title)];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const reply = await client.get<Page<T>>(path, { ...asked, page, page_size: AT_ONCE });
      if (stopped.current) return setProgress(undefined);
      if ('trouble' in reply) {
        setProgress(undefined);
        return say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
      }
      const { pagination, results } = reply.value;
      for (const row of results) rows.push(written.map(({ value }) => value(row)));
      pages = pagination.total_pages;
      setProgress({ done: rows.length - 1, count: pagination.count });
    }
    setProgress(undefined);
    save(`${label.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.csv`, csvOf(rows));
    say({ words: text('export.done', { count: String(rows.length - 1) }) });
  };

  return progress ? (
    <span className="a-export">
      <span role="status">
        {text('export.progress', { done: String(progress.done), count: String(progress.count) })}
      </span>
      <Button
        variant="default"
        onClick={() => {
          stopped.current = true;
        }}
      >
        {text('export.cancel')}
      </Button>
    </span>
  ) : (
    <Button
      variant="default"
      onClick={() => {
        setProgress({ done: 0, count: 0 });
        void run();
      }}
    >
      {text('export.start')}
    </Button>
  );
}

function save(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
