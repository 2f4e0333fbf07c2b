import { EditDialog } from '../parts/edit-dialog.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import '../directory/directory.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useLoad } from '../use-load.ts';
import type { Named } from '../wire.ts';
import { ObjectPermissions } from './object-permissions.tsx';
import { RoleHolders } from './role-holders.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { RoleObjects } from './role-objects.tsx';
import { ROLE } from './schemas.ts';

/** One role: what it permits over everything and over single objects, and who has it. */
export function RolePage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const schema = useTitled(ROLE);
  const path = `/rbac/roles/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Named>(path));
  const above = { label: text('roles.title'), to: '/roles/' };
  if (!loaded.value) return <PagePending title={text('roles.one')} above={above} waits={[loaded]} />;
  const role = loaded.value;
  return (
    <>
      <PageHead
        title={role.name}
        lead={text('roles.one_lead')}
        above={above}
        actions={
          <>
            <Button variant="default" onClick={() => setOpen('edit')}>
              {text('action.edit')}
            </Button>
            <Button variant="default" className="a-dangerous" onClick={() => setOpen('delete')}>
              {text('action.delete')}
            </Button>
          </>
        }
      />
      <Tabs
        label={role.name}
        tabs={[
          { label: text('roles.tab_all'), to: pathOf('roles', pk) },
          { label: text('roles.tab_objects'), to: pathOf('roles', pk, 'objects') },
          { label: text('roles.holders'), to: pathOf('roles', pk, 'holders') },
          { label: text('rights.tab'), to: pathOf('roles', pk, 'permissions') },
        ]}
      />
      {tab === 'objects' ? (
        <RoleObjects role={role} />
      ) : tab === 'holders' ? (
        <RoleHolders role={role} />
      ) : tab === 'permissions' ? (
        <ObjectPermissions model="authentik_rbac.role" pk={pk} name={role.name} />
      ) : (
        <RoleMatrix role={pk} />
      )}
      {open === 'edit' ? (
        <EditDialog
          name={role.name}
          schema={schema}
          object={role}
          path={path}
          onClose={() => setOpen(undefined)}
          onSaved={() => {
            setOpen(undefined);
            void loaded.reload();
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
      {open === 'delete' ? (
        <DeleteDialog
          name={role.name}
          path={path}
          onClose={() => setOpen(undefined)}
          onDeleted={() => {
            go('/roles/');
            say({ words: text('delete.done', { name: role.name }) });
          }}
        />
      ) : null}
    </>
  );
}
