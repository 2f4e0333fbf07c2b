/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { CodeField } from '../../parts/code-field.tsx';
import { type Filled, Form } from '../../parts/form.tsx';
import { Submit } from '../../parts/submit.tsx';
import { choosing, type ProofProps } from './proof.ts';

/** A code that is sent when somebody asks for it, and can be asked for again. */
export function SentCode({ challenge, device, begun, ways }: ProofProps) {
  const { text } = usePage();
  const sms = device.device_class === 'sms';
  const lead = begun
    ? text(sms ? 'validate.sms_sent' : 'validate.email_sent')
    : text(sms ? 'validate.sms' : 'validate.email');
  const read = (data: FormData, button: HTMLElement | null): Filled => {
    if (!begun || button?.getAttribute('value') === 'send') return { values: choosing(device) };
    const code = String(data.get('code') ?? '').trim();
    return {
      values: { ...choosing(device), code },
      errors: code === '' ? { code: text('field.missing') } : {},
    };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('validate.title')}
      lead={lead}
      user={challenge}
      names={['code']}
      read={read}
    >
      {begun ? (
        <>
          <CodeField />
          <Submit label={text('action.continue')} />
          <div class="actions">
            <Submit label={text('validate.send_again')} name="do" value="send" secondary />
          </div>
        </>
      ) : (
        <Submit label={text('validate.send')} />
      )}
      {ways}
    </Form>
  );
}
