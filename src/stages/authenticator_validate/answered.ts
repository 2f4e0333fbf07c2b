import type { Device } from '../../core/authenticator/ports.ts';
import { nowPending, pendingUser } from '../../core/flow/context.ts';
import type { FlowEffect, Step } from '../../core/flow/step.ts';
import { seconds } from '../../core/model/fields.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import {
  ANSWERS,
  challengeOf,
  Memory,
  type Offered,
  settingsOf,
  throttleOf,
  type ValidateAnswer,
} from './asking.ts';
import { answeredNothing } from './pretending.ts';
import { setUp, usableStages } from './set-up.ts';
import { type Answered, failed, personOf } from './words.ts';

/** Judges what was answered to what was asked. */
export async function answered(input: Answered): Promise<Step> {
  const memory = Memory.parse(input.memory);
  switch (memory.asked) {
    case 'device':
      return answeredDevice(input, memory);
    case 'anybody':
      return answeredUnnamed(input, memory.memory);
    case 'stage':
      return answeredStage(input);
    case 'nothing':
      return answeredNothing(input, memory);
  }
}

/** The device that an answer is from: the one it names, else the one chosen before, else the first that could be. */
function chosenOf(
  { selected_challenge, code, webauthn, duo }: ValidateAnswer,
  { offers, chosen }: Extract<Memory, { asked: 'device' }>,
): Offered | undefined {
  const uid = selected_challenge?.device_uid ?? (duo === undefined ? chosen : String(duo));
  if (uid !== null) return offers.find(({ shown }) => shown.device_uid === uid);
  const kind = code === undefined ? (webauthn === undefined ? undefined : 'webauthn') : 'code';
  return offers.find(({ shown }) => ANSWERS[shown.device_class] === kind);
}

async function answeredDevice(input: Answered, memory: Extract<Memory, { asked: 'device' }>): Promise<Step> {
  const { config, answer, request, ports, ask, retry } = input;
  const person = personOf(input);
  const offered = chosenOf(answer, memory);
  const device = offered && (await ports.devices.find(offered.device));
  if (!person || !offered || device?.user !== person.pk)
    return retry({
      non_field_errors: answer.code || answer.selected_challenge ? 'not_offered' : 'no_answer',
    });

  const field = ANSWERS[offered.shown.device_class];
  const value = answer[field];
  const about = { user: person, request, settings: settingsOf(config), device, memory: offered.memory };
  const uid = offered.shown.device_uid;
  const shown = challengeOf(
    memory.offers.map((one) => one.shown),
    uid,
  );
  if (value === undefined) {
    const chosen = await ports.factors.chosen(about);
    if ('message' in chosen) return retry({ non_field_errors: { text: chosen.message } });
    const offers = memory.offers.map((one) => (one === offered ? { ...one, memory: chosen.memory } : one));
    return ask(shown, { ...memory, offers, chosen: uid });
  }

  const throttle = throttleOf(config, device.class);
  const judged = await ports.factors.verify({ ...about, answer: value, throttle });
  if (judged.verdict === 'proven') return proven(input, person, judged.device);
  if (judged.verdict === 'wrong') failed(input, person, device);
  return retry(
    { [field === 'code' ? 'code' : 'non_field_errors']: { text: judged.message } },
    // The next answer is for the same device, unless it names another one.
    { challenge: shown, memory: { ...memory, chosen: uid } },
  );
}

/** A device as events and sessions name it. */
const named = ({ pk, name, class: device_class }: Device) => ({ pk, name, device_class });

function proven(input: Answered, person: UserFacts, device: Device): Step {
  const { context, stage, execution, config, ports, done } = input;
  const { mfa_devices, ...args } = context.auth_method_args ?? {};
  const before = Array.isArray(mfa_devices) ? mfa_devices : [];
  const within = seconds(config.last_auth_threshold);
  const trust: readonly FlowEffect[] =
    within > 0 && person.pk !== null
      ? [{ effect: 'trust_browser', user: person.pk, stage: stage.pk, device: device.pk, seconds: within }]
      : [];
  return done(
    {
      proofs: [
        ...(context.proofs ?? []),
        { type: 'authenticator_validate', execution, time: ports.clock.now() },
      ],
      auth_method: context.auth_method ?? 'auth_mfa',
      auth_method_args: { ...args, mfa_devices: [...before, named(device)] },
    },
    trust,
  );
}

async function answeredUnnamed(input: Answered, memory: unknown): Promise<Step> {
  const { config, context, answer, request, execution, ports, done, deny, retry } = input;
  if (!answer.webauthn) return retry({ non_field_errors: 'no_answer' });
  const device = await ports.factors.claimed({ class: 'webauthn', answer: answer.webauthn });
  const user = device && (await ports.users.byPk(device.user));
  if (!device || !user) {
    failed(input, undefined);
    return retry({ non_field_errors: 'wrong_passkey' });
  }
  const judged = await ports.factors.verify({
    ...{ user, request, settings: settingsOf(config), device, memory, throttle: 0 },
    answer: answer.webauthn,
  });
  if (judged.verdict !== 'proven') {
    failed(input, user, device);
    return retry({ non_field_errors: { text: judged.message } });
  }
  if (!user.is_active) return deny('inactive');
  return done({
    ...nowPending(context, pendingUser(user)),
    proofs: [{ type: 'authenticator_validate', execution, time: ports.clock.now() }],
    auth_method: 'auth_webauthn_pwl',
    auth_method_args: { device: named(judged.device) },
  });
}

function answeredStage({ config, context, answer, ports, done, retry, ...rest }: Answered): Step {
  const person = personOf({ config, context, ports, done, retry, ...rest });
  const chosen = usableStages(config, ports.configuration).find(({ pk }) => pk === answer.selected_stage);
  return person && chosen
    ? setUp(chosen.pk, context, person, done)
    : retry({ selected_stage: 'not_a_stage' });
}
