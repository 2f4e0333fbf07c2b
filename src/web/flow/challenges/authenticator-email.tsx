/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { ReachSetup } from '../parts/reach-setup.tsx';
import type { AuthenticatorEmailChallenge } from '../wire.ts';

/** An e-mail address where the account has none, then the code that was sent there. */
export function AuthenticatorEmail({ challenge }: { readonly challenge: AuthenticatorEmailChallenge }) {
  const { text } = usePage();
  const address = challenge.email ?? '';
  return (
    <ReachSetup
      challenge={challenge}
      sent={challenge.email_required === false}
      to={address}
      reach={{
        name: 'email',
        type: 'email',
        title: text('mailbox.title'),
        lead: text('mailbox.lead'),
        label: text('mailbox.address'),
        codeLead: text('mailbox.code_lead', { address }),
      }}
    />
  );
}
