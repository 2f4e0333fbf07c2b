import { createContext, use } from 'react';
import type { Text } from '../../ui/texts.ts';
import type { Client } from './client.ts';
import type { Key } from './texts/english.ts';
import type { Me } from './wire.ts';

/** What every page of the admin interface has at hand. */
export interface Admin {
  readonly client: Client;
  readonly text: Text<Key>;
  /** The language of the texts, for dates and names of countries. */
  readonly language: string;
  readonly me: Me;
  /** Path below the interface's base, and query, of the page that is shown. */
  readonly path: string;
  readonly search: string;
  /** Goes to another page of the interface; `replace` leaves no step back. */
  go(address: string, options?: { readonly replace?: boolean }): void;
  /** Fetches the script of a page that is likely to be opened next. */
  prepare(address: string): void;
  /** Says something at the edge of the page, with what can still be done about it. */
  say(notice: Notice): void;
}

export interface Notice {
  readonly words: string;
  readonly tone?: 'plain' | 'danger';
  readonly action?: { readonly label: string; run(): void };
}

const AdminContext = createContext<Admin | undefined>(undefined);

export const AdminProvider = AdminContext.Provider;

export function useAdmin(): Admin {
  const admin = use(AdminContext);
  if (!admin) throw new Error('There is no AdminProvider around this component.');
  return admin;
}
