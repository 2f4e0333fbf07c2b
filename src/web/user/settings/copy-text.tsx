import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useUser } from '../user.ts';

/** A text to take along: a button copies it, and where the browser does not let it, the text is selected. */
export function CopyText({ value, label }: { readonly value: string; readonly label: string }) {
  const { text } = useUser();
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  };
  return (
    <div className="copy-text">
      <span>{label}</span>
      <code ref={code}>{value}</code>
      <Button variant="default" onClick={() => void copy()}>
        {text(copied ? 'action.copied' : 'action.copy')}
      </Button>
      <span role="status" className="p-unseen">
        {copied ? text('action.copied') : ''}
      </span>
    </div>
  );
}
