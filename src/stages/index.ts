import type { StageType } from '../core/flow/stage-type.ts';
import { accountLockdown } from './account_lockdown/stage.ts';
import { accountUnlock } from './account_unlock/stage.ts';
import { authenticatorEmail } from './authenticator_email/stage.ts';
import { authenticatorSms } from './authenticator_sms/stage.ts';
import { authenticatorStatic } from './authenticator_static/stage.ts';
import { authenticatorTotp } from './authenticator_totp/stage.ts';
import { authenticatorValidate } from './authenticator_validate/stage.ts';
import { authenticatorWebauthn } from './authenticator_webauthn/stage.ts';
import { captcha } from './captcha/stage.ts';
import { consent } from './consent/stage.ts';
import { deny } from './deny/stage.ts';
import { dummy } from './dummy/stage.ts';
import { email } from './email/stage.ts';
import { identification } from './identification/stage.ts';
import { invitation } from './invitation/stage.ts';
import { mutualTls } from './mtls/stage.ts';
import { password } from './password/stage.ts';
import { prompt } from './prompt/stage.ts';
import { redirect } from './redirect/stage.ts';
import { sourceStage } from './source/stage.ts';
import { userDelete } from './user_delete/stage.ts';
import { userLogin } from './user_login/stage.ts';
import { userLogout } from './user_logout/stage.ts';
import { userWrite } from './user_write/stage.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
export const stageTypes: readonly StageType[] = [
  identification,
  password,
  userLogin,
  userLogout,
  consent,
  deny,
  prompt,
  userWrite,
  redirect,
  authenticatorStatic,
  authenticatorTotp,
  authenticatorValidate,
  authenticatorWebauthn,
  userDelete,
  dummy,
  captcha,
  accountUnlock,
  email,
  invitation,
  authenticatorEmail,
  authenticatorSms,
  accountLockdown,
  sourceStage,
  mutualTls,
];
