import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Source } from '../wire.ts';

/** Directory > Federation and Social login. */
export function SourcesPage() {
  const { text } = useAdmin();
  return (
    <>
      <PageHead title={text('sources.title')} lead={text('sources.lead')} />
      <List<Source>
        label={text('sources.title')}
        path="/sources/all/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('sources.none_title'), words: text('sources.none') }}
        columns={[
          {
            title: text('column.name'),
            cell: (source) => (
              <>
                <Link to={pathOf('sources', source.slug)} className="a-strong">
                  {source.name}
                </Link>{' '}
                {source.enabled ? null : <Badge tone="warning">{text('sources.disabled')}</Badge>}
              </>
            ),
          },
          { title: text('column.type'), cell: ({ verbose_name }) => verbose_name },
          {
            title: text('column.actions'),
            cell: (source) => (
              <Link to={pathOf('sources', source.slug, 'bindings')}>{text('tab.policy_bindings')}</Link>
            ),
          },
        ]}
      />
    </>
  );
}
