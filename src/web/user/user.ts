import { createContext, useContext } from 'react';
import type { Text } from '../../ui/texts.ts';
import type { Client, Result } from '../client.ts';
import type { Me, Settings } from './api.ts';
import type { Key } from './catalogue.ts';

/** What is at hand on every page of the user interface. */
export interface User {
  readonly client: Client;
  readonly text: Text<Key>;
  readonly language: string;
  readonly me: Me;
  /** Path below the interface's base, such as `/settings/sessions/`. */
  readonly path: string;
  /** Goes to another page of the interface without loading everything anew. */
  go(path: string): void;
  /** Keeps what the person chose; shown at once, taken back where the server refuses it. */
  choose(settings: Settings): Promise<void>;
  /** Reads anew who is signed in. */
  refresh(): Promise<void>;
  /** Says what just happened, at the edge of the page. */
  say(words: string, tone?: 'plain' | 'danger'): void;
  /** Sends whoever is not signed in any more to sign in; true where that was so. */
  left(result: Result<unknown>): boolean;
}

const UserContext = createContext<User | undefined>(undefined);

export const UserProvider = UserContext.Provider;

export function useUser(): User {
  const user = useContext(UserContext);
  if (!user) throw new Error('A page is drawn outside of the user interface.');
  return user;
}
