import '@mantine/core/styles/Skeleton.css';
import './settings.css';
import { useEffect, useRef } from 'react';
import { Link } from '../link.tsx';
import { useUser } from '../user.ts';
import { Appearance } from './appearance.tsx';
import { Connections } from './connections.tsx';
import { Consents } from './consents.tsx';
import { Details } from './details.tsx';
import { Security } from './security.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

/** The parts of the settings in the order in which they are offered. */
const parts = [
  { name: 'details', to: '/settings/', Part: Details },
  { name: 'security', to: '/settings/security/', Part: Security },
  { name: 'sessions', to: '/settings/sessions/', Part: Sessions },
  { name: 'consents', to: '/settings/consents/', Part: Consents },
  { name: 'connections', to: '/settings/connections/', Part: Connections },
  { name: 'tokens', to: '/settings/tokens/', Part: Tokens },
  { name: 'appearance', to: '/settings/appearance/', Part: Appearance },
] as const;

/** "Settings": everything of one's account that one may look after oneself. */
export function SettingsPage() {
  const { text, path } = useUser();
  const found = parts.find(({ to }) => to === path) ?? parts[0];
  const tabs = useRef<HTMLElement>(null);

  useEffect(() => {
    // On a narrow screen the tabs are a strip: the one that is open is in sight, whatever `path` led here.
    const open = path && tabs.current?.querySelector<HTMLElement>('[aria-current]');
    if (open && tabs.current) tabs.current.scrollLeft = open.offsetLeft - tabs.current.offsetLeft - 16;
  }, [path]);

  return (
    <>
      <nav className="settings-above" aria-label={text('settings.above')}>
        <Link to="/">{text('library.title')}</Link>
      </nav>
      <h1>{text('settings.title')}</h1>
      <div className="settings">
        <nav className="settings-tabs" aria-label={text('settings.title')} ref={tabs}>
          {parts.map(({ name, to }) => (
            <Link key={name} to={to} current={name === found.name}>
              {text(`settings.${name}`)}
            </Link>
          ))}
        </nav>
        <div className="settings-part" key={found.name}>
          <found.Part />
        </div>
      </div>
    </>
  );
}
