/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { PasskeyScreen } from '../parts/passkey-screen.tsx';
import { createPasskey } from '../passkey.ts';
import type { AuthenticatorWebauthnChallenge } from '../wire.ts';

/** A passkey is made, by the browser and with whatever the person has at hand. */
export function AuthenticatorWebauthn({ challenge }: { readonly challenge: AuthenticatorWebauthnChallenge }) {
  const { text } = usePage();
  return (
    <PasskeyScreen
      title={challenge.flow_info?.title || text('webauthn.title')}
      lead={text('webauthn.lead')}
      user={challenge}
      label={text('webauthn.create')}
      work={() => createPasskey(challenge.registration)}
      answerOf={(response) => ({ response })}
    />
  );
}
