import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { each } from '../parts/each.ts';
import { PickDialog } from '../parts/pick-dialog.tsx';
import type { User } from '../wire.ts';

/** Puts everybody who is selected into a group. */
export function AddToGroup({
  users,
  onDone,
}: {
  readonly users: readonly User[];
  readonly onDone: () => void;
}) {
  const { client, text, say } = useAdmin();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {text('held.add_group')}
      </Button>
      {open ? (
        <PickDialog
          title={text('held.add_group')}
          lead={users.map(({ username }) => username).join(', ')}
          label={text('groups.one')}
          refersTo="authentik_core.group"
          submit={text('held.add')}
          run={async (group) => {
            const replies = await each(users, ({ pk }) =>
              client.send('POST', `/core/groups/${group}/add_user/`, { pk }),
            );
            return replies.find((reply) => 'trouble' in reply) ?? { value: undefined };
          }}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onDone();
            say({ words: text('action.saved') });
          }}
        />
      ) : null}
    </>
  );
}
