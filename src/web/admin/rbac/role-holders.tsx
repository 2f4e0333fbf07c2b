import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { PickDialog } from '../parts/pick-dialog.tsx';
import { ShortList } from '../parts/short-list.tsx';
import type { Group, Named, User } from '../wire.ts';

/** Who has the role: groups, whose members have it, and users themselves. */
export function RoleHolders({ role }: { readonly role: Named }) {
  const { client, text, say } = useAdmin();
  const [adding, setAdding] = useState<'user' | 'group'>();
  const [version, setVersion] = useState(0);
  const move = (verb: 'add_user' | 'remove_user', pk: number) =>
    client.send('POST', `/rbac/roles/${role.pk}/${verb}/`, { pk });
  const addGroup = async (key: string) => {
    const path = `/core/groups/${key}/`;
    const group = await client.get<Group & { readonly roles: readonly string[] }>(path, {
      include_users: false,
    });
    if ('trouble' in group) return group;
    return client.send('PATCH', path, { roles: [...new Set([...group.value.roles, role.pk])] });
  };
  return (
    <>
      <ShortList<Group>
        title={text('groups.title')}
        lead={text('holders.groups_lead')}
        path="/core/groups/"
        query={{ roles_by_pk: role.pk, include_users: false }}
        version={version}
        keyOf={({ pk }) => pk}
        empty={text('holders.no_groups')}
        columns={[
          {
            title: text('column.name'),
            cell: ({ pk, name }) => <Link to={pathOf('groups', pk, 'roles')}>{name}</Link>,
          },
          { title: text('groups.members'), cell: ({ users = [] }) => String(users.length) },
        ]}
        action={
          <Button variant="default" onClick={() => setAdding('group')}>
            {text('holders.add_group')}
          </Button>
        }
      />
      <h2 className="a-second">{text('users.title')}</h2>
      <p className="a-soft a-short-lead">{text('holders.users_lead')}</p>
      <List<User>
        label={text('users.title')}
        path="/core/users/"
        query={{ roles_by_pk: role.pk, include_groups: false, include_roles: false }}
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('holders.no_users_title'), words: text('holders.no_users') }}
        beside={
          <Button variant="default" onClick={() => setAdding('user')}>
            {text('holders.add_user')}
          </Button>
        }
        bulk={{
          nameOf: ({ username }) => username,
          actions: [{ label: text('holders.remove'), run: ({ pk }) => move('remove_user', pk) }],
        }}
        columns={[
          {
            title: text('column.name'),
            sort: 'username',
            cell: (user) => (
              <>
                <Link to={pathOf('users', user.pk, 'groups')} className="a-strong">
                  {user.username}
                </Link>
                <span className="a-under">{user.name}</span>
              </>
            ),
          },
        ]}
      />
      {adding ? (
        <PickDialog
          key={adding}
          title={text(adding === 'user' ? 'holders.add_user' : 'holders.add_group')}
          label={text(adding === 'user' ? 'users.one' : 'groups.one')}
          refersTo={adding === 'user' ? 'authentik_core.user' : 'authentik_core.group'}
          submit={text('held.add')}
          run={(key) => (adding === 'user' ? move('add_user', Number(key)) : addGroup(key))}
          onClose={() => setAdding(undefined)}
          onDone={() => {
            setAdding(undefined);
            setVersion(version + 1);
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
    </>
  );
}
