import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { slugFollows } from '../applications/draft.ts';
import { readKnown } from '../applications/known.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TypeWizard } from '../parts/type-wizard.tsx';
import type { Source } from '../wire.ts';
import { FIXED, RARELY } from './form.ts';

/** Directory > Federation and Social login. */
export function SourcesPage() {
  const { client, text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const start = useCallback(async () => {
    const { flows } = await readKnown(client);
    const flow = (designation: string) =>
      flows.find((one) => one.designation === designation && one.slug.includes('source'))?.pk ?? null;
    return { authentication_flow: flow('authentication'), enrollment_flow: flow('enrollment') };
  }, [client]);
  const create = <Button onClick={() => setCreating(true)}>{text('sources.new')}</Button>;
  return (
    <>
      <PageHead title={text('sources.title')} lead={text('sources.lead')} actions={create} />
      <List<Source>
        label={text('sources.title')}
        path="/sources/all/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('sources.none_title'), words: text('sources.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ slug }) => `/sources/all/${slug}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: (source) => (
              <>
                <Link to={pathOf('sources', source.slug)} className="a-strong">
                  {source.name}
                </Link>{' '}
                {source.enabled ? null : <Badge tone="warning">{text('sources.disabled')}</Badge>}
              </>
            ),
          },
          {
            title: text('column.type'),
            cell: ({ verbose_name }) => verbose_name,
            text: ({ verbose_name }) => verbose_name,
          },
          {
            title: text('column.actions'),
            cell: (source) => (
              <span className="a-actions">
                <Link to={pathOf('sources', source.slug, 'edit')}>{text('action.edit')}</Link>
                <Link to={pathOf('sources', source.slug, 'bindings')}>{text('tab.policy_bindings')}</Link>
              </span>
            ),
          },
        ]}
      />
      {creating ? (
        <TypeWizard<Source>
          title={text('sources.new')}
          kind="sources"
          folded={RARELY}
          without={FIXED}
          start={start}
          follow={slugFollows}
          onClose={() => setCreating(false)}
          onMade={({ slug }) => go(pathOf('sources', slug))}
        />
      ) : null}
    </>
  );
}
