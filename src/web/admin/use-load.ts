import { useCallback, useEffect, useRef, useState } from 'react';
import type { Reply, Trouble } from './client.ts';

export interface Loaded<T> {
  /** The last answer; stays while the next one is awaited. */
  readonly value: T | undefined;
  readonly trouble: Trouble | undefined;
  readonly loading: boolean;
  reload(): Promise<void>;
  /** Shows something before the server has said it; what is asked from now on counts again. */
  suppose(value: T): void;
}

/** Reads something and keeps it; reads again where `key` has changed. Answers that were overtaken are dropped. */
export function useLoad<T>(key: string, read: () => Promise<Reply<T>>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value?: T; trouble?: Trouble }>({ key: '' });
  const [loading, setLoading] = useState(true);
  const latest = useRef(0);
  const reader = useRef(read);
  reader.current = read;

  const load = useCallback(async (wanted: string) => {
    const mine = ++latest.current;
    setLoading(true);
    const reply = await reader.current();
    if (mine !== latest.current) return;
    setState((before) =>
      'value' in reply
        ? { key: wanted, value: reply.value }
        : { ...(before.key === wanted ? before : {}), key: wanted, trouble: reply.trouble },
    );
    setLoading(false);
  }, []);

  useEffect(() => {
    void load(key);
    return () => {
      latest.current++;
    };
  }, [key, load]);

  const reload = useCallback(() => load(key), [key, load]);
  const suppose = useCallback((value: T) => {
    // An answer that is still on its way knows nothing of this yet: it would undo it for a moment.
    latest.current++;
    setLoading(false);
    setState((before) => ({ key: before.key, value }));
  }, []);
  return { value: state.value, trouble: state.trouble, loading, reload, suppose };
}
