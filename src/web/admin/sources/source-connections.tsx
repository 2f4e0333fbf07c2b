import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { useLoad } from '../use-load.ts';

interface Connection {
  readonly pk: number;
  readonly user?: number;
  readonly group?: string;
  readonly identifier: string;
}

interface SourceConnectionsProps {
  readonly slug: string;
  readonly kind: 'users' | 'groups';
}

const places = {
  users: { path: '/sources/user_connections/all/', ref: 'authentik_core.user' },
  groups: { path: '/sources/group_connections/all/', ref: 'authentik_core.group' },
} as const;

/** Who here is who at the source. */
export function SourceConnections({ slug, kind }: SourceConnectionsProps) {
  const { text } = useAdmin();
  const { path } = places[kind];
  const label = text(`sources.${kind}`);
  return (
    <>
      <p className="a-first a-soft">{text(`sources.${kind}_lead`)}</p>
      <List<Connection>
        label={label}
        path={path}
        query={{ source__slug: slug }}
        searchable={kind === 'users'}
        keyOf={({ pk }) => pk}
        empty={{ title: text('sources.nobody_title'), words: text(`sources.no_${kind}`) }}
        bulk={{ nameOf: ({ identifier }) => identifier, pathOf: ({ pk }) => `${path}${pk}/` }}
        columns={[
          {
            title: text(kind === 'users' ? 'token.user' : 'column.group'),
            cell: ({ user, group }) => <Who kind={kind} pk={String(user ?? group)} />,
            text: ({ user, group }) => String(user ?? group),
          },
          {
            title: text('sources.identifier'),
            cell: ({ identifier }) => <code>{identifier}</code>,
            text: ({ identifier }) => identifier,
          },
        ]}
      />
    </>
  );
}

function Who({ kind, pk }: { readonly kind: 'users' | 'groups'; readonly pk: string }) {
  const lookUp = useLookUp();
  const found = useLoad(`${kind}/${pk}`, async () => ({
    value: (await lookUp(places[kind].ref, { search: '', keys: [pk] }).catch(() => []))[0]?.label ?? pk,
  }));
  return <Link to={pathOf(kind, pk)}>{found.value ?? pk}</Link>;
}
