import '../directory/directory.css';
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
import { useLoad } from '../use-load.ts';
import type { Named } from '../wire.ts';
import { fullName, type Permission, sentenceOf } from './permission.ts';
import { INITIAL_PERMISSIONS, INITIAL_WORDS } from './schemas.ts';

interface InitialPermissions {
  readonly pk: number;
  readonly name: string;
  readonly role: string;
  readonly permissions: readonly number[];
  readonly permissions_obj: readonly Permission[];
}

const PATH = '/rbac/initial_permissions/';

/** Directory > Initial Permissions: what a role may do with an object that one of its holders makes. */
export function InitialPermissionsPage() {
  const { text, say } = useAdmin();
  const [open, setOpen] = useState<'new' | InitialPermissions>();
  const [version, setVersion] = useState(0);
  const schema = useTitled(INITIAL_PERMISSIONS, INITIAL_WORDS);
  const create = <Button onClick={() => setOpen('new')}>{text('initial.new')}</Button>;
  const object = open === 'new' ? undefined : open;
  return (
    <>
      <PageHead title={text('initial.title')} lead={text('initial.lead')} actions={create} />
      <List<InitialPermissions>
        label={text('initial.title')}
        path={PATH}
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('initial.none_title'), words: text('initial.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `${PATH}${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: (one) => (
              <button type="button" className="a-text-button a-strong" onClick={() => setOpen(one)}>
                {one.name}
              </button>
            ),
          },
          { title: text('roles.one'), cell: ({ role }) => <RoleLink pk={role} /> },
          {
            title: text('initial.gets'),
            cell: ({ permissions_obj }) =>
              permissions_obj.length === 0 ? (
                '–'
              ) : (
                <ul className="a-rights">
                  {permissions_obj.map((permission) => (
                    <li key={permission.id}>{sentenceOf(permission, text, 'one')}</li>
                  ))}
                </ul>
              ),
            text: ({ permissions_obj }) => permissions_obj.map(fullName).join(' '),
          },
        ]}
      />
      {open ? (
        <Dialog
          title={object ? text('users.edit', { name: object.name }) : text('initial.new')}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setOpen(undefined)}
        >
          <p className="a-first a-soft">{text('initial.form_lead')}</p>
          <ObjectForm
            schema={schema}
            object={object && { ...object }}
            method={object ? 'PATCH' : 'POST'}
            path={object ? `${PATH}${object.pk}/` : PATH}
            submit={text(object ? 'action.save' : 'users.create')}
            onDone={() => {
              setOpen(undefined);
              setVersion(version + 1);
              say({ words: text('action.saved') });
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}

function RoleLink({ pk }: { readonly pk: string }) {
  const { client } = useAdmin();
  const path = `/rbac/roles/${pk}/`;
  const role = useLoad(path, () => client.get<Named>(path));
  return <Link to={pathOf('roles', pk)}>{role.value?.name ?? pk}</Link>;
}
