import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { CopyField } from '../parts/copy-field.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Person } from './wire.ts';

/** How long a link works, and the words for it. */
const LIVES = [
  ['minutes=30', 'recovery.half_hour'],
  ['hours=4', 'recovery.four_hours'],
  ['days=1', 'recovery.day'],
  ['days=7', 'recovery.week'],
] as const;

/** Makes a link that lets somebody back into their account, to be handed on. */
export function RecoveryDialog({ user, onClose }: { readonly user: Person; readonly onClose: () => void }) {
  const { client, text } = useAdmin();
  const [life, setLife] = useState<string>(LIVES[0][0]);
  const [link, setLink] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const reply = await client.send<{ link: string }>('POST', `/core/users/${user.pk}/recovery/`, {
      token_duration: life,
    });
    setBusy(false);
    if ('value' in reply) setLink(reply.value.link);
    else setError(sentenceOf(reply.trouble, text));
  };
  return (
    <Dialog
      title={text('recovery.title', { name: user.username })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      {link ? (
        <>
          <p className="a-first">{text('recovery.made')}</p>
          <CopyField label={text('recovery.link')} value={link} />
          <div className="a-dialog-actions">
            <Button onClick={onClose}>{text('action.close')}</Button>
          </div>
        </>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            void make();
          }}
        >
          <p className="a-first">{text('recovery.words')}</p>
          <NativeSelect
            label={text('recovery.life')}
            value={life}
            data={LIVES.map(([value, label]) => ({ value, label: text(label) }))}
            error={error}
            onChange={(event) => setLife(event.currentTarget.value)}
          />
          <div className="a-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {text('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {text('recovery.make')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
