import type { Device } from '../../core/authenticator/ports.ts';
import { loginFailed } from '../../core/flow/credentials.ts';
import type { StageInput, StageWords } from '../../core/flow/stage-type.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { ValidateAnswer } from './asking.ts';
import type { ValidateConfig } from './schema.ts';

export const USES = [
  'factors',
  'devices',
  'trustedBrowsers',
  'users',
  'events',
  'clock',
  'digest',
  'configuration',
] as const;

export const MESSAGES = {
  no_device: 'You have no device to prove yourself with. Ask whoever looks after your account.',
  nothing_to_set_up: 'You have no device to prove yourself with, and none can be set up here.',
  inactive: 'This account is not active.',
  no_answer: 'Type the code, or choose a device.',
  not_offered: 'This device is not offered here. Choose one of the list.',
  not_a_stage: 'This cannot be set up here. Choose from the list.',
  wrong_code: 'This code is wrong, or it is not valid any more.',
  wrong_passkey: 'This passkey is not known here.',
} as const;

export type Input = StageInput<ValidateConfig, (typeof USES)[number]> & StageWords<typeof MESSAGES>;
export type Answered = Input & { readonly answer: ValidateAnswer };

/** Whom this is about: the pending user, else whoever is signed in. */
export const personOf = ({ context, pending, user }: Input): UserFacts | undefined =>
  context.pending_user ? pending : user.is_authenticated ? user : undefined;

/** Tells of a wrong answer: it counts against the name and the address, as a wrong password does. */
export function failed(
  { stage, context, request, ports }: Input,
  person: UserFacts | undefined,
  device?: Device,
): void {
  const identifier =
    context.pending_user_identifier ?? context.pending_user?.username ?? person?.username ?? '';
  const draft = loginFailed({ stage, identifier, user: person, request });
  const about = device ? { device_class: device.class, device: device.pk } : {};
  ports.events.emit({ ...draft, context: { ...draft.context, ...about } });
}
