import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';

/** Something that is shown to be taken along: a link, a key. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const { text } = useAdmin();
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => {
    // Only pages that came by https or from this machine may write to the clipboard.
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setCopied(done ?? false);
  };
  return (
    <div className="a-copy">
      <TextInput
        label={label}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        onChange={() => undefined}
      />
      <Button variant="default" onClick={() => void copy()} aria-label={text('copy.label', { what: label })}>
        {text('copy.do')}
      </Button>
      <span className="a-soft" role="status">
        {copied === undefined ? '' : text(copied ? 'copy.done' : 'copy.failed')}
      </span>
    </div>
  );
}
