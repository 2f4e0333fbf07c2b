/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import type { AuthenticatorEmailChallenge, AuthenticatorSmsChallenge } from '../wire.ts';
import { CodeField } from './code-field.tsx';
import { Field } from './field.tsx';
import { type Filled, Form } from './form.tsx';
import { Submit } from './submit.tsx';
import { TextInput } from './text-input.tsx';

/** Where codes go to: how the page asks for it, and what it says. */
interface Reach {
  readonly name: 'email' | 'phone_number';
  /** What the browser takes it for, and fills it in by. */
  readonly type: 'email' | 'tel';
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly hint?: string;
  readonly codeLead: string;
}

interface ReachSetupProps {
  readonly challenge: AuthenticatorEmailChallenge | AuthenticatorSmsChallenge;
  readonly reach: Reach;
  /** Whether a code is there; before, it is asked where one should go. */
  readonly sent: boolean;
  /** Where it went; empty where that is not told. */
  readonly to: string;
}

/** Sets up a device that codes are sent to: where they go, then the first of them. */
export function ReachSetup({ sent, ...props }: ReachSetupProps) {
  return sent ? <Code {...props} /> : <Address {...props} />;
}

function Address({ challenge, reach }: Omit<ReachSetupProps, 'sent'>) {
  const { text, draft } = usePage();
  const { name, type, title, lead, label, hint } = reach;
  const read = (data: FormData): Filled => {
    const values = { [name]: String(data.get(name) ?? '').trim() };
    return { values, typed: values, errors: values[name] === '' ? { [name]: text('field.missing') } : {} };
  };
  return (
    <Form title={challenge.flow_info?.title || title} lead={lead} user={challenge} names={[name]} read={read}>
      <Field name={name} label={label} hint={hint}>
        {(control) => (
          <TextInput
            {...control}
            verbatim
            type={type}
            autocomplete={type}
            defaultValue={String(draft[name] ?? '')}
          />
        )}
      </Field>
      <Submit label={text('sms.send')} />
    </Form>
  );
}

function Code({ challenge, reach, to }: Omit<ReachSetupProps, 'sent'>) {
  const { text } = usePage();
  const read = (data: FormData, button: HTMLElement | null): Filled => {
    if (button?.getAttribute('name') === 'again') return { values: { [reach.name]: to } };
    const code = String(data.get('code') ?? '').trim();
    return { values: { code }, errors: code === '' ? { code: text('field.missing') } : {} };
  };
  return (
    <Form
      title={challenge.flow_info?.title || reach.title}
      lead={reach.codeLead}
      user={challenge}
      names={['code']}
      read={read}
    >
      <CodeField />
      <Submit label={text('action.continue')} />
      {to === '' ? null : <Submit secondary name="again" label={text('sms.again')} />}
    </Form>
  );
}
