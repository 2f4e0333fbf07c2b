import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Message } from '../../ui/kit/message.tsx';
import { Picture } from '../../ui/kit/picture.tsx';
import { Shell } from '../../ui/kit/shell.tsx';
import type { Text } from '../../ui/texts.ts';
import { ActingAs } from './acting-as.tsx';
import type { Api, Application, Me } from './api.ts';
import { Bell } from './bell.tsx';
import type { Key } from './catalogue.ts';
import { Library, LibraryLoading } from './library-page.tsx';
import type { Notifications } from './notifications.ts';
import { adminAddress, signInAddress, signOutAddress } from './sign-in.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly me: Me; readonly applications: readonly Application[] }
  | { readonly state: 'failed'; readonly kind: 'offline' | 'server'; readonly request_id?: string };

interface UserPageProps {
  readonly api: Api;
  readonly notifications: Notifications;
  readonly text: Text<Key>;
  /** The address of the brand's logo, where it has one. */
  readonly logo: string | undefined;
  /** Leaves for the sign-in page, which leads back here. */
  readonly leave: (address: string) => void;
}

/** The user interface's first page: who I am, what I may open, the way out. */
export function UserPage({ api, notifications, text, logo, leave }: UserPageProps) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });

  const load = useCallback(async () => {
    setLoaded({ state: 'loading' });
    const [me, applications] = await Promise.all([api.me(), api.applications()]);
    if ('signIn' in me || 'signIn' in applications) {
      leave(signInAddress(location.pathname + location.search));
    } else if ('failure' in me) {
      setLoaded({ ...me, state: 'failed', kind: me.failure });
    } else if ('failure' in applications) {
      setLoaded({ ...applications, state: 'failed', kind: applications.failure });
    } else {
      setLoaded({ state: 'ready', me: me.value, applications: applications.value });
    }
  }, [api, leave]);

  useEffect(() => {
    document.title = text('page_title', { title: text('library.title'), product: text('product') });
    void load();
    // Back from the browser's memory after signing out: what was on the page may no longer be this person's to see.
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) void load();
    };
    addEventListener('pageshow', shown);
    return () => removeEventListener('pageshow', shown);
  }, [load, text]);

  return (
    <>
      {loaded.state === 'ready' ? <ActingAs me={loaded.me} api={api} text={text} leave={leave} /> : null}
      <Shell
        product={text('product')}
        logo={logo}
        home="/if/user/"
        skip={text('shell.skip')}
        aside={
          <>
            {loaded.state === 'ready' ? <Bell notifications={notifications} text={text} /> : null}
            {loaded.state === 'ready' && loaded.me.administers ? (
              <Button component="a" href={adminAddress} variant="default">
                {text('shell.admin')}
              </Button>
            ) : null}
            {loaded.state === 'ready' ? <Who me={loaded.me} text={text} /> : null}
            <Button component="a" href={signOutAddress} variant="default">
              {text('shell.sign_out')}
            </Button>
          </>
        }
      >
        {loaded.state === 'loading' ? <LibraryLoading text={text} /> : null}
        {loaded.state === 'failed' ? (
          <Message
            tone="danger"
            title={text('failure.title')}
            action={<Button onClick={() => void load()}>{text('failure.retry')}</Button>}
          >
            <p>{text(`failure.${loaded.kind}`)}</p>
            {loaded.request_id ? <p>{text('failure.request_id', { id: loaded.request_id })}</p> : null}
          </Message>
        ) : null}
        {loaded.state === 'ready' ? (
          <Library text={text} me={loaded.me} applications={loaded.applications} />
        ) : null}
      </Shell>
    </>
  );
}

function Who({ me, text }: { readonly me: Me; readonly text: Text<Key> }) {
  const name = me.name || me.username;
  return (
    <span className="who">
      <Picture name={name} src={me.avatar} shape="round" />
      <span className="who-name" title={`${text('shell.signed_in_as')} ${me.username}`}>
        {name}
      </span>
    </span>
  );
}
