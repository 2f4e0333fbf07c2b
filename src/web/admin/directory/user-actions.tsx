import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { EditDialog } from '../parts/edit-dialog.tsx';
import { ImpersonateDialog } from './impersonate-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryDialog } from './recovery-dialog.tsx';
import { USER, USER_WORDS } from './schemas.ts';
import { useTitled } from './use-titled.ts';
import { isProgram, type Person } from './wire.ts';

type Open = 'edit' | 'act' | 'password' | 'recovery' | 'active' | 'delete';

/** What can be done with one user. */
export function UserActions({ user, onChanged }: { readonly user: Person; readonly onChanged: () => void }) {
  const { client, text, me, go, say } = useAdmin();
  const [open, setOpen] = useState<Open>();
  const schema = useTitled(USER, USER_WORDS);
  const path = `/core/users/${user.pk}/`;
  const close = () => setOpen(undefined);
  const button = (what: Open, label: string) => (
    <Button key={what} variant="default" onClick={() => setOpen(what)}>
      {label}
    </Button>
  );
  const isOwn = me.pk === user.pk;
  const acts = !isOwn && !isProgram(user) && user.is_active && !me.original;
  const saved = () => {
    close();
    onChanged();
    say({ words: text('action.saved') });
  };

  return (
    <>
      {button('edit', text('action.edit'))}
      {acts ? button('act', text('impersonate.do')) : null}
      {isProgram(user) ? null : button('password', text('password.set'))}
      {isProgram(user) || !user.is_active ? null : button('recovery', text('recovery.do'))}
      {isOwn ? null : button('active', text(user.is_active ? 'users.deactivate' : 'users.activate'))}
      {isOwn ? null : button('delete', text('action.delete'))}
      {open === 'edit' ? (
        <EditDialog
          name={user.username}
          schema={schema}
          object={user}
          path={path}
          onClose={close}
          onSaved={saved}
        />
      ) : null}
      {open === 'act' ? <ImpersonateDialog user={user} onClose={close} /> : null}
      {open === 'password' ? <PasswordDialog user={user} onClose={close} onDone={saved} /> : null}
      {open === 'recovery' ? <RecoveryDialog user={user} onClose={close} /> : null}
      {open === 'active' ? (
        <ConfirmDialog
          title={text(user.is_active ? 'users.deactivate_title' : 'users.activate_title', {
            name: user.username,
          })}
          confirm={text(user.is_active ? 'users.deactivate' : 'users.activate')}
          danger={user.is_active}
          run={() => client.send('PATCH', path, { is_active: !user.is_active })}
          onClose={close}
          onDone={saved}
        >
          <p className="a-first">
            {text(user.is_active ? 'users.deactivate_words' : 'users.activate_words')}
          </p>
        </ConfirmDialog>
      ) : null}
      {open === 'delete' ? (
        <DeleteDialog
          name={user.username}
          path={path}
          onClose={close}
          onDeleted={() => {
            go('/users/');
            say({ words: text('delete.done', { name: user.username }) });
          }}
        />
      ) : null}
    </>
  );
}
