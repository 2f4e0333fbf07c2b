/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { CodeField } from '../../parts/code-field.tsx';
import { type Filled, Form } from '../../parts/form.tsx';
import { Submit } from '../../parts/submit.tsx';
import { choosing, type ProofProps } from './proof.ts';

/** A code of the device: of an app, or from paper. */
export function Code({ challenge, device, ways }: ProofProps) {
  const { text } = usePage();
  const read = (data: FormData): Filled => {
    const code = String(data.get('code') ?? '').trim();
    return {
      values: { ...choosing(device), code },
      errors: code === '' ? { code: text('field.missing') } : {},
    };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('validate.title')}
      lead={device.device_class === 'static' ? text('validate.static') : text('validate.totp')}
      user={challenge}
      names={['code']}
      read={read}
    >
      <CodeField digits={device.device_class !== 'static'} />
      <Submit label={text('action.continue')} />
      {ways}
    </Form>
  );
}
