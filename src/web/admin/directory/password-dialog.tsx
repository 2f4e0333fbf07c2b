import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Person } from './wire.ts';

interface PasswordDialogProps {
  readonly user: Person;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Sets somebody's password without asking for the old one. */
export function PasswordDialog({ user, onClose, onDone }: PasswordDialogProps) {
  const { client, text } = useAdmin();
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = async () => {
    if (password === '') {
      setError(text('form.missing'));
      return;
    }
    setBusy(true);
    const reply = await client.send('POST', `/core/users/${user.pk}/set_password/`, { password });
    setBusy(false);
    if ('value' in reply) onDone();
    else setError(sentenceOf(reply.trouble, text));
  };
  return (
    <Dialog
      title={text('password.title', { name: user.username })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void set();
        }}
      >
        <p className="a-first">{text('password.words')}</p>
        <PasswordInput
          label={text('password.new')}
          value={password}
          error={error}
          required
          autoComplete="new-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className="a-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {text('action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {text('password.set')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
