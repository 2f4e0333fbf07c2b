import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { sentenceOf } from '../failure.tsx';
import { type Act, type Failed, failureOf } from '../use-result.ts';
import { useUser } from '../user.ts';

interface AskFirstProps {
  /** What stands on the button in the row. */
  readonly label: string;
  /** For who hears the page: which row it is. */
  readonly about: string;
  readonly question: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly act: Act;
  readonly done: () => void;
}

/** A button that takes something away: it says first what that means. */
export function AskFirst({ label, about, question, consequence, confirm, act, done }: AskFirstProps) {
  const { text, left } = useUser();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed>();
  const go = async () => {
    setBusy(true);
    const result = await act();
    setBusy(false);
    if (left(result)) return undefined;
    if (!('value' in result)) return setFailed(failureOf(result));
    setOpen(false);
    done();
    // The row goes, and with it the button that had the focus.
    requestAnimationFrame(() => document.getElementById('page')?.focus({ preventScroll: true }));
    return undefined;
  };
  return (
    <>
      <Button variant="default" aria-label={about} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog title={question} shape="box" closeLabel={text('action.close')} onClose={() => setOpen(false)}>
          <p className="ask-words">{consequence}</p>
          {failed ? (
            <p className="ask-error" role="alert">
              {sentenceOf(failed, text)}
            </p>
          ) : null}
          <div className="ask-actions">
            <Button variant="default" onClick={() => setOpen(false)}>
              {text('action.cancel')}
            </Button>
            <Button loading={busy} onClick={() => void go()}>
              {confirm}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
