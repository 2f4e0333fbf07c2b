import { useId, useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { ListLoading } from '../parts/list.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Group, Page } from '../wire.ts';

interface GroupTreeProps {
  readonly label: string;
  readonly empty: string;
  /** Groups right below this one; those without a parent where it is not given. */
  readonly parent?: string;
  /** The groups above, so that nothing is opened in itself. */
  readonly above?: readonly string[];
}

/** So many are shown of one branch. */
const MOST = 100;

interface Branch extends Group {
  readonly children?: readonly string[];
}

/** Groups and the groups below them, each branch read when it is opened. */
export function GroupTree({ label, empty, parent, above = [] }: GroupTreeProps) {
  const { client, text } = useAdmin();
  const query = {
    page_size: MOST,
    include_users: false,
    ...(parent === undefined ? { parents__isnull: true } : { parents_by_pk: parent }),
  };
  const loaded = useLoad(`groups below ${parent ?? ''}`, () =>
    client.get<Page<Branch>>('/core/groups/', query),
  );
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <ListLoading label={text('list.loading', { what: label })} />
    );
  const { results, pagination } = loaded.value;
  if (results.length === 0) return <p className="a-first">{empty}</p>;
  return (
    <ul className="a-groups" aria-label={label}>
      {results.map((group) => (
        <Node key={group.pk} group={group} above={above} />
      ))}
      {pagination.count > results.length ? (
        <li className="a-soft">
          {text('short.more', { shown: String(results.length), count: String(pagination.count) })}
        </li>
      ) : null}
    </ul>
  );
}

function Node({ group, above }: { readonly group: Branch; readonly above: readonly string[] }) {
  const { text } = useAdmin();
  const [open, setOpen] = useState(false);
  const id = useId();
  const below = (group.children?.length ?? 0) > 0 && !above.includes(group.pk);
  return (
    <li>
      <div className="a-group">
        {below ? (
          <button
            type="button"
            className="p-icon-button"
            aria-expanded={open}
            aria-controls={id}
            aria-label={text(open ? 'groups.close' : 'groups.open', { name: group.name })}
            onClick={() => setOpen(!open)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d={open ? 'M3.5 6l4.5 4.5L12.5 6' : 'M6 3.5l4.5 4.5L6 12.5'} />
            </svg>
          </button>
        ) : (
          <span className="a-group-leaf" aria-hidden="true" />
        )}
        <Link to={pathOf('groups', group.pk)}>{group.name}</Link>
        {group.is_superuser ? <Badge tone="warning">{text('users.superuser')}</Badge> : null}
        <span className="a-soft">
          {text('groups.member_count', { count: String(group.users?.length ?? 0) })}
        </span>
      </div>
      <div id={id} hidden={!open}>
        {open ? (
          <GroupTree
            label={group.name}
            empty={text('groups.no_children')}
            parent={group.pk}
            above={[...above, group.pk]}
          />
        ) : null}
      </div>
    </li>
  );
}
