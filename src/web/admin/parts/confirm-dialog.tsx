import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import type { Reply, Trouble } from '../client.ts';
import { sentenceOf } from './trouble.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What it does, to whom. */
  readonly children?: ReactNode;
  readonly confirm: string;
  /** True where it takes something away. */
  readonly danger?: boolean;
  readonly run: () => Promise<Reply<unknown>>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before something is done, and says why it could not be done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirm, danger = false, run, onClose, onDone } = props;
  const { text } = useAdmin();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const reply = await run();
    setBusy(false);
    if ('trouble' in reply) setTrouble(reply.trouble);
    else onDone();
  };
  return (
    <Dialog title={title} shape="box" closeLabel={text('action.close')} onClose={onClose}>
      {children}
      {trouble ? (
        <p className="a-error" role="alert">
          {sentenceOf(trouble, text)}
        </p>
      ) : null}
      <div className="a-dialog-actions">
        <Button variant="default" onClick={onClose}>
          {text('action.cancel')}
        </Button>
        <Button {...(danger ? { className: 'a-danger' } : {})} loading={busy} onClick={() => void go()}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
