import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Field } from '../../../ui/form/fields.ts';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { randomHex } from '../applications/known.ts';
import type { Trouble } from '../client.ts';
import { Copy } from '../parts/copy.tsx';
import { sentenceOf } from '../parts/trouble.tsx';

interface RotateSecretProps {
  readonly path: string;
  readonly field: Field;
}

/** Bytes of a new secret. */
const LENGTH = 48;

/** A secret that nobody can read: it is replaced, and the new one is shown once. */
export function RotateSecret({ path, field: { name, title } }: RotateSecretProps) {
  const { client, text } = useAdmin();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState('');
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const close = () => {
    setAsking(false);
    setMade('');
    setTrouble(undefined);
  };
  const rotate = async () => {
    setBusy(true);
    const secret = randomHex(LENGTH);
    const reply = await client.send('PATCH', path, { [name]: secret });
    setBusy(false);
    if ('trouble' in reply) setTrouble(reply.trouble);
    else setMade(secret);
  };
  return (
    <span className="a-copy-line">
      <span className="a-soft">{text('secret.kept')}</span>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={text('secret.replace_label', { what: title })}
        onClick={() => setAsking(true)}
      >
        {text('secret.replace')}
      </Button>
      {asking ? (
        <Dialog
          title={text('secret.replace_label', { what: title })}
          shape="box"
          closeLabel={text('action.close')}
          onClose={close}
        >
          {made ? (
            <>
              <p className="a-first" role="status">
                {text('wizard.secrets')}
              </p>
              <Copy label={title} value={made} />
              <div className="a-dialog-actions">
                <Button onClick={close}>{text('action.close')}</Button>
              </div>
            </>
          ) : (
            <>
              <p className="a-first">{text('secret.warning')}</p>
              {trouble ? (
                <p className="a-error" role="alert">
                  {sentenceOf(trouble, text)}
                </p>
              ) : null}
              <div className="a-dialog-actions">
                <Button variant="default" onClick={close}>
                  {text('action.cancel')}
                </Button>
                <Button loading={busy} onClick={() => void rotate()}>
                  {text('secret.confirm')}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      ) : null}
    </span>
  );
}
