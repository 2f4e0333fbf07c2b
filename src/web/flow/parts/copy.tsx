/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { usePage } from '../page.ts';

interface CopyProps {
  readonly value: string;
  /** Selects what could not be copied, for browsers that allow no copying. */
  readonly select: () => void;
  readonly kind?: 'quiet' | 'button secondary';
}

/** A button that copies, and says that it did. */
export function Copy({ value, select, kind = 'quiet' }: CopyProps) {
  const { text } = usePage();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      select();
    }
  };
  return (
    <>
      <button type="button" class={kind} onClick={copy}>
        {text(copied ? 'action.copied' : 'action.copy')}
      </button>
      <span role="status" class="unseen">
        {copied ? text('action.copied') : ''}
      </span>
    </>
  );
}
