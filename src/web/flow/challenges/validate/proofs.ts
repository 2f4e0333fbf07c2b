import type { ComponentType } from 'preact';
import { Code } from './code.tsx';
import { Passkey } from './passkey.tsx';
import type { ProofProps } from './proof.ts';
import { Push } from './push.tsx';
import { SentCode } from './sent-code.tsx';

/** How a device of a class proves somebody: one line per class. */
export const proofs: Readonly<Record<string, ComponentType<ProofProps>>> = {
  duo: Push,
  email: SentCode,
  sms: SentCode,
  static: Code,
  totp: Code,
  webauthn: Passkey,
};
