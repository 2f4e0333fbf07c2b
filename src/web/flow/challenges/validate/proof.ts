import type { ComponentChildren } from 'preact';
import type { Answer, AuthenticatorValidateChallenge, DeviceChallenge } from '../../wire.ts';

/** What the view of one class of device is drawn with. */
export interface ProofProps {
  readonly challenge: AuthenticatorValidateChallenge;
  readonly device: DeviceChallenge;
  /** The server has done its part for this device: sent the code, begun the push. */
  readonly begun: boolean;
  /** The way to the other devices, to be drawn at the end. */
  readonly ways: ComponentChildren;
}

/** Names the device in an answer, as the wire format wants it. */
export const choosing = ({ device_class, device_uid, last_used }: DeviceChallenge): Answer => ({
  selected_challenge: { device_class, device_uid, challenge: {}, last_used },
});
