import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';

export interface Tab {
  readonly label: string;
  readonly to: string;
}

/** The pages of one object. Each has an address of its own, so these are links. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { path } = useAdmin();
  return (
    <nav className="a-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} current={tab.to === path}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
