import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../client.ts';

/** Why something could not be shown. */
export interface Failed {
  readonly kind: 'offline' | 'server' | 'refused';
  /** What the API said, where it refused. */
  readonly words: string;
  readonly request_id: string | undefined;
}

/** Something that is done by the API. */
export type Act = () => Promise<Result<unknown>>;

export interface Asked<T> {
  /** The last answer; it stays while the next one is awaited. */
  readonly value: T | undefined;
  readonly failed: Failed | undefined;
  reload(): Promise<void>;
  /** Shows something before the server has said it. */
  suppose(value: T): void;
}

/** What is wrong, in the words of whoever knows. */
export function failureOf(result: Exclude<Result<unknown>, { readonly value: unknown }>): Failed {
  if ('failure' in result) return { kind: result.failure, words: '', request_id: result.request_id };
  if ('refused' in result)
    return { kind: 'refused', words: Object.values(result.refused).flat().join(' '), request_id: undefined };
  return { kind: 'server', words: '', request_id: undefined };
}

/**
 * Asks the API once, and anew on demand. `left` sends away whoever is not signed in any more; it says so by `true`, and
 * nothing is shown then. With `wanted` false it waits.
 */
export function useResult<T>(
  ask: () => Promise<Result<T>>,
  left: (result: Result<unknown>) => boolean,
  wanted = true,
): Asked<T> {
  const [state, setState] = useState<{ value?: T; failed?: Failed }>({});
  const latest = useRef(0);
  const asking = useRef({ ask, left });
  asking.current = { ask, left };

  const reload = useCallback(async () => {
    const mine = ++latest.current;
    const result = await asking.current.ask();
    if (mine !== latest.current || asking.current.left(result)) return;
    setState((before) => ('value' in result ? result : { ...before, failed: failureOf(result) }));
  }, []);

  useEffect(() => {
    if (wanted) void reload();
    return () => {
      latest.current++;
    };
  }, [reload, wanted]);

  const suppose = useCallback((value: T) => {
    latest.current++;
    setState({ value });
  }, []);
  return { value: state.value, failed: state.failed, reload, suppose };
}
