import { Link } from '../link.tsx';

/** Objects that another one names, each a link to its page. */
export function LinkList({
  links,
}: {
  readonly links: readonly { readonly label: string; readonly to: string }[];
}) {
  if (links.length === 0) return '–';
  return (
    <ul className="a-links">
      {links.map(({ label, to }) => (
        <li key={to}>
          <Link to={to}>{label}</Link>
        </li>
      ))}
    </ul>
  );
}
