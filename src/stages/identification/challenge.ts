import { z } from 'zod';
import { Widget, widgetOf, withChosenKeys } from '../../core/captcha/settings.ts';
import { flowPage } from '../../core/flow/flow-page.ts';
import type { StageInput } from '../../core/flow/stage-type.ts';
import type { PortName } from '../../core/ports.ts';
import { said } from '../../core/words/said.ts';
import { Embedded, EmbeddedCaptcha, type IdentificationConfig } from './schema.ts';

export const IdentificationAsks = z.strictObject({
  user_fields: z.array(z.string()).nullable(),
  pending_user_identifier: z.string().optional(),
  password_fields: z.boolean(),
  allow_show_password: z.boolean(),
  application_pre: z.string().optional(),
  application_pre_launch: z.string().optional(),
  flow_designation: z.string(),
  captcha_stage: z
    .strictObject({
      component: z.literal('ak-stage-captcha'),
      pending_user: z.string(),
      pending_user_avatar: z.string(),
      ...Widget.shape,
    })
    .nullable(),
  enroll_url: z.string().optional(),
  recovery_url: z.string().optional(),
  passwordless_url: z.string().optional(),
  primary_action: said(),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      icon_url: z.string().nullable(),
      promoted: z.boolean(),
      challenge: z.record(z.string(), z.unknown()),
    }),
  ),
  show_source_labels: z.boolean(),
  enable_remember_me: z.boolean(),
  passkey_challenge: z.record(z.string(), z.unknown()).nullable(),
});

type Input = StageInput<z.output<typeof IdentificationConfig>, 'configuration' | 'sources'>;

/**
 * The configuration of the embedded password stage; null where none is embedded. It throws where the stage is gone or
 * is something else: to go on without the password would be to let everybody in.
 */
export function embeddedPassword(
  input: StageInput<z.output<typeof IdentificationConfig>, PortName & 'configuration'>,
): z.output<typeof Embedded> | null {
  const pk = input.config.password_stage;
  if (pk === null) return null;
  return Embedded.parse(input.ports.configuration.get('stages', pk));
}

/** The configuration of the embedded captcha stage; null where none is embedded. It throws where the stage is gone. */
export function embeddedCaptcha(
  input: StageInput<z.output<typeof IdentificationConfig>, PortName & 'configuration'>,
): z.output<typeof EmbeddedCaptcha> | null {
  const pk = input.config.captcha_stage;
  if (pk === null) return null;
  const stage = EmbeddedCaptcha.parse(input.ports.configuration.get('stages', pk));
  return { ...stage, ...withChosenKeys(stage, input.context) };
}

/** What the login page shows. */
export async function challengeOf(
  input: Input,
  passkeys: Readonly<Record<string, unknown>> | undefined,
): Promise<z.output<typeof IdentificationAsks>> {
  const { config, context, flow, user, request, query, ports } = input;
  const embedded = embeddedPassword(input);
  const captcha = embeddedCaptcha(input);
  const identifier = context.pending_user_identifier;
  return {
    user_fields: [...config.user_fields],
    ...(identifier === undefined ? {} : { pending_user_identifier: identifier }),
    password_fields: embedded !== null,
    allow_show_password: embedded?.allow_show_password ?? false,
    ...applicationOf(input),
    flow_designation: flow.designation,
    captcha_stage: captcha && {
      component: 'ak-stage-captcha',
      pending_user: '',
      pending_user_avatar: '',
      ...widgetOf(captcha),
    },
    ...link(input, 'enroll_url', config.enrollment_flow),
    ...link(input, 'recovery_url', config.recovery_flow),
    ...link(input, 'passwordless_url', config.passwordless_flow),
    primary_action: flow.designation === 'authentication' ? 'Log in' : 'Continue',
    sources: (await ports.sources.offered({ pks: config.sources, user, request, context, query })).map(
      ({ name, icon_url, promoted, challenge }) => ({
        name,
        icon_url,
        promoted,
        challenge: { ...challenge },
      }),
    ),
    show_source_labels: config.show_source_labels,
    enable_remember_me: config.enable_remember_me,
    passkey_challenge: passkeys ? { ...passkeys } : null,
  };
}

function link({ ports, query }: Input, name: string, pk: string | null): Record<string, string> {
  const flow = pk === null ? undefined : ports.configuration.get('flows', pk);
  return flow ? { [name]: flowPage(String(flow.slug), query) } : {};
}

/** The application that the person is on the way to. Launch addresses that hold fields of the user cannot be named yet. */
function applicationOf({ context, ports }: Input) {
  if (!context.application) return {};
  const { name, pk } = context.application;
  const launch = ports.configuration.get('applications', pk)?.meta_launch_url;
  const plain = typeof launch === 'string' && /^https?:\/\/[^%\s]+$/.test(launch);
  return { application_pre: name, ...(plain ? { application_pre_launch: launch } : {}) };
}
