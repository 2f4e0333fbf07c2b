import './copy.css';
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useAdmin } from '../admin.ts';

interface CopyProps {
  readonly value: string;
  /** What is copied, for who hears the button: "Copy: Issuer". */
  readonly label: string;
}

/** A text that has to be carried elsewhere letter by letter, with a button that does it. */
export function Copy({ value, label }: CopyProps) {
  const { text, say } = useAdmin();
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Browsers refuse over plain http: then it is selected, so that two keys do it.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      say({ words: text('copy.failed') });
    }
  };
  return (
    <span className="a-copy-line">
      <code ref={shown}>{value}</code>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={text('copy.label', { what: label })}
        onClick={() => void copy()}
      >
        {text('copy.do')}
      </Button>
      <span className="a-soft" role="status">
        {copied ? text('copy.done') : ''}
      </span>
    </span>
  );
}
