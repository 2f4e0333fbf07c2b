/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { usePage } from '../page.ts';
import { Copy } from './copy.tsx';

/** A request id with a button that copies it; where the browser allows no copying, the id is selected instead. */
export function RequestId({ id }: { readonly id: string }) {
  const { text } = usePage();
  const code = useRef<HTMLElement>(null);
  return (
    <div class="request-id">
      <span class="request-id-label">{text('request_id.label')}</span>
      <code ref={code}>{id}</code>
      <Copy value={id} select={() => code.current && getSelection()?.selectAllChildren(code.current)} />
    </div>
  );
}
