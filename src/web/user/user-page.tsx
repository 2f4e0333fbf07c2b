import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Message } from '../../ui/kit/message.tsx';
import { Picture } from '../../ui/kit/picture.tsx';
import { Shell } from '../../ui/kit/shell.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Client, Result } from '../client.ts';
import { ActingAs } from './acting-as.tsx';
import type { Api, Me } from './api.ts';
import { Bell } from './bell.tsx';
import type { Key } from './catalogue.ts';
import { Failure, sentenceOf } from './failure.tsx';
import { Library, LibraryLoading } from './library-page.tsx';
import { Link } from './link.tsx';
import type { Notifications } from './notifications.ts';
import { type Said, Saying } from './saying.tsx';
import { withChoice } from './settings-of.ts';
import { adminAddress, BASE, signInAddress, signOutAddress } from './sign-in.ts';
import { failureOf, useResult } from './use-result.ts';
import { type User, UserProvider } from './user.ts';

/** What few visits need is fetched when it is wanted. */
const SettingsPage = lazy(async () => ({
  default: (await import('./settings/settings-page.tsx')).SettingsPage,
}));

interface UserPageProps {
  readonly api: Api;
  readonly client: Client;
  readonly notifications: Notifications;
  readonly text: Text<Key>;
  readonly language: string;
  /** The address of the brand's logo, where it has one. */
  readonly logo: string | undefined;
  /** Leaves for the sign-in page, which leads back here. */
  readonly leave: (address: string) => void;
}

const here = () => location.pathname.slice(BASE.length) || '/';

/** The user interface: who I am, what I may open, what I may set, the way out. */
export function UserPage({ api, client, notifications, text, language, logo, leave }: UserPageProps) {
  const [path, setPath] = useState(here);
  const [said, setSaid] = useState<Said>();
  const isLibrary = path === '/';

  const left = useCallback(
    (result: Result<unknown>) => {
      if (!('signIn' in result)) return false;
      leave(signInAddress(location.pathname + location.search));
      return true;
    },
    [leave],
  );
  const me = useResult(api.me, left);
  const applications = useResult(api.applications, left, isLibrary);

  useEffect(() => {
    const moved = () => setPath(here());
    // Back from the browser's memory after signing out: what was on the page may no longer be this person's to see.
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener('popstate', moved);
    addEventListener('pageshow', shown);
    return () => {
      removeEventListener('popstate', moved);
      removeEventListener('pageshow', shown);
    };
  }, []);

  const title = text(isLibrary ? 'library.title' : 'settings.title');
  useEffect(() => {
    document.title = text('page_title', { title, product: text('product') });
  }, [title, text]);

  const go = useCallback((to: string) => {
    history.pushState(null, '', `${BASE}${to}`);
    setPath(here());
    scrollTo(0, 0);
    document.getElementById('page')?.focus({ preventScroll: true });
  }, []);
  const say = useCallback<User['say']>((words, tone = 'plain') => setSaid({ words, tone }), []);
  const forget = useCallback(() => setSaid(undefined), []);
  const { value, suppose, reload } = me;
  const choose = useCallback<User['choose']>(
    async (chosen) => {
      if (!value) return;
      suppose({ ...value, settings: withChoice(value.settings, chosen) });
      const result = await api.choose(chosen);
      if ('value' in result) suppose(result.value);
      else if (!left(result)) {
        suppose(value);
        say(sentenceOf(failureOf(result), text), 'danger');
      }
    },
    [value, suppose, api, left, say, text],
  );
  const user = useMemo<User | undefined>(
    () => value && { client, text, language, me: value, path, go, choose, refresh: reload, say, left },
    [client, text, language, value, path, go, choose, reload, say, left],
  );

  return (
    <>
      {value ? <ActingAs me={value} api={api} text={text} leave={leave} /> : null}
      <Shell
        product={text('product')}
        logo={logo}
        home={`${BASE}/`}
        skip={text('shell.skip')}
        aside={
          <>
            {user ? <Bell notifications={notifications} text={text} /> : null}
            {user?.me.administers ? (
              <Button component="a" href={adminAddress} variant="default">
                {text('shell.admin')}
              </Button>
            ) : null}
            {user ? (
              <UserProvider value={user}>
                <Who me={user.me} text={text} />
              </UserProvider>
            ) : null}
            <Button component="a" href={signOutAddress} variant="default">
              {text('shell.sign_out')}
            </Button>
          </>
        }
      >
        {user ? (
          <UserProvider value={user}>
            {isLibrary ? (
              applications.value ? (
                <Library applications={applications.value} />
              ) : applications.failed ? (
                <Failure
                  text={text}
                  failed={applications.failed}
                  title={text('failure.title')}
                  retry={() => void applications.reload()}
                />
              ) : (
                <LibraryLoading text={text} />
              )
            ) : /^\/settings\//.test(path) ? (
              <Suspense fallback={<h1>{text('settings.title')}</h1>}>
                <SettingsPage />
              </Suspense>
            ) : (
              <>
                <h1 className="p-unseen">{text('page.unknown_title')}</h1>
                <Message
                  title={text('page.unknown_title')}
                  action={
                    <Button component="a" href={`${BASE}/`}>
                      {text('page.home')}
                    </Button>
                  }
                >
                  <p>{text('page.unknown')}</p>
                </Message>
              </>
            )}
          </UserProvider>
        ) : me.failed ? (
          <Failure
            text={text}
            failed={me.failed}
            title={text('failure.title')}
            retry={() => void me.reload()}
          />
        ) : isLibrary ? (
          <LibraryLoading text={text} />
        ) : null}
        {said ? <Saying said={said} text={text} onGone={forget} /> : null}
      </Shell>
    </>
  );
}

function Who({ me, text }: { readonly me: Me; readonly text: Text<Key> }) {
  const name = me.name || me.username;
  return (
    <Link to="/settings/" className="who">
      <Picture name={name} src={me.avatar} shape="round" />
      <span className="p-unseen">{text('shell.settings')}</span>
      <span className="who-name" title={`${text('shell.signed_in_as')} ${me.username}`}>
        {name}
      </span>
      <svg className="who-gear" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 7h10m4 0h2M4 17h2m4 0h10M14 4.5v5M8 14.5v5" />
      </svg>
    </Link>
  );
}
