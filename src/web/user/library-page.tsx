import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Skeleton.css';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Message } from '../../ui/kit/message.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Application, Me } from './api.ts';
import type { Key } from './catalogue.ts';
import { found, grouped, tilesOf } from './library.ts';
import { adminAddress } from './sign-in.ts';
import { TileLink } from './tile-link.tsx';

interface LibraryProps {
  readonly text: Text<Key>;
  readonly me: Me;
  readonly applications: readonly Application[];
}

/** "My applications": everything one may open, by group, with a search whose first hit opens on Enter. */
export function Library({ text, me, applications }: LibraryProps) {
  const [search, setSearch] = useState('');
  const all = useMemo(() => tilesOf(applications, location.href), [applications]);
  const hits = found(all, search);
  const searching = search.trim() !== '';
  const groups = searching ? [{ name: '', tiles: hits }] : grouped(all);

  if (all.length === 0) return <Nothing text={text} me={me} />;

  const open = (event: KeyboardEvent) => {
    const [first] = hits;
    if (event.key !== 'Enter' || !searching || !first) return;
    if (first.application.open_in_new_tab) window.open(first.address, '_blank', 'noopener');
    else location.assign(first.address);
  };

  return (
    <>
      <div className="library-head">
        <h1>{text('library.title')}</h1>
        <TextInput
          type="search"
          size="md"
          className="library-search"
          aria-label={text('library.search')}
          placeholder={text('library.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={open}
        />
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
        groups.map(({ name, tiles }) => (
          <section key={name} className="library-group">
            {groups.length > 1 ? <h2>{name || text('library.other')}</h2> : name ? <h2>{name}</h2> : null}
            <ul className="library-tiles">
              {tiles.map((tile) => (
                <li key={tile.application.pk}>
                  <TileLink tile={tile} text={text} />
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
    </>
  );
}

function Nothing({ text, me }: { readonly text: Text<Key>; readonly me: Me }) {
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
        <Skeleton className="library-search" height="2.625rem" radius="md" />
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
