import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { useLoad } from '../use-load.ts';
import type { UsedBy } from '../wire.ts';
import { UseList } from './delete-dialog.tsx';
import { each } from './each.ts';
import { type Failure, Failures } from './failures.tsx';
import { sentenceOf } from './trouble.tsx';

export interface Doomed {
  readonly name: string;
  /** The object's own path below `/api/v3`. */
  readonly path: string;
}

/** `uses` is undefined where it could not be found out. */
interface Used extends Doomed {
  readonly uses: readonly UsedBy[] | undefined;
}

interface DeleteManyDialogProps {
  readonly doomed: readonly Doomed[];
  readonly onClose: () => void;
  /** Called with the paths of those that are gone. */
  readonly onDeleted: (paths: ReadonlySet<string>) => void;
}

/** Asks before several objects are deleted, and says for each what that does to what uses it. */
export function DeleteManyDialog({ doomed, onClose, onDeleted }: DeleteManyDialogProps) {
  const { client, text } = useAdmin();
  const [done, setDone] = useState<number>();
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const uses = useLoad(doomed.map(({ path }) => path).join(' '), async () => ({
    value: await each(doomed, ({ path }) => client.get<readonly UsedBy[]>(`${path}used_by/`)),
  }));

  const remove = async () => {
    setDone(0);
    const replies = await each(doomed, ({ path }) => client.send('DELETE', path), setDone);
    setDone(undefined);
    const failed = doomed.flatMap(({ name, path }, index) => {
      const reply = replies[index];
      return reply && 'trouble' in reply ? [{ path, name, why: sentenceOf(reply.trouble, text) }] : [];
    });
    setFailures(failed);
    const kept = new Set(failed.map(({ path }) => path));
    onDeleted(new Set(doomed.map(({ path }) => path).filter((path) => !kept.has(path))));
    if (failed.length === 0) onClose();
  };

  const used = doomed.flatMap(({ name, path }, index): readonly Used[] => {
    const reply = uses.value?.[index];
    if (!reply) return [];
    if ('trouble' in reply) return [{ name, path, uses: undefined }];
    return reply.value.length > 0 ? [{ name, path, uses: reply.value }] : [];
  });

  return (
    <Dialog
      title={text('delete_many.title', { count: String(doomed.length) })}
      shape="box"
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      <p className="a-first a-many-names">{doomed.map(({ name }) => name).join(', ')}</p>
      {uses.loading ? (
        <Skeleton height="3rem" radius="md" />
      ) : used.length === 0 ? (
        <p className="a-first">{text('delete_many.unused')}</p>
      ) : (
        <>
          <p className="a-first">{text('delete_many.used')}</p>
          <dl className="a-many-uses">
            {used.map((one) => (
              <div key={one.path}>
                <dt>{one.name}</dt>
                <dd>{one.uses ? <UseList uses={one.uses} /> : text('delete_many.unknown')}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <Failures failures={failures} />
      <div className="a-dialog-actions">
        {done === undefined ? null : (
          <span role="status">
            {text('list.at_work', { done: String(done), count: String(doomed.length) })}
          </span>
        )}
        <Button variant="default" onClick={onClose}>
          {text('action.cancel')}
        </Button>
        <Button
          className="a-danger"
          loading={done !== undefined}
          disabled={uses.loading}
          onClick={() => void remove()}
        >
          {text('delete.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
