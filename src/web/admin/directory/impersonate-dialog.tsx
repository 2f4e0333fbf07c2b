import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Person } from './wire.ts';

/** Asks why, then shows the user interface as that person sees it. */
export function ImpersonateDialog({
  user,
  onClose,
}: {
  readonly user: Person;
  readonly onClose: () => void;
}) {
  const { client, text } = useAdmin();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    const reply = await client.send('POST', `/core/users/${user.pk}/impersonate/`, { reason });
    // What is loaded on this page is not that person's to see, so everything is loaded anew.
    if ('value' in reply) location.assign('/if/user/');
    else {
      setBusy(false);
      setError(sentenceOf(reply.trouble, text));
    }
  };
  return (
    <Dialog
      title={text('impersonate.title', { name: user.username })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void begin();
        }}
      >
        <p className="a-first">{text('impersonate.words', { name: user.username })}</p>
        <TextInput
          label={text('impersonate.reason')}
          description={text('impersonate.reason_about')}
          value={reason}
          error={error}
          autoComplete="off"
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <div className="a-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {text('action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {text('impersonate.begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
