import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { CopyField } from '../parts/copy-field.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import type { Person } from './wire.ts';

/** How long a link works, and the words for it. */
const LIVES = [
  ['minutes=30', 'recovery.half_hour'],
  ['hours=4', 'recovery.four_hours'],
  ['days=1', 'recovery.day'],
  ['days=7', 'recovery.week'],
] as const;

/** The e-mail stages, by whose servers and templates a link can be sent. */
interface Stage {
  readonly pk: string;
  readonly name: string;
  readonly template: string;
}

/** Makes a link that lets somebody back into their account: to be handed on, or sent to their address. */
export function RecoveryDialog({ user, onClose }: { readonly user: Person; readonly onClose: () => void }) {
  const { client, text, say } = useAdmin();
  const [chosen, setChosen] = useState<string>();
  const mails = useLoad('mails', () => client.get<Page<Stage>>('/stages/email/', { page_size: 50 }));
  const stages = user.email === '' ? [] : (mails.value?.results ?? []);
  // Most likely it is the one whose mail speaks of a new password.
  const likely = stages.find(({ template }) => template.includes('password_reset')) ?? stages[0];
  const stage = chosen ?? likely?.pk;
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
  const send = async () => {
    setBusy(true);
    const reply = await client.send('POST', `/core/users/${user.pk}/recovery_email/`, {
      token_duration: life,
      email_stage: stage,
    });
    setBusy(false);
    if ('trouble' in reply) return setError(sentenceOf(reply.trouble, text));
    say({ words: text('recovery.sent', { address: user.email }) });
    onClose();
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
          {stages.length > 1 ? (
            <NativeSelect
              label={text('recovery.by')}
              value={stage}
              data={stages.map(({ pk, name }) => ({ value: pk, label: name }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          ) : null}
          <div className="a-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {text('action.cancel')}
            </Button>
            {stage ? (
              <Button variant="default" loading={busy} onClick={() => void send()}>
                {text('recovery.send')}
              </Button>
            ) : null}
            <Button type="submit" loading={busy}>
              {text('recovery.make')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
