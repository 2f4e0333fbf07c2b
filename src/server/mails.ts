import type { Addressees } from '../app/invitations/sending.ts';
import { Unwritten, type Wanted, type Writing } from '../app/mail/writing.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import { type Mail, MailFailure } from '../core/mail/port.ts';
import type { WrittenMail } from '../core/mail/render.ts';
import { type MailServer, serverOf } from '../core/mail/server.ts';
import { MAIL_VALUES, TemplateFault } from '../core/mail/template.ts';
import type { MailTemplates } from '../core/mail/templates.ts';
import { invalid } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';
import { originOf } from './origin.ts';

const TEST_MAIL = 'email/setup.html';

/** Templates of mails, how they look, and whether the server takes them. */
export function mailHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: Pick<ObjectUseCases, 'find'>;
  readonly templates: Pick<MailTemplates, 'list'>;
  readonly write: Writing;
  /** The global server. */
  readonly mail: Mail;
  readonly mailOf: (server: MailServer) => Mail;
  readonly invite: (invitation: string, to: Addressees, actor: Actor) => Promise<void>;
}): Record<string, Handler> {
  const { catalogue, cases, templates, write } = deps;

  function written(wanted: Wanted): WrittenMail {
    try {
      return write(wanted);
    } catch (error) {
      if (error instanceof TemplateFault)
        throw invalid({ template: [`Line ${error.line}: ${error.message}`] });
      if (error instanceof Unwritten) throw invalid({ template: [error.message] });
      throw error;
    }
  }

  return {
    stages_invitation_invitations_send_email_create: ({ params, body, actor }) =>
      deps.invite(String(params.invite_uuid), body as unknown as Addressees, actor),

    stages_email_templates_list: () =>
      templates.list().map(({ name, title }) => ({
        name,
        description: title,
        component: '',
        model_name: '',
        requires_enterprise: false,
        deprecated: false,
      })),

    stages_email_templates_preview_retrieve({ query, request }) {
      const { 'user.name': name, 'user.username': username, 'user.email': email, url, code } = MAIL_VALUES;
      return written({
        template: String(query.template),
        subject: '',
        person: { name, username, email, locale: String(query.language) },
        host: request.facts.host,
        origin: request.origin ?? '',
        url,
        code,
        lifetime: 1_800,
        values: { sender: MAIL_VALUES.sender, message: MAIL_VALUES.message },
      });
    },

    async stages_email_templates_test_create({ body, actor, request }) {
      const stage = body.stage as string | null;
      const model = catalogue.model('authentik_stages_email.emailstage');
      const row = stage === null ? undefined : await cases.find(model, { pk: stage }, 'change', actor);
      const address = (body.address as string | null) ?? actor.user.email;
      if (address === '')
        throw invalid({ address: ['Your account has no e-mail address. Say where the mail is to go.'] });
      const server = row && serverOf(row);
      const mail = written({
        template: TEST_MAIL,
        subject: '',
        person: { ...actor.user, locale: '' },
        host: request.facts.host,
        origin: originOf(request),
        url: '',
      });
      try {
        await (server ? deps.mailOf(server) : deps.mail).send({ to: [address], ...mail });
      } catch (error) {
        if (error instanceof MailFailure) throw invalid({ non_field_errors: [error.message] });
        throw error;
      }
    },
  };
}
