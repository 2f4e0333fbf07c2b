import { Button } from '@mantine/core';
import { useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { useFormWords } from '../parts/form-words.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { mayLeave, useUnsaved } from '../unsaved.ts';
import { ChangeList } from './change-list.tsx';
import { changesOf, changesSomething, faultsOf, type ImportResult } from './trial.ts';
import './blueprints.css';

/** Bytes that the API takes. */
const LARGEST = 1_048_576;

interface ImportDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone: (changed: number) => void;
}

/** Applies a file once: first it is tried, and what would change is shown; then it is imported. */
export function ImportDialog({ title, onClose, onDone }: ImportDialogProps) {
  const { client, text } = useAdmin();
  const words = useFormWords();
  const [content, setContent] = useState('');
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [trial, setTrial] = useState<ImportResult>();
  const [busy, setBusy] = useState(false);
  useUnsaved(content !== '' && !busy);

  const fill = (value: string) => {
    setContent(value);
    setErrors([]);
    // What was tried was another text.
    setTrial(undefined);
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) {
      setErrors([text('import.too_large')]);
      return;
    }
    try {
      fill(await file.text());
    } catch {
      setErrors([text('import.read_failed')]);
    }
  };
  const send = async (dry_run: boolean) => {
    setBusy(true);
    const reply = await client.send<ImportResult>('POST', '/managed/blueprints/import/', {
      file: content,
      dry_run,
    });
    setBusy(false);
    if ('trouble' in reply) {
      setErrors(reply.trouble.fields.file ?? [sentenceOf(reply.trouble, text)]);
      return;
    }
    const faults = faultsOf(reply.value);
    setErrors(faults);
    if (faults.length > 0) setTrial(undefined);
    else if (dry_run) setTrial(reply.value);
    else onDone(changesOf(reply.value).filter(changesSomething).length);
  };

  return (
    <Dialog
      title={title}
      shape="wide"
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <p className="a-first a-soft">{text('import.lead')}</p>
      <div className="p-form">
        <label className="a-file">
          <span>{text('import.file')}</span>
          <input
            type="file"
            accept=".yaml,.yml,.json,application/yaml"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
        <CodeField
          label={text('import.text')}
          description=""
          required
          rows={12}
          value={content}
          errors={errors}
          words={words}
          onChange={fill}
        />
      </div>
      {trial ? <ChangeList result={trial} /> : null}
      <div className="a-form-actions">
        <Button
          variant={trial ? 'default' : 'filled'}
          loading={busy && !trial}
          disabled={content.trim() === ''}
          onClick={() => void send(true)}
        >
          {text('import.try')}
        </Button>
        {trial ? (
          <Button loading={busy} onClick={() => void send(false)}>
            {text('import.do')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
