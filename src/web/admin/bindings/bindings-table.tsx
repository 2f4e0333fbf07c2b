import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { sentenceOf, TroubleMessage } from '../parts/trouble.tsx';
import type { Binding } from '../wire.ts';
import { BindingRow } from './binding-row.tsx';
import { CheckUser } from './check-user.tsx';
import { subjectOf } from './rule.ts';
import { RuleSentence } from './rule-sentence.tsx';
import { subjectsOf, type Target } from './target.ts';
import { useBindings } from './use-bindings.ts';
import { WhoPasses } from './who-passes.tsx';

/** With it come the wizard of policies and its trial, which most people who look at bindings never open. */
const BindingDialog = lazy(async () => ({
  default: (await import('./binding-dialog.tsx')).BindingDialog,
}));
const AddBinding = lazy(async () => ({ default: (await import('./add-binding.tsx')).AddBinding }));

interface BindingsTableProps {
  readonly target: Target;
  readonly checkable?: boolean;
}

/** Policy, group and user bindings of a target: the rule in words, the table, and "would she pass?". */
export function BindingsTable({ target, checkable = true }: BindingsTableProps) {
  const { text, say } = useAdmin();
  const state = useBindings(target);
  const [adding, setAdding] = useState<'create' | 'existing'>();
  const [editing, setEditing] = useState<Binding>();
  const [dragged, setDragged] = useState<number>();
  const [announced, setAnnounced] = useState('');

  if (state.trouble && !state.bindings)
    return (
      <div className="a-bindings">
        {state.trouble.status === 403 ? (
          <p className="a-card">{text('binding.hidden')}</p>
        ) : (
          <TroubleMessage trouble={state.trouble} retry={() => void state.reload()} />
        )}
        {/* Whoever may see the target may know who passes, also where its bindings are not theirs. */}
        {checkable && state.trouble.status === 403 ? (
          <WhoPasses target={target} version={state.version} />
        ) : null}
      </div>
    );
  const { bindings } = state;
  if (!bindings) return <Skeleton height="14rem" radius="md" />;

  const move = async (from: number, to: number) => {
    const binding = bindings[from];
    if (!binding || to < 0 || to >= bindings.length) return;
    await state.move(from, to);
    setAnnounced(
      text('binding.moved', {
        name: subjectOf(binding).name,
        place: String(to + 1),
        of: String(bindings.length),
      }),
    );
  };
  const remove = async (binding: Binding) => {
    const { name } = subjectOf(binding);
    const trouble = await state.remove(binding);
    if (trouble) say({ words: sentenceOf(trouble, text), tone: 'danger' });
    else
      say({
        words: text('binding.deleted', { name }),
        action: { label: text('action.undo'), run: () => void state.restore(binding) },
      });
  };

  return (
    <div className="a-bindings">
      <RuleSentence
        target={target}
        rule={state.rule}
        mode={state.mode}
        closed={state.closed}
        onMode={(mode) => void state.setMode(mode)}
        onReopen={() => void state.reopen()}
      />
      <div className="a-tools">
        {subjectsOf(target.kind).includes('policy') ? (
          <>
            <Button onClick={() => setAdding('create')}>{text('binding.create_and_bind')}</Button>
            <Button variant="default" onClick={() => setAdding('existing')}>
              {text('binding.bind_existing')}
            </Button>
          </>
        ) : (
          <Button onClick={() => setAdding('existing')}>{text('binding.bind_people')}</Button>
        )}
      </div>
      {bindings.length > 0 ? (
        <div className="a-table-frame">
          <table className="a-table a-bindings-table">
            <caption className="a-hidden">{text('binding.caption', { name: target.name })}</caption>
            <thead>
              <tr>
                <th scope="col">{text('binding.order')}</th>
                <th scope="col">{text('binding.subject')}</th>
                <th scope="col">{text('binding.enabled')}</th>
                <th scope="col">{text('binding.negate')}</th>
                <th scope="col">{text('binding.dry_run')}</th>
                <th scope="col">{text('binding.timeout')}</th>
                <th scope="col">{text('binding.expires')}</th>
                <th scope="col">{text('column.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {bindings.map((binding, index) => (
                <BindingRow
                  key={binding.pk}
                  binding={binding}
                  place={index}
                  last={index === bindings.length - 1}
                  dragged={dragged === index}
                  onDrag={() => setDragged(index)}
                  onDrop={() => {
                    if (dragged !== undefined) void move(dragged, index);
                    setDragged(undefined);
                  }}
                  onMove={(to) => void move(index, to)}
                  onChange={(changes) => void state.change(binding, changes)}
                  onEdit={() => setEditing(binding)}
                  onDelete={() => void remove(binding)}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <p className="a-hidden" role="status">
        {announced}
      </p>
      {checkable ? (
        <>
          <WhoPasses target={target} version={state.version} />
          <CheckUser target={target} />
        </>
      ) : null}
      {adding ? (
        <Suspense fallback={null}>
          <AddBinding
            way={adding}
            target={target}
            bindings={bindings}
            onClose={() => setAdding(undefined)}
            onDone={() => {
              setAdding(undefined);
              void state.reload();
            }}
          />
        </Suspense>
      ) : null}
      {editing ? (
        <Suspense>
          <BindingDialog
            binding={editing}
            onClose={() => setEditing(undefined)}
            onDone={() => {
              setEditing(undefined);
              void state.reload();
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
