/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { PasskeyScreen } from '../../parts/passkey-screen.tsx';
import { askForPasskey } from '../../passkey.ts';
import { choosing, type ProofProps } from './proof.ts';

/** A passkey or a security key: the browser finds the one at hand. */
export function Passkey({ challenge, device, ways }: ProofProps) {
  const { text } = usePage();
  return (
    <PasskeyScreen
      title={challenge.flow_info?.title || text('validate.title')}
      lead={text('validate.webauthn')}
      user={challenge}
      label={text('validate.use_passkey')}
      work={() => askForPasskey(device.challenge)}
      answerOf={(webauthn) => ({ ...choosing(device), webauthn })}
    >
      {ways}
    </PasskeyScreen>
  );
}
