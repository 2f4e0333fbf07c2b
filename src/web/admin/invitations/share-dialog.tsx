import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { CopyField } from '../parts/copy-field.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Invitation } from './wire.ts';

/** Addresses that were typed, one a line or with commas between them. */
const addressesIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((one) => one !== '');

/** The link of an invitation: to hand on, or to send by e-mail. */
export function ShareDialog({
  invitation,
  onClose,
}: {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}) {
  const { client, text, say } = useAdmin();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { flow_obj: flow, pk, name } = invitation;
  const addresses = addressesIn(typed);
  const send = async () => {
    if (addresses.length === 0) return setError(text('invitation.no_address'));
    setBusy(true);
    const reply = await client.send('POST', `/stages/invitation/invitations/${pk}/send_email/`, {
      email_addresses: addresses,
    });
    setBusy(false);
    if ('trouble' in reply) return setError(sentenceOf(reply.trouble, text));
    say({ words: text('invitation.sent') });
    onClose();
  };
  return (
    <Dialog
      title={text('invitation.share_title', { name })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      {flow ? (
        <CopyField
          label={text('invitation.link')}
          value={`${location.origin}/if/flow/${encodeURIComponent(flow.slug)}/?itoken=${pk}`}
        />
      ) : (
        <p className="a-first">{text('invitation.no_flow')}</p>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void send();
        }}
      >
        <Textarea
          label={text('invitation.addresses')}
          description={text('invitation.addresses_about')}
          autosize
          minRows={2}
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className="a-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {text('action.close')}
          </Button>
          <Button type="submit" loading={busy}>
            {text('invitation.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
