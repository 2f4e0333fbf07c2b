/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { usePage } from '../page.ts';
import { Copy } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import type { AuthenticatorStaticChallenge } from '../wire.ts';

/** Recovery codes, shown this one time: to copy, to download, and to say that they are kept. */
export function AuthenticatorStatic({ challenge }: { readonly challenge: AuthenticatorStaticChallenge }) {
  const { text } = usePage();
  const list = useRef<HTMLUListElement>(null);
  const codes = challenge.codes ?? [];
  const lines = codes.join('\n');
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${lines}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = text('static.file');
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('static.title')}
      lead={text('static.lead')}
      user={challenge}
      read={() => ({ values: {} })}
    >
      <ul class="codes" ref={list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="field-hint">{text('static.keep')}</p>
      <div class="actions">
        <Copy
          kind="button secondary"
          value={lines}
          select={() => list.current && getSelection()?.selectAllChildren(list.current)}
        />
        <button type="button" class="button secondary" onClick={download}>
          {text('static.download')}
        </button>
        <Submit label={text('static.kept')} />
      </div>
    </Form>
  );
}
