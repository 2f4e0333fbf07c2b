import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Named } from '../wire.ts';
import { ROLE } from './schemas.ts';

/** Directory > Roles. */
export function RolesPage() {
  const { text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const schema = useTitled(ROLE);
  const create = <Button onClick={() => setCreating(true)}>{text('roles.new')}</Button>;
  return (
    <>
      <PageHead title={text('roles.title')} lead={text('roles.lead')} actions={create} />
      <List<Named>
        label={text('roles.title')}
        path="/rbac/roles/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('roles.none_title'), words: text('roles.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/rbac/roles/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={pathOf('roles', pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          {
            title: text('column.actions'),
            cell: ({ pk }) => (
              <span className="a-actions">
                <Link to={pathOf('roles', pk)}>{text('roles.permissions')}</Link>
                <Link to={pathOf('roles', pk, 'holders')}>{text('roles.holders')}</Link>
              </span>
            ),
          },
        ]}
      />
      {creating ? (
        <Dialog
          title={text('roles.new')}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setCreating(false)}
        >
          <p className="a-first a-soft">{text('roles.new_lead')}</p>
          <ObjectForm<Named>
            schema={schema}
            method="POST"
            path="/rbac/roles/"
            submit={text('users.create')}
            onDone={({ pk }) => go(pathOf('roles', pk))}
          />
        </Dialog>
      ) : null}
    </>
  );
}
