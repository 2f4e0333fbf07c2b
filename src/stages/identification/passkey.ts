import { z } from 'zod';
import { PasskeySettings } from '../../core/authenticator/webauthn.ts';
import { type FlowContext, nowPending, pendingUser } from '../../core/flow/context.ts';
import { loginFailed } from '../../core/flow/credentials.ts';
import type { StageInput } from '../../core/flow/stage-type.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { IdentificationConfig } from './schema.ts';

/** What the embedded validation stage's own configuration says of passkeys. */
const Embedded = z.object({
  type: z.literal('authenticator_validate'),
  device_classes: z.array(z.string()),
  webauthn_user_verification: PasskeySettings.shape.user_verification,
  webauthn_hints: PasskeySettings.shape.hints,
  webauthn_allowed_device_types: PasskeySettings.shape.allowed_device_types,
});

/** The passkeys that are offered with the page, until one is used or refused. */
export const Offered = z.object({ challenge: z.record(z.string(), z.unknown()), memory: z.unknown() });
export type Offered = z.output<typeof Offered>;

type Input = StageInput<
  z.output<typeof IdentificationConfig>,
  'configuration' | 'factors' | 'users' | 'events' | 'clock'
>;

/** What is asked of passkeys; undefined where none may say who somebody is: nothing set, or no login. */
function settingsOf({ config, flow, ports }: Pick<Input, 'config' | 'flow' | 'ports'>) {
  if (config.webauthn_stage === null || flow.designation !== 'authentication') return undefined;
  const stage = Embedded.parse(ports.configuration.get('stages', config.webauthn_stage));
  if (!stage.device_classes.includes('webauthn')) return undefined;
  return {
    webauthn: {
      user_verification: stage.webauthn_user_verification,
      hints: stage.webauthn_hints,
      allowed_device_types: stage.webauthn_allowed_device_types,
    },
  };
}

/** An offer to whoever comes; it is the same for everybody, and tells nothing about any account. */
export async function offerPasskeys(
  input: Pick<Input, 'config' | 'flow' | 'request'> & {
    readonly ports: Pick<Input['ports'], 'configuration' | 'factors'>;
  },
): Promise<Offered | undefined> {
  const settings = settingsOf(input as Input);
  if (!settings) return undefined;
  const { request, ports } = input;
  const offer = await ports.factors.anybody({ class: 'webauthn', request, settings });
  return offer && { challenge: { ...offer.challenge }, memory: offer.memory };
}

type Judged =
  | { readonly how: 'proven'; readonly patch: Partial<FlowContext> }
  | { readonly how: 'not_here' | 'unknown' | 'inactive' }
  | { readonly how: 'wrong'; readonly message: string };

/** Whom the passkey belongs to, if it proves that it is there. */
export async function judgePasskey(
  input: Input,
  answer: Readonly<Record<string, unknown>>,
  offered: Offered | undefined,
): Promise<Judged> {
  const { context, stage, request, execution, ports } = input;
  const settings = settingsOf(input);
  if (!settings || !offered) return { how: 'not_here' };
  const failed = (user: UserFacts | undefined) =>
    ports.events.emit(loginFailed({ stage, identifier: user?.username ?? '', user, request }));

  const device = await ports.factors.claimed({ class: 'webauthn', answer });
  const user = device && (await ports.users.byPk(device.user));
  if (!device || !user) {
    failed(undefined);
    return { how: 'unknown' };
  }
  const verdict = await ports.factors.verify({
    ...{ user, request, settings, device, answer },
    memory: offered.memory,
    throttle: 0,
  });
  if (verdict.verdict !== 'proven') {
    failed(user);
    return { how: 'wrong', message: verdict.message };
  }
  if (!user.is_active) {
    failed(user);
    return { how: 'inactive' };
  }
  const { pk, name, class: device_class } = verdict.device;
  return {
    how: 'proven',
    patch: {
      ...nowPending(context, pendingUser(user)),
      // What was typed before is not who it was.
      ...({ pending_user_identifier: undefined } as unknown as Partial<FlowContext>),
      proofs: [{ type: 'authenticator_validate', execution, time: ports.clock.now() }],
      auth_method: 'auth_webauthn_pwl',
      auth_method_args: { device: { pk, name, device_class } },
    },
  };
}
