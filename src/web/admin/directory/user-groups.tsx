import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { PickDialog } from '../parts/pick-dialog.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import { HeldList } from './held-list.tsx';
import type { Person, Standing } from './wire.ts';

interface UserGroupsProps {
  readonly user: Person;
  readonly onChanged: () => void;
}

/** Every group and role that counts for this person, and the way to it. */
export function UserGroups({ user, onChanged }: UserGroupsProps) {
  const { client, text, say } = useAdmin();
  const path = `/core/users/${user.pk}/standing/`;
  const standing = useLoad(path, () => client.get<Standing>(path));
  const [adding, setAdding] = useState<'groups' | 'roles'>();
  const changed = () => {
    setAdding(undefined);
    void standing.reload();
    onChanged();
    say({ words: text('action.saved') });
  };
  if (!standing.value)
    return standing.trouble ? (
      <TroubleMessage trouble={standing.trouble} retry={() => void standing.reload()} />
    ) : (
      <Skeleton height="16rem" radius="md" />
    );
  const { groups, roles } = standing.value;
  const move = (kind: 'groups' | 'roles', key: string, verb: 'add_user' | 'remove_user') =>
    client.send('POST', `${kind === 'groups' ? '/core/groups/' : '/rbac/roles/'}${key}/${verb}/`, {
      pk: user.pk,
    });
  return (
    <>
      <HeldList
        title={text('groups.title')}
        lead={text('held.groups_lead')}
        empty={text('held.no_groups')}
        held={groups}
        to={(key) => pathOf('groups', key)}
        marks={groups.filter((group) => group.is_superuser).map((group) => group.pk)}
        onRemove={(key) => move('groups', key, 'remove_user')}
        onChanged={changed}
        action={
          <Button variant="default" onClick={() => setAdding('groups')}>
            {text('held.add_group')}
          </Button>
        }
      />
      <HeldList
        title={text('roles.title')}
        lead={text('held.roles_lead')}
        empty={text('held.no_roles')}
        held={roles}
        to={(key) => pathOf('roles', key)}
        onRemove={(key) => move('roles', key, 'remove_user')}
        onChanged={changed}
        action={
          <Button variant="default" onClick={() => setAdding('roles')}>
            {text('held.add_role')}
          </Button>
        }
      />
      {adding ? (
        <PickDialog
          key={adding}
          title={text(adding === 'groups' ? 'held.add_group' : 'held.add_role')}
          label={text(adding === 'groups' ? 'groups.one' : 'roles.one')}
          refersTo={adding === 'groups' ? 'authentik_core.group' : 'authentik_rbac.role'}
          submit={text('held.add')}
          run={(key) => move(adding, key, 'add_user')}
          onClose={() => setAdding(undefined)}
          onDone={changed}
        />
      ) : null}
    </>
  );
}
