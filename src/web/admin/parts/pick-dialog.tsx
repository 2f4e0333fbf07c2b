import { Button } from '@mantine/core';
import { useState } from 'react';
import { Picker } from '../../../ui/form/picker.tsx';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import type { Reply, Trouble } from '../client.ts';
import { useFormWords } from './form-words.ts';
import { useLookUp } from './look-up.ts';
import { sentenceOf } from './trouble.tsx';

interface PickDialogProps {
  readonly title: string;
  /** What it means to choose one. */
  readonly lead?: string;
  readonly label: string;
  /** The model whose objects can be chosen. */
  readonly refersTo: string;
  readonly submit: string;
  readonly run: (key: string) => Promise<Reply<unknown>>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Chooses one object by its name and does something with it. */
export function PickDialog(props: PickDialogProps) {
  const { title, lead, label, refersTo, submit, run, onClose, onDone } = props;
  const { text } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [key, setKey] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const explain = (trouble: Trouble) => setError(sentenceOf(trouble, text));
  const go = async () => {
    if (key === null) {
      setError(text('form.missing'));
      return;
    }
    setBusy(true);
    const reply = await run(key);
    setBusy(false);
    if ('trouble' in reply) explain(reply.trouble);
    else onDone();
  };
  return (
    <Dialog title={title} closeLabel={text('action.close')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void go();
        }}
      >
        {lead ? <p className="a-first a-soft">{lead}</p> : null}
        <Picker
          refersTo={refersTo}
          label={label}
          value={key}
          onChange={setKey}
          error={error}
          required
          lookUp={lookUp}
          words={words}
        />
        <div className="a-form-actions">
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
