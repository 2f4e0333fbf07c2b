/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { CodeField } from '../parts/code-field.tsx';
import { Field } from '../parts/field.tsx';
import { type Filled, Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import { TextInput } from '../parts/text-input.tsx';
import type { AuthenticatorEmailChallenge } from '../wire.ts';

/** An e-mail address where the account has none, then the code that was sent there. */
export function AuthenticatorEmail({ challenge }: { readonly challenge: AuthenticatorEmailChallenge }) {
  return challenge.email_required === false ? (
    <Code challenge={challenge} />
  ) : (
    <Address challenge={challenge} />
  );
}

function Address({ challenge }: { readonly challenge: AuthenticatorEmailChallenge }) {
  const { text, draft } = usePage();
  const read = (data: FormData): Filled => {
    const email = String(data.get('email') ?? '').trim();
    const errors = email === '' ? { email: text('field.missing') } : {};
    return { values: { email }, typed: { email }, errors };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('mailbox.title')}
      lead={text('mailbox.lead')}
      user={challenge}
      names={['email']}
      read={read}
    >
      <Field name="email" label={text('mailbox.address')}>
        {(control) => (
          <TextInput
            {...control}
            verbatim
            type="email"
            autocomplete="email"
            defaultValue={String(draft.email ?? '')}
          />
        )}
      </Field>
      <Submit label={text('sms.send')} />
    </Form>
  );
}

function Code({ challenge }: { readonly challenge: AuthenticatorEmailChallenge }) {
  const { text } = usePage();
  const address = challenge.email ?? '';
  const read = (data: FormData, button: HTMLElement | null): Filled => {
    if (button?.getAttribute('name') === 'again') return { values: { email: address } };
    const code = String(data.get('code') ?? '').trim();
    return { values: { code }, errors: code === '' ? { code: text('field.missing') } : {} };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('mailbox.title')}
      lead={text('mailbox.code_lead', { address })}
      user={challenge}
      names={['code']}
      read={read}
    >
      <CodeField />
      <Submit label={text('action.continue')} />
      <Submit secondary name="again" label={text('sms.again')} />
    </Form>
  );
}
