import { useEffect, useRef } from 'react';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';

export interface Tab {
  readonly label: string;
  /** What stands on the tab where its whole label would take the room of the others. */
  readonly short?: string;
  readonly to: string;
}

/** The pages of one object, on one line. Each has an address of its own, so these are links. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { path } = useAdmin();
  const line = useRef<HTMLElement>(null);
  const at = tabs.findIndex(({ to }) => to === path);
  useEffect(() => {
    // Where the line is longer than the page, what is shown must be seen; only the line moves.
    const current = line.current?.children[at];
    if (line.current && current instanceof HTMLElement)
      line.current.scrollLeft = current.offsetLeft - (line.current.clientWidth - current.offsetWidth) / 2;
  }, [at]);
  return (
    <nav ref={line} className="a-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} current={tab.to === path} {...(tab.short ? { label: tab.label } : {})}>
          {tab.short ?? tab.label}
        </Link>
      ))}
    </nav>
  );
}
