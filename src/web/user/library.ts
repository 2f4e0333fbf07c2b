import { redirectAddress } from '../../ui/address.ts';
import type { Application } from './api.ts';

/** An application that can be opened, with the address to open it by. */
export interface Tile {
  readonly application: Application;
  readonly address: string;
}

export interface TileGroup {
  /** The heading its administrator gave it; empty for the applications without one. */
  readonly name: string;
  readonly tiles: readonly Tile[];
}

/** The applications that belong on the page: not hidden, and with an address that may be followed. */
export function tilesOf(applications: readonly Application[], base: string): readonly Tile[] {
  return applications.flatMap((application) => {
    const { launch_url, meta_hide } = application;
    const address = redirectAddress(launch_url, base);
    return meta_hide || !address || launch_url?.startsWith('blank:') ? [] : [{ application, address }];
  });
}

/** Tiles under their headings: the ones without a heading last, everything else by the alphabet. */
export function grouped(tiles: readonly Tile[]): readonly TileGroup[] {
  const groups = Map.groupBy(tiles, ({ application }) => application.group ?? '');
  return [...groups]
    .map(([name, members]) => ({ name, tiles: members.toSorted(byName) }))
    .toSorted((one, other) => {
      if (one.name === '' || other.name === '') return one.name === '' ? 1 : -1;
      return one.name.localeCompare(other.name);
    });
}

/** The favourites in the order in which they were chosen, and the tiles that are none. */
export function favouritesFirst(
  tiles: readonly Tile[],
  favourites: readonly string[],
): { readonly favourites: readonly Tile[]; readonly others: readonly Tile[] } {
  const chosen = favourites.flatMap((pk) => tiles.filter(({ application }) => application.pk === pk));
  return { favourites: chosen, others: tiles.filter((tile) => !chosen.includes(tile)) };
}

/** How well a tile fits a search; 0 where it does not. */
type Rank = 0 | 1 | 2 | 3 | 4 | 5;

/** Tiles that fit every word of the search, the best first: a letter too many, too few or mistyped is forgiven. */
export function found(tiles: readonly Tile[], search: string): readonly Tile[] {
  const words = plain(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return tiles;
  return tiles
    .map((tile) => ({ tile, rank: rankOf(tile, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank || byName(one.tile, other.tile))
    .map(({ tile }) => tile);
}

function rankOf({ application }: Tile, words: readonly string[]): Rank {
  const { name, slug, group, meta_publisher, meta_description } = application;
  const title = plain(name);
  const all = plain([name, slug, group, meta_publisher, meta_description].join(' '));
  if (words.every((word) => all.includes(word))) {
    if (title.startsWith(words[0] ?? '')) return 5;
    return words.every((word) => title.includes(word)) ? 4 : 3;
  }
  const fitsIn = (text: string) => (word: string) =>
    text.includes(word) || areInitials(word, title) || wordsOf(text).some((part) => isAlmost(word, part));
  if (words.every(fitsIn(title))) return 2;
  return words.every(fitsIn(all)) ? 1 : 0;
}

/** "gcal" fits "Google Calendar": letters in order, each the first of a word or right behind the one before. */
function areInitials(word: string, title: string): boolean {
  const parts = wordsOf(title);
  const spells = (at: number, part: number): boolean => {
    if (at === word.length) return true;
    for (let next = part; next < parts.length; next++) {
      const here = parts[next] ?? '';
      let taken = 0;
      while (taken < here.length && word[at + taken] === here[taken]) taken++;
      for (let length = taken; length > 0; length--) if (spells(at + length, next + 1)) return true;
    }
    return false;
  };
  return word.length > 1 && word.length <= LONGEST_INITIALS && spells(0, 0);
}

/** Longer than this nobody abbreviates; it bounds the work. */
const LONGEST_INITIALS = 8;

/** Whether one slip of the finger makes the word out of how the part begins; short words leave no room for slips. */
function isAlmost(word: string, part: string): boolean {
  if (word.length < 4) return false;
  return [word.length - 1, word.length, word.length + 1].some((length) =>
    isOneSlip(word, part.slice(0, length)),
  );
}

/** One letter more, one less, another one, or two that changed places. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}

const byName = (one: Tile, other: Tile) => one.application.name.localeCompare(other.application.name);

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Lower case without accents: "Über" is found by "uber". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Where something is on the screen. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}

/** The place that an arrow key leads to from another one; itself at the edge. */
export function nextSpot(spots: readonly Spot[], from: number, key: string): number {
  const here = spots[from];
  if (!here) return from;
  if (key === 'ArrowRight') return Math.min(from + 1, spots.length - 1);
  if (key === 'ArrowLeft') return Math.max(from - 1, 0);
  const sign = key === 'ArrowDown' ? 1 : -1;
  const beyond = spots
    // A browser's rectangles keep their numbers in getters, which spreading leaves behind.
    .map(({ top, left }, index) => ({ top, left, index }))
    .filter(({ top }) => (top - here.top) * sign > 1);
  const row = Math.min(...beyond.map(({ top }) => top * sign)) * sign;
  const [best] = beyond
    .filter(({ top }) => Math.abs(top - row) <= 1)
    .toSorted((one, other) => Math.abs(one.left - here.left) - Math.abs(other.left - here.left));
  return best?.index ?? from;
}
