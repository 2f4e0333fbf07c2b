import { useEffect, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Page } from '../wire.ts';
import { type Destination, destinationOf, searched } from './destinations.ts';

/** How long somebody may pause between two keys before the server is asked. */
const PAUSE = 150;
const MOST = 5;

export interface Group {
  readonly title: string;
  readonly found: readonly Destination[];
}

/** Objects of all kinds whose names match, each kind as soon as its answer is there. Typing on drops what was asked. */
export function useFound(words: string): { readonly groups: readonly Group[]; readonly looking: boolean } {
  const { client, text } = useAdmin();
  const [state, setState] = useState<{
    readonly words: string;
    readonly found: Readonly<Record<string, readonly Destination[]>>;
    readonly open: number;
  }>({ words: '', found: {}, open: 0 });

  useEffect(() => {
    if (words === '') return;
    const dropped = new AbortController();
    const ask = () => {
      setState((before) => ({ ...before, words, open: searched.length }));
      for (const kind of searched)
        void client
          .get<Page<Readonly<Record<string, unknown>>>>(
            kind.path,
            { ...kind.query, search: words, page_size: MOST },
            dropped.signal,
          )
          .then((reply) => {
            if (dropped.signal.aborted) return;
            // Whoever may not see a kind finds nothing of it.
            const rows = 'value' in reply ? reply.value.results : [];
            const found = rows.map((row) => destinationOf(kind, row));
            setState((before) => ({
              words,
              found: { ...before.found, [kind.list]: found },
              open: before.open - 1,
            }));
          });
    };
    const timer = setTimeout(ask, PAUSE);
    return () => {
      clearTimeout(timer);
      dropped.abort();
    };
  }, [words, client]);

  if (words === '') return { groups: [], looking: false };
  return {
    groups: searched.flatMap(({ list, label }) => {
      const found = state.found[list] ?? [];
      return found.length > 0 ? [{ title: text(label), found }] : [];
    }),
    looking: state.words !== words || state.open > 0,
  };
}
