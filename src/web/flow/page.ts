import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';
import type { Failure } from './failure.ts';
import type { Draft } from './state.ts';
import type { Answer, Challenge } from './wire.ts';

/** What a challenge's view may know of the page around it, and what it may ask of it. */
export interface Page {
  readonly text: Text<Key>;
  /** The page's own address: relative addresses in challenges are read against it. */
  readonly base: string;
  readonly challenge: Challenge;
  readonly draft: Draft;
  readonly restarted: boolean;
  readonly sending: boolean;
  readonly slow: boolean;
  readonly failure: Failure | undefined;
  readonly inspecting: boolean;
  /** Sends the answer once; a second call while one is under way does nothing. `typed` is kept for a lost session. */
  answer(values: Answer, typed?: Draft): void;
  /** Draws a challenge that came inside another one (a source's button). */
  show(challenge: Challenge): void;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** The page around the challenge being drawn. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('A challenge is drawn outside of the flow page.');
  return page;
}
