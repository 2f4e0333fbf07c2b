import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { fieldsOf, shownOf, type Values } from '../../../ui/form/fields.ts';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { prefilled } from '../applications/draft.ts';
import { readKnown } from '../applications/known.ts';
import { RARELY } from '../applications/schema.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TypeWizard } from '../parts/type-wizard.tsx';
import type { Type } from '../wire.ts';
import { Made } from './made.tsx';
import type { Provider } from './wire.ts';

/** Applications > Providers: how applications are spoken to. */
export function ProvidersPage() {
  const { client, text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<{ provider: Provider; filled: Values; type: Type }>();
  const start = useCallback(
    async (type: Type) => {
      const fields = fieldsOf(type.schema ?? {});
      return prefilled(fields, shownOf(fields), '', await readKnown(client), type);
    },
    [client],
  );
  const create = <Button onClick={() => setCreating(true)}>{text('providers.new')}</Button>;

  return (
    <>
      <PageHead title={text('providers.title')} lead={text('providers.lead')} actions={create} />
      <List<Provider>
        label={text('providers.title')}
        path="/providers/all/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('providers.none_title'), words: text('providers.none'), action: create }}
        filters={[
          {
            name: 'application__isnull',
            label: text('applications.one'),
            options: [
              { value: 'false', label: text('providers.used') },
              { value: 'true', label: text('providers.unused') },
            ],
          },
        ]}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/providers/all/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={pathOf('providers', pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          {
            title: text('applications.one'),
            cell: ({ assigned_application_slug: slug, assigned_application_name: name }) =>
              slug ? (
                <Link to={pathOf('applications', slug)}>{name ?? slug}</Link>
              ) : (
                <Badge tone="warning">{text('providers.unused')}</Badge>
              ),
            text: ({ assigned_application_name }) => assigned_application_name ?? '',
          },
          {
            title: text('column.type'),
            cell: ({ verbose_name }) => verbose_name,
            text: ({ verbose_name }) => verbose_name,
          },
          {
            title: text('column.actions'),
            cell: ({ pk }) => <Link to={pathOf('providers', pk, 'edit')}>{text('action.edit')}</Link>,
          },
        ]}
      />
      {creating ? (
        <TypeWizard<Provider>
          title={text('providers.new')}
          kind="providers"
          folded={RARELY.provider}
          start={start}
          onClose={() => {
            setCreating(false);
            if (made) go(pathOf('providers', made.provider.pk));
          }}
          onMade={(provider, filled, type) => setMade({ provider, filled, type })}
          made={
            made ? (
              <Made
                {...made}
                name={made.provider.name}
                onGo={() => go(pathOf('providers', made.provider.pk))}
              />
            ) : undefined
          }
        />
      ) : null}
    </>
  );
}
