import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { useLoad } from '../use-load.ts';
import { type Folder, foldersOf } from './folders.ts';

/** The folders that users are in, beside their list. */
export function PathTree({ folder, version }: { readonly folder: string; readonly version: number }) {
  const { client, text, path, search } = useAdmin();
  const paths = useLoad(`paths#${version}`, () =>
    client.get<{ paths: readonly string[] }>('/core/users/paths/'),
  );
  const to = (wanted: string) => withParams(path, search, { path: wanted, page: '' });
  const draw = (folders: readonly Folder[]) => (
    <ul>
      {folders.map((one) => (
        <li key={one.path}>
          <Link to={to(one.path)} current={one.path === folder}>
            {one.name}
          </Link>
          {one.below.length > 0 ? draw(one.below) : null}
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="a-tree" aria-label={text('users.paths')}>
      <p className="a-tree-title">{text('users.paths')}</p>
      <ul>
        <li>
          <Link to={to('')} current={folder === ''}>
            {text('users.all_paths')}
          </Link>
        </li>
      </ul>
      {paths.value ? draw(foldersOf(paths.value.paths)) : null}
    </nav>
  );
}
