import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PickDialog } from '../parts/pick-dialog.tsx';
import type { Group, User } from '../wire.ts';

/** Who is in the group itself, or counts as a member through a group below. */
export function GroupMembers({ group }: { readonly group: Group }) {
  const { client, text, path, search, say } = useAdmin();
  const [adding, setAdding] = useState(false);
  const [version, setVersion] = useState(0);
  const all = new URLSearchParams(search).get('members') === 'all';
  const move = (verb: 'add_user' | 'remove_user', pk: number) =>
    client.send('POST', `/core/groups/${group.pk}/${verb}/`, { pk });
  const direct = ({ groups = [] }: User) => groups.includes(group.pk);
  return (
    <>
      <nav className="a-switch" aria-label={text('members.which')}>
        <Link to={withParams(path, search, { members: '', page: '' })} current={!all}>
          {text('members.direct')}
        </Link>
        <Link to={withParams(path, search, { members: 'all', page: '' })} current={all}>
          {text('members.all')}
        </Link>
      </nav>
      <p className="a-soft a-first">{text(all ? 'members.all_lead' : 'members.direct_lead')}</p>
      <List<User>
        label={text('groups.members')}
        path="/core/users/"
        version={version}
        query={{
          include_groups: false,
          include_roles: false,
          ...(all ? { member_of: group.pk } : { groups_by_pk: group.pk }),
        }}
        keyOf={({ pk }) => pk}
        empty={{ title: text('members.none_title'), words: text('members.none') }}
        beside={
          <Button variant="default" onClick={() => setAdding(true)}>
            {text('members.add')}
          </Button>
        }
        bulk={{
          nameOf: ({ username }) => username,
          actions: [{ label: text('members.remove'), run: ({ pk }) => move('remove_user', pk) }],
        }}
        columns={[
          {
            title: text('column.name'),
            sort: 'username',
            cell: (user) => (
              <>
                <Link to={pathOf('users', user.pk)} className="a-strong">
                  {user.username}
                </Link>
                <span className="a-under">{user.name}</span>
              </>
            ),
          },
          {
            title: text('held.how'),
            cell: (user) => (
              <Badge tone={direct(user) ? 'good' : 'plain'}>
                {text(direct(user) ? 'held.direct' : 'members.below')}
              </Badge>
            ),
            text: (user) => text(direct(user) ? 'held.direct' : 'members.below'),
          },
          {
            title: text('users.active'),
            sort: 'is_active',
            cell: ({ is_active }) => text(is_active ? 'word.yes' : 'word.no'),
          },
        ]}
      />
      {adding ? (
        <PickDialog
          title={text('members.add')}
          lead={text('members.add_lead', { name: group.name })}
          label={text('users.one')}
          refersTo="authentik_core.user"
          submit={text('held.add')}
          run={(key) => move('add_user', Number(key))}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            setVersion(version + 1);
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
    </>
  );
}
