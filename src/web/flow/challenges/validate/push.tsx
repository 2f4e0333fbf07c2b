/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { Form } from '../../parts/form.tsx';
import { Submit } from '../../parts/submit.tsx';
import { choosing, type ProofProps } from './proof.ts';

/** A question on a phone: asked when somebody wants it, and answered there. */
export function Push({ challenge, device, begun, ways }: ProofProps) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('validate.title')}
      lead={text(begun ? 'validate.push_sent' : 'validate.push')}
      user={challenge}
      read={() => ({
        values: begun ? { ...choosing(device), duo: Number(device.device_uid) } : choosing(device),
      })}
    >
      <Submit label={text(begun ? 'validate.push_answered' : 'validate.push_send')} />
      {ways}
    </Form>
  );
}
