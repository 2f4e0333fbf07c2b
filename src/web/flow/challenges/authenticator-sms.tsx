/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { ReachSetup } from '../parts/reach-setup.tsx';
import type { AuthenticatorSmsChallenge } from '../wire.ts';

/** A telephone number, then the code that was sent there. */
export function AuthenticatorSms({ challenge }: { readonly challenge: AuthenticatorSmsChallenge }) {
  const { text } = usePage();
  const number = challenge.phone_number ?? '';
  return (
    <ReachSetup
      challenge={challenge}
      sent={challenge.phone_number_required === false}
      to={number}
      reach={{
        name: 'phone_number',
        type: 'tel',
        title: text('sms.title'),
        lead: text('sms.lead'),
        label: text('sms.number'),
        hint: text('sms.number_hint'),
        codeLead: text(number === '' ? 'sms.code_lead' : 'sms.code_lead_number', { number }),
      }}
    />
  );
}
