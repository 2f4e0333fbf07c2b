import { defineStageType } from '../../core/flow/stage-type.ts';
import { answered } from './answered.ts';
import { ValidateAnswer, ValidateAsks } from './asking.ts';
import { begin } from './begin.ts';
import { AuthenticatorValidateConfig } from './schema.ts';
import { german } from './words.de.ts';
import { MESSAGES, USES } from './words.ts';

/** Asks for a proof by a device that the person has set up before. */
export const authenticatorValidate = defineStageType({
  type: 'authenticator_validate',
  model: 'authentik_stages_authenticator_validate.authenticatorvalidatestage',
  component: 'ak-stage-authenticator-validate-form',
  title: 'Authenticator Validation',
  description:
    'Asks for a second factor: an authenticator app, a passkey, a code by message, a recovery code.',
  config: AuthenticatorValidateConfig,
  words: { de: german },
  challenge: 'ak-stage-authenticator-validate',
  asks: ValidateAsks,
  answer: ValidateAnswer,
  messages: MESSAGES,
  uses: USES,
  proves: true,
  // Only where nobody goes on without a device does the stage prove everybody who passes it.
  traits: ({ not_configured_action }) => ({
    ...(not_configured_action === 'deny' ? { proves_by: 'other' } : {}),
    ...(not_configured_action === 'configure' ? { sets_up: true } : {}),
  }),
  begin,
  answered,
});
