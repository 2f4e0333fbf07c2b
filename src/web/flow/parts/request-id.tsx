/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import { usePage } from '../page.ts';

/** A request id with a button that copies it; where the browser allows no copying, the id is selected instead. */
export function RequestId({ id }: { readonly id: string }) {
  const { text } = usePage();
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      setCopied(true);
    } catch {
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  };
  return (
    <div class="request-id">
      <span class="request-id-label">{text('request_id.label')}</span>
      <code ref={code}>{id}</code>
      <button type="button" class="quiet" onClick={copy}>
        {text(copied ? 'action.copied' : 'action.copy')}
      </button>
      <span role="status" class="unseen">
        {copied ? text('action.copied') : ''}
      </span>
    </div>
  );
}
