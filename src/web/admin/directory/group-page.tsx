import { EditDialog } from '../parts/edit-dialog.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import './directory.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { Facts } from '../parts/facts.tsx';
import { LinkList } from '../parts/link-list.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Group, Named } from '../wire.ts';
import { AttributesEditor } from './attributes-editor.tsx';
import { GroupBindings } from './group-bindings.tsx';
import { GroupChildren } from './group-children.tsx';
import { GroupMembers } from './group-members.tsx';
import { GroupRoles } from './group-roles.tsx';
import { GROUP } from './schemas.ts';
import { useTitled } from './use-titled.ts';
import type { Data } from './wire.ts';

const TABS = ['members', 'children', 'roles', 'bindings', 'attributes', 'permissions'] as const;

export interface WholeGroup extends Group {
  readonly parents: readonly string[];
  readonly attributes: Data;
  readonly roles: readonly string[];
  readonly roles_obj: readonly Named[];
  readonly inherited_roles_obj?: readonly Named[] | null;
  readonly last_updated: string;
}

/** One group: who is in it, how it stands to others, and what it opens. */
export function GroupPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, say } = useAdmin();
  const [editing, setEditing] = useState(false);
  const schema = useTitled(GROUP);
  const path = `/core/groups/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () =>
    client.get<WholeGroup>(path, {
      include_users: false,
      include_parents: true,
      include_children: true,
      include_inherited_roles: true,
    }),
  );
  const above = { label: text('groups.title'), to: '/groups/' };
  if (!loaded.value) return <PagePending title={text('groups.one')} above={above} waits={[loaded]} />;
  const group = loaded.value;
  const changed = () => void loaded.reload();
  return (
    <>
      <ObjectHead
        name={group.name}
        lead={
          <span className="a-badges">
            {text('groups.one')}
            {group.is_superuser ? <Badge tone="warning">{text('groups.superuser')}</Badge> : null}
          </span>
        }
        above={above}
        path={path}
        actions={
          <Button variant="default" onClick={() => setEditing(true)}>
            {text('action.edit')}
          </Button>
        }
        tabs={[
          { label: text('tab.overview'), to: pathOf('groups', pk) },
          ...TABS.map((name) => ({ label: text(`grouptab.${name}`), to: pathOf('groups', pk, name) })),
        ]}
      />
      {tab === 'members' ? (
        <GroupMembers group={group} />
      ) : tab === 'children' ? (
        <GroupChildren group={group} />
      ) : tab === 'roles' ? (
        <GroupRoles group={group} onChanged={changed} />
      ) : tab === 'bindings' ? (
        <GroupBindings group={group} />
      ) : tab === 'attributes' ? (
        <AttributesEditor
          key={group.last_updated}
          path={path}
          attributes={group.attributes}
          lead={text('groups.attributes_lead')}
          onSaved={changed}
        />
      ) : tab === 'permissions' ? (
        <ObjectPermissions model="authentik_core.group" pk={pk} name={group.name} />
      ) : (
        <Overview group={group} />
      )}
      {editing ? (
        <EditDialog
          name={group.name}
          schema={schema}
          object={group}
          path={path}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            changed();
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
    </>
  );
}

function Overview({ group }: { readonly group: WholeGroup }) {
  const { text } = useAdmin();
  const groups = (found: readonly Named[] | null | undefined) => (
    <LinkList
      links={(found ?? []).map(({ pk: key, name }) => ({ label: name, to: pathOf('groups', key) }))}
    />
  );
  return (
    <div className="a-card">
      <Facts
        facts={[
          [text('groups.members'), String(group.users?.length ?? 0)],
          [text('groups.parents'), groups(group.parents_obj)],
          [text('groups.children'), groups(group.children_obj)],
          [
            text('roles.title'),
            <LinkList
              key="roles"
              links={group.roles_obj.map(({ pk, name }) => ({ label: name, to: pathOf('roles', pk) }))}
            />,
          ],
          [text('groups.superuser'), text(group.is_superuser ? 'groups.superuser_about' : 'word.no')],
        ]}
      />
    </div>
  );
}
