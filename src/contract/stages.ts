import { z } from 'zod';
import { prompt } from '../core/flow/models.ts';
import { MAIL_LANGUAGES } from '../core/mail/language.ts';
import { Field } from '../stages/prompt/draw.ts';
import { TypeCreate } from './kinds.ts';
import { type Route, route } from './route.ts';
import { UserSetting } from './sources.ts';

const tag = 'stages';

/** What stands around stages beside reading and writing them. */
export const stages: readonly Route[] = [
  route({
    id: 'stages_all_user_settings_list',
    method: 'GET',
    path: '/stages/all/user_settings/',
    tag,
    access: 'authenticated',
    summary: 'List the stages that you can set up for yourself',
    reply: z.array(UserSetting),
  }),
  route({
    id: 'stages_invitation_invitations_send_email_create',
    method: 'POST',
    path: '/stages/invitation/invitations/{invite_uuid}/send_email/',
    tag,
    params: { invite_uuid: z.uuid() },
    access: {
      permission: 'authentik_stages_invitation.change_invitation',
      on: 'authentik_stages_invitation.invitation',
    },
    summary: 'Send an invitation by e-mail, to each address in a mail of its own',
    body: z
      .strictObject({
        email_addresses: z.array(z.email().max(254)).min(1).max(100),
        cc_addresses: z.array(z.email().max(254)).max(20).default([]),
        bcc_addresses: z.array(z.email().max(254)).max(20).default([]),
        template: z.string().min(1).max(255).default('invitation'),
      })
      .meta({ id: 'InvitationSendEmailRequest' }),
  }),
  route({
    id: 'stages_email_templates_list',
    method: 'GET',
    path: '/stages/email/templates/',
    tag,
    access: 'authenticated',
    summary: 'List the templates of mails: those of Postern, and those of the house',
    reply: z.array(TypeCreate),
  }),
  route({
    id: 'stages_email_templates_preview_retrieve',
    method: 'GET',
    path: '/stages/email/templates/preview/',
    tag,
    access: { permission: 'authentik_stages_email.view_emailstage' },
    query: z.object({
      template: z.string().min(1).max(255),
      language: z.enum(MAIL_LANGUAGES).default('en'),
    }),
    summary: 'Show a mail as its reader sees it, with examples in the place of values',
    reply: z.object({ subject: z.string(), text: z.string(), html: z.string() }).meta({ id: 'MailPreview' }),
    etag: false,
  }),
  route({
    id: 'stages_email_templates_test_create',
    method: 'POST',
    path: '/stages/email/templates/test/',
    tag,
    access: { permission: 'authentik_stages_email.change_emailstage' },
    summary: 'Send a test mail now, and say what the mail server answers',
    body: z
      .strictObject({
        address: z
          .email()
          .max(254)
          .nullable()
          .default(null)
          .meta({ description: 'Where it goes; null: to your own address.' }),
        stage: z
          .uuid()
          .nullable()
          .default(null)
          .meta({ description: 'The stage whose mail server is tried; null: the global one.' }),
      })
      .meta({ id: 'MailTestRequest' }),
  }),
  route({
    id: 'stages_prompt_prompts_preview_create',
    method: 'POST',
    path: '/stages/prompt/prompts/preview/',
    tag,
    access: { permission: 'authentik_stages_prompt.add_prompt' },
    summary: 'Show a prompt as a person would see it; its expressions are run for you',
    body: prompt.fields.meta({ id: 'PromptRequest' }),
    reply: z.object({ component: z.string(), fields: z.array(Field) }).meta({ id: 'PromptPreview' }),
    status: 200,
  }),
];
