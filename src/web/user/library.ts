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

/** Tiles in which every word of the search occurs, those whose name begins with it first. */
export function found(tiles: readonly Tile[], search: string): readonly Tile[] {
  const words = plain(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return tiles;
  return tiles
    .filter(({ application }) => {
      const { name, slug, group, meta_publisher, meta_description } = application;
      const text = plain([name, slug, group, meta_publisher, meta_description].join(' '));
      return words.every((word) => text.includes(word));
    })
    .toSorted((one, other) => rank(other, words) - rank(one, words) || byName(one, other));
}

function rank({ application }: Tile, words: readonly string[]): number {
  const name = plain(application.name);
  if (name.startsWith(words[0] ?? '')) return 2;
  return words.every((word) => name.includes(word)) ? 1 : 0;
}

const byName = (one: Tile, other: Tile) => one.application.name.localeCompare(other.application.name);

/** Lower case without accents: "Über" is found by "uber". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
