import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import type { Trouble } from '../client.ts';
import { useLoad } from '../use-load.ts';
import type { UsedBy } from '../wire.ts';
import { sentenceOf } from './trouble.tsx';

interface DeleteDialogProps {
  readonly name: string;
  /** The object's own path below `/api/v3`. */
  readonly path: string;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before something is deleted, and says what that does to what uses it. */
export function DeleteDialog({ name, path, onClose, onDeleted }: DeleteDialogProps) {
  const { client, text } = useAdmin();
  const uses = useLoad(path, () => client.get<readonly UsedBy[]>(`${path}used_by/`));
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    const reply = await client.send('DELETE', path);
    setBusy(false);
    if ('trouble' in reply) setTrouble(reply.trouble);
    else onDeleted();
  };

  return (
    <Dialog
      title={text('delete.title', { name })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      {uses.loading ? (
        <Skeleton height="3rem" radius="md" />
      ) : uses.value && uses.value.length > 0 ? (
        <>
          <p className="a-first">{text('delete.used', { count: String(uses.value.length) })}</p>
          <UseList uses={uses.value} />
        </>
      ) : (
        <p className="a-first">{text('delete.unused')}</p>
      )}
      {trouble ? (
        <p className="a-error" role="alert">
          {sentenceOf(trouble, text)}
        </p>
      ) : null}
      <div className="a-dialog-actions">
        <Button variant="default" onClick={onClose}>
          {text('action.cancel')}
        </Button>
        <Button className="a-danger" loading={busy} disabled={uses.loading} onClick={() => void remove()}>
          {text('delete.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}

/** What uses an object, and what would become of it. */
export function UseList({ uses }: { readonly uses: readonly UsedBy[] }) {
  const { text } = useAdmin();
  return (
    <ul className="a-uses">
      {uses.map((use) => (
        <li key={`${use.model_name}-${use.pk}`}>
          {use.consequence ??
            text(use.action === 'cascade' ? 'delete.cascade' : 'delete.set_null', {
              what: `${use.verbose_name ?? use.model_name} “${use.name}”`,
            })}
        </li>
      ))}
    </ul>
  );
}
