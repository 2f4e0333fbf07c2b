import { Button } from '@mantine/core';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { UploadContext } from '../../ui/form/upload.ts';
import { Dialog } from '../../ui/kit/dialog.tsx';
import { Message } from '../../ui/kit/message.tsx';
import { fetchIn, type Text } from '../../ui/texts.ts';
import { BASE, match, type Params } from './address.ts';
import { type Admin, AdminProvider, type Notice } from './admin.ts';
import { openClient, type Reply } from './client.ts';
import { PageBoundary } from './frame/page-boundary.tsx';
import { useUpload } from './media/upload.ts';
import { Notices } from './notices.tsx';
import { pages } from './pages.ts';
import { ListLoading } from './parts/list.tsx';
import { AdminShell } from './shell.tsx';
import type { Key } from './texts/english.ts';
import { UnknownPage } from './unknown-page.tsx';
import { mayLeave } from './unsaved.ts';
import { useLoad } from './use-load.ts';
import type { Me } from './wire.ts';

interface AdminPageProps {
  readonly text: Text<Key>;
  readonly language: string;
  /** The address of the brand's logo, where it has one. */
  readonly logo: string | undefined;
}

const here = () => ({
  path: location.pathname.slice(BASE.length) || '/',
  search: location.search,
});

/** The tabs of one object are one page: what it has loaded stays when another tab is opened. */
const keyOf = (path: string, { tab, ...params }: Params) =>
  [path.split('/')[1], ...Object.values(params)].join('/');

function prepare(address: string): void {
  // What cannot be fetched ahead is asked for once more by the click, and that one says what is wrong.
  match(pages, new URL(address, location.origin).pathname)
    ?.found.load()
    .catch(() => undefined);
}

/** The admin interface: who is signed in, which page the address names, and what is at hand for all pages. */
export function AdminPage({ text, language, logo }: AdminPageProps) {
  const [place, setPlace] = useState(here);
  const [notice, setNotice] = useState<Notice>();
  const [again, setAgain] = useState<(() => void) | undefined>();

  /** Asks to sign in elsewhere, so that this page keeps what was typed; resolves when somebody says that it is done. */
  const waiting = useRef<Promise<void>>(undefined);
  const signInAgain = useCallback(() => {
    waiting.current ??= new Promise<void>((resolve) => {
      setAgain(() => () => {
        waiting.current = undefined;
        setAgain(undefined);
        resolve();
      });
    });
    return waiting.current;
  }, []);
  const client = useMemo(() => openClient(fetchIn(language), signInAgain), [language, signInAgain]);
  const me = useLoad('me', async (): Promise<Reply<Me>> => {
    const reply = await client.get<{ user: Me; original?: Me }>('/core/users/me/');
    if ('trouble' in reply) return reply;
    const { user, original } = reply.value;
    return { value: { ...user, ...(original ? { original } : {}) } };
  });

  useEffect(() => {
    const moved = () => setPlace(here());
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);

  const go = useCallback<Admin['go']>(
    (address, { replace = false } = {}) => {
      const to = new URL(`${BASE}${address}`, location.origin);
      const leaves = to.pathname !== location.pathname;
      if (leaves && !mayLeave(text('form.unsaved'))) return;
      if (replace) history.replaceState(null, '', to);
      else history.pushState(null, '', to);
      setPlace(here());
      if (!leaves) return;
      scrollTo(0, 0);
      document.getElementById('page')?.focus({ preventScroll: true });
    },
    [text],
  );

  const admin = useMemo<Admin | undefined>(
    () => me.value && { client, text, language, me: me.value, ...place, go, prepare, say: setNotice },
    [client, text, language, me.value, place, go],
  );
  const upload = useUpload(client, text);
  const found = match(pages, place.path);
  const forget = useCallback(() => setNotice(undefined), []);

  if (!admin)
    return (
      <main className="p-page" id="page">
        {me.trouble ? (
          <Message
            tone="danger"
            title={text('trouble.title')}
            action={<Button onClick={() => void me.reload()}>{text('trouble.retry')}</Button>}
          >
            <p>{text(me.trouble.status === 0 ? 'trouble.offline' : 'trouble.server')}</p>
          </Message>
        ) : null}
        {again ? <SignInAgain text={text} done={again} /> : null}
      </main>
    );
  const Page = found?.found.page;
  return (
    <AdminProvider value={admin}>
      <AdminShell logo={logo}>
        {Page ? (
          // The key is on the boundary: a page that is left must be gone, not hidden, while the next one loads.
          <PageBoundary key={keyOf(place.path, found.params)}>
            <Suspense fallback={<ListLoading label={text('page.loading')} />}>
              <UploadContext value={upload}>
                <Page params={found.params} />
              </UploadContext>
            </Suspense>
          </PageBoundary>
        ) : (
          <UnknownPage />
        )}
      </AdminShell>
      {notice ? <Notices notice={notice} onGone={forget} /> : null}
      {again ? <SignInAgain text={text} done={again} /> : null}
    </AdminProvider>
  );
}

/** The session has ended: sign in in another tab, and go on here as if nothing had been. */
function SignInAgain({ text, done }: { readonly text: Text<Key>; readonly done: () => void }) {
  const address = `/flows/-/default/authentication/?${new URLSearchParams({ next: '/if/user/' })}`;
  return (
    <Dialog title={text('session.title')} shape="box" closeLabel={text('session.go_on')} onClose={done}>
      <p className="a-first">{text('session.words')}</p>
      <div className="a-dialog-actions">
        <Button component="a" href={address} target="_blank" rel="noopener" variant="default">
          {text('session.sign_in')}
        </Button>
        <Button onClick={done}>{text('session.go_on')}</Button>
      </div>
    </Dialog>
  );
}
