import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useAdmin } from '../admin.ts';

/** How long somebody may pause between two keys before the server is asked. */
const PAUSE = 250;

interface ListSearchProps {
  readonly label: string;
  readonly wanted: string;
  readonly onSearch: (words: string) => void;
}

/** The words that a list is searched for; they reach the address when somebody pauses. */
export function ListSearch({ label, wanted, onSearch }: ListSearchProps) {
  const { text } = useAdmin();
  const [typed, setTyped] = useState(wanted);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setTyped(wanted), [wanted]);
  useEffect(() => {
    if (typed === wanted) return;
    const timer = setTimeout(() => search.current(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, wanted]);
  return (
    <TextInput
      type="search"
      className="a-search"
      aria-label={text('list.search', { what: label })}
      placeholder={text('list.search', { what: label })}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
