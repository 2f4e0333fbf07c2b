import { Button, Skeleton, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Message } from '../../ui/kit/message.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Application } from './api.ts';
import type { Key } from './catalogue.ts';
import { favouritesFirst, found, grouped, nextSpot, type Tile, tilesOf } from './library.ts';
import { choicesOf } from './settings-of.ts';
import { adminAddress } from './sign-in.ts';
import { TileLink } from './tile-link.tsx';
import { useUser } from './user.ts';

/** "My applications": everything one may open, the favourites first, with a search whose first hit opens on Enter. */
export function Library({ applications }: { readonly applications: readonly Application[] }) {
  const { text, me, choose } = useUser();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const all = useMemo(() => tilesOf(applications, location.href), [applications]);
  const { favourites, layout } = choicesOf(me.settings);

  useEffect(() => {
    const slash = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { activeElement } = document;
      if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea, select')) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);

  if (all.length === 0) return <Nothing />;

  const hits = found(all, search);
  const searching = search.trim() !== '';
  const chosen = favouritesFirst(all, favourites);
  const groups = grouped(chosen.others);
  const sections: readonly { readonly title: string; readonly tiles: readonly Tile[] }[] = searching
    ? [{ title: '', tiles: hits }]
    : [
        ...(chosen.favourites.length > 0
          ? [{ title: text('library.favourites'), tiles: chosen.favourites }]
          : []),
        ...groups.map(({ name, tiles }) => ({
          title: name || (groups.length > 1 || chosen.favourites.length > 0 ? text('library.other') : ''),
          tiles,
        })),
      ];

  const links = () => [...(whole.current?.querySelectorAll<HTMLAnchorElement>('.tile-link') ?? [])];
  const inField = (event: KeyboardEvent) => {
    const [first] = hits;
    if (event.key === 'Escape') setSearch('');
    else if (event.key === 'ArrowDown') {
      event.preventDefault();
      links()[0]?.focus();
    } else if (event.key === 'Enter' && searching && first) {
      if (first.application.open_in_new_tab) window.open(first.address, '_blank', 'noopener');
      else location.assign(first.address);
    }
  };
  const amongTiles = (event: KeyboardEvent) => {
    if (!event.key.startsWith('Arrow')) return;
    const every = links();
    const from = every.findIndex((link) => link.matches(':focus'));
    if (from < 0) return;
    event.preventDefault();
    const spots = every.map((link) => link.getBoundingClientRect());
    const to = nextSpot(spots, from, event.key);
    if (to === from && event.key === 'ArrowUp') field.current?.focus();
    else every[to]?.focus();
  };
  const favour = ({ application: { pk } }: Tile) =>
    void choose({
      library: {
        favourites: favourites.includes(pk) ? favourites.filter((one) => one !== pk) : [...favourites, pk],
      },
    });

  return (
    <>
      <div className="library-head">
        <h1>{text('library.title')}</h1>
        <div className="library-tools">
          <TextInput
            ref={field}
            type="search"
            size="md"
            className="library-search"
            aria-label={text('library.search')}
            aria-keyshortcuts="/"
            placeholder={text('library.search_hint')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={inField}
          />
          <Layouts layout={layout} onChoose={(wanted) => void choose({ library: { layout: wanted } })} />
        </div>
      </div>
      <p role="status" className="library-count">
        {hits.length === 1
          ? text('library.count_one')
          : text('library.count_many', { count: String(hits.length) })}
      </p>
      {searching && hits.length === 0 ? (
        <Message
          title={text('library.no_hit_title')}
          action={
            <Button variant="default" onClick={() => setSearch('')}>
              {text('library.clear')}
            </Button>
          }
        >
          <p>{text('library.no_hit', { words: search.trim() })}</p>
        </Message>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows lead from link to link; each is reached by Tab too
        <div ref={whole} onKeyDown={amongTiles}>
          {sections.map(({ title, tiles }) => (
            <section key={title} className="library-group">
              {title ? <h2>{title}</h2> : null}
              <ul className="library-tiles" data-layout={layout}>
                {tiles.map((tile) => (
                  <li key={tile.application.pk}>
                    <TileLink
                      tile={tile}
                      favourite={favourites.includes(tile.application.pk)}
                      onFavour={() => favour(tile)}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </>
  );
}

/** Tiles or lines. */
function Layouts({
  layout,
  onChoose,
}: {
  readonly layout: 'tiles' | 'list';
  readonly onChoose: (layout: 'tiles' | 'list') => void;
}) {
  const { text } = useUser();
  const shapes = {
    tiles: 'M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h7v7h-7z',
    list: 'M4 6h16M4 12h16M4 18h16',
  };
  return (
    <fieldset className="library-layouts">
      <legend>{text('library.layout')}</legend>
      {(['tiles', 'list'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={layout === one}
          aria-label={text(`library.layout_${one}`)}
          title={text(`library.layout_${one}`)}
          onClick={() => onChoose(one)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={shapes[one]} />
          </svg>
        </button>
      ))}
    </fieldset>
  );
}

function Nothing() {
  const { text, me } = useUser();
  const admin = me.is_superuser;
  return (
    <>
      <h1>{text('library.title')}</h1>
      <Message
        title={text('library.none_title')}
        action={
          admin ? (
            <Button component="a" href={adminAddress}>
              {text('library.none_admin_link')}
            </Button>
          ) : null
        }
      >
        <p>{text(admin ? 'library.none_admin' : 'library.none')}</p>
      </Message>
    </>
  );
}

/** Tiles to come, in their places. */
export function LibraryLoading({ text }: { readonly text: Text<Key> }) {
  return (
    <div role="status" aria-label={text('library.loading')}>
      <div className="library-head">
        <h1>{text('library.title')}</h1>
        <div className="library-tools">
          <Skeleton className="library-search" height="2.625rem" radius="md" />
          <span className="library-layouts" />
        </div>
      </div>
      <p className="library-count">&nbsp;</p>
      <div className="library-group">
        <div className="library-tiles">
          {['one', 'two', 'three', 'four', 'five', 'six'].map((place) => (
            <Skeleton key={place} height="5.5rem" radius="md" />
          ))}
        </div>
      </div>
    </div>
  );
}
