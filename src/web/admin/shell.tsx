import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Logo } from '../../ui/kit/logo.tsx';
import { Picture } from '../../ui/kit/picture.tsx';
import { ActingAs } from './acting-as.tsx';
import { BASE } from './address.ts';
import { useAdmin } from './admin.ts';
import { SearchButton } from './frame/search-button.tsx';
import { Link } from './link.tsx';
import { type Entry, navigation } from './navigation.ts';

const SIGN_OUT = '/flows/-/default/invalidation/';

/** The frame of every page: where one can go, who is signed in, and the ways out. */
export function AdminShell({
  logo,
  children,
}: {
  readonly logo: string | undefined;
  readonly children: ReactNode;
}) {
  const { text, me, path } = useAdmin();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [open]);

  const name = me.name || me.username;
  return (
    <>
      <a className="p-skip" href="#page">
        {text('shell.skip')}
      </a>
      <ActingAs />
      <header className="p-header a-header">
        <div className="a-header-start">
          <button
            type="button"
            className="p-icon-button a-menu"
            aria-expanded={open}
            aria-controls="navigation"
            aria-label={text(open ? 'shell.close_menu' : 'shell.open_menu')}
            onClick={() => setOpen(!open)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 4h12M2 8h12M2 12h12" />
            </svg>
          </button>
          <a className="p-brand" href={`${BASE}/`}>
            <Logo product={text('product')} logo={logo} />
            <span className="a-brand-part">{text('shell.admin')}</span>
          </a>
        </div>
        <div className="p-header-aside">
          <SearchButton />
          <Button className="a-way-out" component="a" href="/if/user/" variant="default">
            {text('shell.user_interface')}
          </Button>
          <span className="a-who" title={`${text('shell.signed_in_as')} ${me.username}`}>
            <Picture name={name} src={me.avatar} shape="round" />
            <span className="a-who-name">{name}</span>
          </span>
          <Button className="a-way-out" component="a" href={SIGN_OUT} variant="default">
            {text('shell.sign_out')}
          </Button>
        </div>
      </header>
      <div className="a-frame">
        <nav id="navigation" className="a-nav" data-open={open} aria-label={text('shell.navigation')}>
          <div className="a-nav-inner">
            {navigation.map((section) => (
              <div key={section.label} className="a-nav-section">
                <p id={`nav-${section.label}`}>{text(section.label)}</p>
                <ul aria-labelledby={`nav-${section.label}`}>
                  {section.entries.map((entry) => (
                    <li key={entry.to}>
                      <Link to={entry.to} current={isIn(entry, path)} onGo={() => setOpen(false)}>
                        {text(entry.label)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            <div className="a-nav-section a-nav-ways-out">
              <ul>
                <li>
                  <a href="/if/user/">{text('shell.user_interface')}</a>
                </li>
                <li>
                  <a href={SIGN_OUT}>{text('shell.sign_out')}</a>
                </li>
              </ul>
            </div>
          </div>
        </nav>
        {open ? (
          <button
            type="button"
            className="a-nav-veil"
            aria-label={text('shell.close_menu')}
            onClick={() => setOpen(false)}
          />
        ) : null}
        <main className="a-page" id="page" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}

const isIn = ({ to }: Entry, path: string): boolean =>
  path.startsWith(to) || (path === '/' && to === '/overview/');
