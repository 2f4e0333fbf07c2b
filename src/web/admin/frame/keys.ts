import { labelOf } from './destinations.ts';

/** Where `g` and then a letter lead; a letter whose page is not there does nothing. */
export const ways: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    d: '/overview/',
    a: '/applications/',
    v: '/providers/',
    f: '/flows/',
    s: '/stages/',
    u: '/users/',
    g: '/groups/',
    o: '/sources/',
    p: '/policies/',
    l: '/events/',
    c: '/decisions/',
  }).filter(([, to]) => labelOf(to) !== undefined),
);

/** How the browser's platform writes the keys that open the search. */
export const PALETTE_KEYS = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘ K' : 'Ctrl K';

const KEY = 'postern-single-keys';

/** Whether keys without Ctrl do something. */
export function singleKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Where the browser keeps nothing, they are on again after the next load.
  }
}
