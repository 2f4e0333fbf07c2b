/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { CodeField } from '../parts/code-field.tsx';
import { Field } from '../parts/field.tsx';
import { type Filled, Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import { TextInput } from '../parts/text-input.tsx';
import type { AuthenticatorSmsChallenge } from '../wire.ts';

/** A telephone number, then the code that was sent there. */
export function AuthenticatorSms({ challenge }: { readonly challenge: AuthenticatorSmsChallenge }) {
  return challenge.phone_number_required === false ? (
    <Code challenge={challenge} />
  ) : (
    <Telephone challenge={challenge} />
  );
}

function Telephone({ challenge }: { readonly challenge: AuthenticatorSmsChallenge }) {
  const { text, draft } = usePage();
  const read = (data: FormData): Filled => {
    const phone_number = String(data.get('phone_number') ?? '').trim();
    const errors = phone_number === '' ? { phone_number: text('field.missing') } : {};
    return { values: { phone_number }, typed: { phone_number }, errors };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('sms.title')}
      lead={text('sms.lead')}
      user={challenge}
      names={['phone_number']}
      read={read}
    >
      <Field name="phone_number" label={text('sms.number')} hint={text('sms.number_hint')}>
        {(control) => (
          <TextInput
            {...control}
            verbatim
            type="tel"
            autocomplete="tel"
            defaultValue={String(draft.phone_number ?? '')}
          />
        )}
      </Field>
      <Submit label={text('sms.send')} />
    </Form>
  );
}

function Code({ challenge }: { readonly challenge: AuthenticatorSmsChallenge }) {
  const { text } = usePage();
  const number = challenge.phone_number ?? '';
  const read = (data: FormData, button: HTMLElement | null): Filled => {
    if (button?.getAttribute('name') === 'again') return { values: { phone_number: number } };
    const code = String(data.get('code') ?? '').trim();
    return { values: { code }, errors: code === '' ? { code: text('field.missing') } : {} };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('sms.title')}
      lead={text(number === '' ? 'sms.code_lead' : 'sms.code_lead_number', { number })}
      user={challenge}
      names={['code']}
      read={read}
    >
      <CodeField />
      <Submit label={text('action.continue')} />
      {number === '' ? null : <Submit secondary name="again" label={text('sms.again')} />}
    </Form>
  );
}
