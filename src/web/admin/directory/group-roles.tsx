import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { PickDialog } from '../parts/pick-dialog.tsx';
import type { WholeGroup } from './group-page.tsx';
import { HeldList } from './held-list.tsx';

/** The roles that members have by being in this group or, through it, in one above. */
export function GroupRoles({
  group,
  onChanged,
}: {
  readonly group: WholeGroup;
  readonly onChanged: () => void;
}) {
  const { client, text, say } = useAdmin();
  const [adding, setAdding] = useState(false);
  const write = (roles: readonly string[]) => client.send('PATCH', `/core/groups/${group.pk}/`, { roles });
  const own = new Set(group.roles);
  const changed = () => {
    setAdding(false);
    onChanged();
    say({ words: text('action.saved') });
  };
  return (
    <>
      <HeldList
        title={text('roles.title')}
        lead={text('groups.roles_lead')}
        empty={text('groups.no_roles')}
        held={[
          ...group.roles_obj.map((role) => ({ ...role, direct: true, through: [] })),
          ...(group.inherited_roles_obj ?? [])
            .filter(({ pk }) => !own.has(pk))
            .map((role) => ({ ...role, direct: false, through: [] })),
        ]}
        to={(key) => pathOf('roles', key)}
        onRemove={(key) => write(group.roles.filter((role) => role !== key))}
        onChanged={changed}
        action={
          <Button variant="default" onClick={() => setAdding(true)}>
            {text('held.add_role')}
          </Button>
        }
      />
      {adding ? (
        <PickDialog
          title={text('held.add_role')}
          label={text('roles.one')}
          refersTo="authentik_rbac.role"
          submit={text('held.add')}
          run={(key) => write([...own, key])}
          onClose={() => setAdding(false)}
          onDone={changed}
        />
      ) : null}
    </>
  );
}
