import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TypeWizard } from '../parts/type-wizard.tsx';
import type { Mapping } from './wire.ts';

/** Fields that nobody fills in by hand. */
export const HIDDEN: ReadonlySet<string> = new Set(['managed']);

/** Customization > Property Mappings. */
export function MappingsPage() {
  const { text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const create = <Button onClick={() => setCreating(true)}>{text('mappings.new')}</Button>;
  return (
    <>
      <PageHead title={text('mappings.title')} lead={text('mappings.lead')} actions={create} />
      <List<Mapping>
        label={text('mappings.title')}
        path="/propertymappings/all/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('mappings.none_title'), words: text('mappings.none'), action: create }}
        filters={[
          {
            name: 'managed__isnull',
            label: text('mappings.origin'),
            options: [
              { value: 'true', label: text('mappings.own') },
              { value: 'false', label: text('mappings.managed') },
            ],
          },
        ]}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/propertymappings/all/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name, managed }) => (
              <>
                <Link to={pathOf('mappings', pk)} className="a-strong">
                  {name}
                </Link>{' '}
                {managed ? <Badge>{text('mappings.managed')}</Badge> : null}
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
            cell: ({ pk }) => (
              <span className="a-actions">
                <Link to={pathOf('mappings', pk)}>{text('action.edit')}</Link>
                <Link to={pathOf('mappings', pk, 'test')}>{text('mappings.test')}</Link>
              </span>
            ),
          },
        ]}
      />
      {creating ? (
        <TypeWizard<Mapping>
          title={text('mappings.new')}
          kind="propertymappings"
          without={HIDDEN}
          onClose={() => setCreating(false)}
          onMade={({ pk }) => go(pathOf('mappings', pk, 'test'))}
        />
      ) : null}
    </>
  );
}
