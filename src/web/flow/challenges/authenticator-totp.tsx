/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { usePage } from '../page.ts';
import { CodeField } from '../parts/code-field.tsx';
import { Copy } from '../parts/copy.tsx';
import { type Filled, Form } from '../parts/form.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { Submit } from '../parts/submit.tsx';
import type { AuthenticatorTotpChallenge } from '../wire.ts';

/** The key of an authenticator app, to scan or to type, and a first code as the proof that the app has it. */
export function AuthenticatorTotp({ challenge }: { readonly challenge: AuthenticatorTotpChallenge }) {
  const { text } = usePage();
  const address = addressOf(challenge.config_url);
  const read = (data: FormData): Filled => {
    const code = String(data.get('code') ?? '').trim();
    return { values: { code }, errors: code === '' ? { code: text('field.missing') } : {} };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('totp.title')}
      lead={text('totp.lead')}
      user={challenge}
      names={['code']}
      read={read}
    >
      <QrCode value={address.href} label={text('totp.picture')} />
      <div class="ways">
        <a href={address.href}>{text('totp.open')}</a>
      </div>
      <details class="details">
        <summary>{text('totp.by_hand')}</summary>
        <p>{text('totp.key')}</p>
        <Secret secret={address.searchParams.get('secret') ?? ''} />
      </details>
      <CodeField />
      <Submit label={text('action.continue')} />
    </Form>
  );
}

/** A key in groups of four letters, as people type it. */
function Secret({ secret }: { readonly secret: string }) {
  const code = useRef<HTMLElement>(null);
  return (
    <p class="secret">
      <code ref={code}>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
      <Copy value={secret} select={() => code.current && getSelection()?.selectAllChildren(code.current)} />
    </p>
  );
}

/** Only the address of a key is linked and drawn, whatever the server says. */
function addressOf(text: string): URL {
  const address = new URL(text);
  if (address.protocol !== 'otpauth:') throw new Error('The key is not one for authenticator apps.');
  return address;
}
