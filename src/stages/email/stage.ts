import { z } from 'zod';
import { pageSettings } from '../../core/directory/settings.ts';
import { type FlowContext, pendingUser } from '../../core/flow/context.ts';
import { NOBODY } from '../../core/flow/credentials.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import type { Posted } from '../../core/mail/posting.ts';
import { seconds } from '../../core/model/fields.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { EmailConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Seconds between two mails of one visit. */
const PATIENCE = 30;

/** When the last mail of this visit was asked for. */
const Memory = z.object({ sent: z.number() }).optional().catch(undefined);

const messages = {
  no_pending_user: 'No Pending user to send an e-mail to.',
  no_address: 'This account has no e-mail address.',
  other_user: 'This link is for another account.',
  unwritten: 'The e-mail could not be written. Tell whoever runs this server.',
  throttled: 'Too many e-mails were asked for. Wait a few minutes, then try again.',
  wait: 'An e-mail is on its way. You can ask for another one in {seconds} seconds.',
  'email-sent': 'Another e-mail was sent.',
};

type Input = StageInput<z.output<typeof EmailConfig>, 'posting' | 'users' | 'events' | 'clock'> &
  StageWords<typeof messages>;

/** Who gets the mail; undefined where nobody may get one, and nobody may learn that. */
function reader({ config, pending }: Input): UserFacts | undefined {
  if (!pending || pending.type === 'service_account' || pending.type === 'internal_service_account') return;
  // The link of a recovery would not work for whoever was deactivated.
  return pending.is_active || config.activate_user_on_success ? pending : undefined;
}

function addressOf({ context, pending }: Input): string {
  const chosen = context.email;
  return typeof chosen === 'string' && chosen !== '' ? chosen : (pending?.email ?? '');
}

/** What the flow knew, for whoever opens the link elsewhere; what was typed in secret stays behind. */
function carried({ prompt_data, ...context }: FlowContext): FlowContext {
  const { prompt_hidden, proofs: _, pending_user: __, ...rest } = context;
  const secrets = new Set<unknown>(['password', ...(Array.isArray(prompt_hidden) ? prompt_hidden : [])]);
  return prompt_data === undefined
    ? rest
    : {
        ...rest,
        prompt_data: Object.fromEntries(Object.entries(prompt_data).filter(([key]) => !secrets.has(key))),
      };
}

/** The same work whether somebody gets a mail or nobody does. */
function send(input: Input): Promise<Posted> {
  const { config, context, stage, flow, binding, query, request, travelling, execution, ports } = input;
  const person = reader(input);
  const address = addressOf(input);
  const typed = (context.pending_user_identifier ?? context.pending_user?.username ?? '')
    .trim()
    .toLowerCase();
  const most = config.recovery_max_attempts;
  const window = seconds(config.recovery_cache_timeout) * 1_000;
  return ports.posting.post({
    template: config.template,
    subject: config.subject,
    stage: stage.pk,
    to: person && address !== '' ? [address] : undefined,
    person: {
      username: person?.username ?? typed,
      name: person?.name ?? typed,
      email: address,
      locale: (person && pageSettings(person.attributes).language) ?? '',
    },
    http: request,
    lifetime: seconds(config.token_expiry),
    link: {
      slug: flow.slug,
      query,
      kept: {
        flow: flow.pk,
        user: person?.pk ?? NOBODY,
        confirm: true,
        inactive: config.activate_user_on_success,
        ...(binding === null
          ? {}
          : { resume: { binding, execution, append: travelling, context: carried(context) } }),
      },
    },
    limits: [
      // By what was typed, for whoever reads the page; by person, so that their other names do not help.
      { key: `${stage.pk} typed ${typed}`, most, window, silent: false },
      { key: `${stage.pk} person ${person?.pk ?? typed}`, most, window, silent: true },
    ],
  });
}

/** The link of this very stage was opened, or one that an administrator made for this person. */
const isRestored = ({ context, binding }: Input): boolean =>
  context.is_restored === true &&
  (context.restored_by?.binding === null || context.restored_by?.binding === binding);

async function verified(input: Input): Promise<Step> {
  const { config, context, pending, binding, execution, request, ports, deny, done } = input;
  if (!pending || context.restored_by?.user !== pending.pk) return deny('other_user');
  let user = pending;
  if (!pending.is_active && config.activate_user_on_success && context.restored_by.binding === binding) {
    const written = await ports.users.write({ pk: pending.pk, values: { is_active: true } });
    if ('refused' in written) return deny({ text: written.message });
    user = written.user;
    ports.events.emit({
      action: 'user_write',
      app: 'postern.stages',
      user,
      http_request: request,
      context: { created: false, activated: true, written: { pk: user.pk, username: user.username } },
    });
  }
  const proof = { type: 'email', execution, time: ports.clock.now() };
  return done(
    {
      pending_user: pendingUser(user),
      proofs: [...(context.proofs ?? []), proof],
      ...(context.auth_method === undefined ? { auth_method: 'email', auth_method_args: {} } : {}),
    },
    [{ effect: 'notice', level: 'success', text: 'Successfully verified Email.' }],
  );
}

/** Sends the pending user a link, and goes on where it is opened. */
export const email = defineStageType({
  type: 'email',
  model: 'authentik_stages_email.emailstage',
  component: 'ak-stage-email-form',
  title: 'Email',
  description: 'Sends the pending user a link; the flow goes on where it is opened.',
  config: EmailConfig,
  words: { de: german },
  challenge: 'ak-stage-email',
  asks: z.strictObject({
    resend_after: z.int().optional().meta({ description: 'Seconds until another mail may be asked for.' }),
  }),
  answer: z.strictObject({}),
  messages,
  uses: ['posting', 'users', 'events', 'clock'],
  proves: true,
  traits: () => ({ proves_by: 'other' }),

  async begin(input) {
    const { context, flow, memory, ports, ask, deny } = input;
    if (!context.pending_user) return deny('no_pending_user');
    if (isRestored(input)) return verified(input);
    const before = Memory.parse(memory);
    if (before) return ask({ resend_after: PATIENCE }, before);
    // Where somebody says who they are, nobody may learn which accounts have an address.
    if (flow.designation !== 'recovery' && reader(input) && addressOf(input) === '')
      return deny('no_address');
    const { outcome } = await send(input);
    if (outcome !== 'posted') return deny(outcome);
    return ask({ resend_after: PATIENCE }, { sent: ports.clock.now() });
  },

  /** Only the link goes on; what is sent here asks for another mail. */
  async answered(input) {
    const { context, memory, ports, retry, deny } = input;
    if (!context.pending_user) return deny('no_pending_user');
    const sent = Memory.parse(memory)?.sent ?? Number.NEGATIVE_INFINITY;
    const wait = Math.ceil(PATIENCE - (ports.clock.now() - sent) / 1_000);
    if (wait > 0) return retry({ non_field_errors: 'wait' }, { params: { seconds: wait } });
    const { outcome } = await send(input);
    if (outcome === 'unwritten') return deny(outcome);
    if (outcome === 'throttled') return retry({ non_field_errors: outcome });
    return retry({ non_field_errors: 'email-sent' }, { memory: { sent: ports.clock.now() } });
  },
});
