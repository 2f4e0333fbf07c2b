import { EditDialog } from '../parts/edit-dialog.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import '../directory/directory.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectHead } from '../parts/object-head.tsx';
import { useLoad } from '../use-load.ts';
import type { Named } from '../wire.ts';
import { ObjectPermissions } from './object-permissions.tsx';
import { RoleHolders } from './role-holders.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { RoleObjects } from './role-objects.tsx';
import { ROLE } from './schemas.ts';

/** One role: what it permits over everything and over single objects, and who has it. */
export function RolePage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, say } = useAdmin();
  const [editing, setEditing] = useState(false);
  const schema = useTitled(ROLE);
  const path = `/rbac/roles/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Named>(path));
  const above = { label: text('roles.title'), to: '/roles/' };
  if (!loaded.value) return <PagePending title={text('roles.one')} above={above} waits={[loaded]} />;
  const role = loaded.value;
  return (
    <>
      <ObjectHead
        name={role.name}
        lead={text('roles.one_lead')}
        above={above}
        path={path}
        actions={
          <Button variant="default" onClick={() => setEditing(true)}>
            {text('action.edit')}
          </Button>
        }
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
      {editing ? (
        <EditDialog
          name={role.name}
          schema={schema}
          object={role}
          path={path}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            void loaded.reload();
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
    </>
  );
}
