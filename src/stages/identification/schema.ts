import { z } from 'zod';
import { captchaFields } from '../../core/captcha/settings.ts';
import { reference, references } from '../../core/model/fields.ts';

const FLOW = 'authentik_flows.flow';

export const IdentificationConfig = z.strictObject({
  user_fields: z
    .array(
      z.enum(['email', 'username', 'upn']).meta({
        labels: { email: 'E-mail', username: 'Username', upn: 'User principal name' },
      }),
    )
    .default([])
    .meta({
      title: 'User fields',
      description: 'What people may type to be found; none: they sign in through a source.',
    }),
  password_stage: reference('authentik_stages_password.passwordstage').meta({
    title: 'Password stage',
    description: 'Asks for the password on the same page. Do not bind that stage too.',
  }),
  captcha_stage: reference('authentik_stages_captcha.captchastage').meta({
    title: 'Captcha stage',
    description: 'Shows the captcha on the same page. Do not bind that stage too.',
  }),
  case_insensitive_matching: z.boolean().default(true).meta({ title: 'Case-insensitive matching' }),
  show_matched_user: z.boolean().default(true).meta({
    title: 'Show matched user',
    description:
      'The following pages name the account that was found. They name what was typed instead where this is off, or where it would tell whether the account exists.',
  }),
  enrollment_flow: reference(FLOW).meta({ title: 'Enrolment flow', description: 'Linked to as "Sign up".' }),
  recovery_flow: reference(FLOW).meta({
    title: 'Recovery flow',
    description: 'Linked to for lost passwords.',
  }),
  passwordless_flow: reference(FLOW).meta({
    title: 'Passwordless flow',
    description: 'Linked to as another way to sign in.',
  }),
  sources: references('authentik_core.source').meta({
    title: 'Sources',
    description: 'Offered as buttons to those whom their bindings let through.',
  }),
  show_source_labels: z.boolean().default(false).meta({ title: 'Show source labels' }),
  pretend_user_exists: z.boolean().default(true).meta({
    title: 'Pretend that the user exists',
    description: 'Goes on with an unknown name, so that nobody learns which accounts exist.',
  }),
  enable_remember_me: z.boolean().default(false).meta({
    title: 'Enable remember me',
    description: 'Offers to remember the typed name on the device.',
  }),
  webauthn_stage: reference('authentik_stages_authenticator_validate.authenticatorvalidatestage').meta({
    title: 'WebAuthn stage',
    description:
      'Offers passkeys on the same page, as this validation stage wants them; whoever uses one is signed in by it.',
  }),
});

/** What an embedded captcha stage's own configuration says. */
export const EmbeddedCaptcha = z.object({
  ...captchaFields,
  type: z.literal('captcha'),
  pk: z.string(),
  name: z.string(),
});

/** What the embedded password stage's own configuration says; it is stored and validated by that type. */
export const Embedded = z.object({
  type: z.literal('password'),
  backends: z.array(z.string()),
  failed_attempts_before_cancel: z.int().default(5),
  allow_show_password: z.boolean().default(false),
});
