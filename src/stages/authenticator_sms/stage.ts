import { z } from 'zod';
import { newCode, SentCode } from '../../core/authenticator/sent-code.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { countedFor, digestOfNumber, isRight, numberOf, remembered } from './code.ts';
import { smsDevice } from './device.ts';
import { AuthenticatorSmsConfig } from './schema.ts';
import { sendCode } from './send.ts';
import { german } from './words.de.ts';

/** Wrong codes until a new one has to be sent. */
const TRIES = 5;

/** Messages of one visit at most, to whatever numbers. */
const MESSAGES = 5;

const Memory = z
  .object({
    /** The number that is being verified; null: none was given yet. */
    number: z.string().nullable(),
    code: SentCode.nullable(),
    tries: z.int(),
    /** Messages of this visit. */
    sent: z.int(),
  })
  .catch({ number: null, code: null, tries: 0, sent: 0 });
type Memory = z.output<typeof Memory>;

const messages = {
  no_pending_user: 'No Pending user to set up a telephone for.',
  no_number: 'Enter your number with the code of your country, such as +49 170 1234567.',
  taken: 'This number cannot be used. Enter another one.',
  not_sent: 'The code could not be sent. Look whether the number is right, or try again later.',
  wait: 'A code was sent a moment ago. Another one can be sent in {seconds} seconds.',
  too_many: 'Too many codes were sent. Begin again later.',
  wrong_code: 'This code is wrong.',
  expired: 'This code is not valid any more. Have a new one sent.',
};

type Uses =
  | 'allowance'
  | 'devices'
  | 'digest'
  | 'random'
  | 'clock'
  | 'egress'
  | 'sandbox'
  | 'configuration'
  | 'events';
type Input = StageInput<z.output<typeof AuthenticatorSmsConfig>, Uses> & StageWords<typeof messages>;

const challengeOf = ({ number }: Memory) =>
  number === null ? { phone_number_required: true } : { phone_number_required: false, phone_number: number };

/** Sends a code to `number`, and asks for it. */
async function send(input: Input, user: UserFacts, memory: Memory, number: string): Promise<Step> {
  const { config, stage, request, ports, ask, retry, deny } = input;
  const now = ports.clock.now();
  if (memory.sent >= MESSAGES) return deny('too_many');
  const number_digest = digestOfNumber(number, ports.digest);
  if (await ports.devices.by('sms', 'number_digest', number_digest)) return again(input, memory, 'taken');
  const seconds = Math.ceil((await ports.allowance.take(countedFor(user.pk, number_digest))) / 1_000);
  if (seconds > 0) return retry({ phone_number: 'wait' }, { params: { seconds } });
  const code = newCode(ports.random);
  const sent = memory.sent + 1;
  if (!(await sendCode({ config, stage, to: number, code, user, request }, ports)))
    return again(input, { ...memory, sent }, 'not_sent');
  const known: Memory = { number, code: remembered(code, { digest: ports.digest, now }), tries: 0, sent };
  return ask(challengeOf(known), known);
}

/** Asks for a number again; one that was being verified is forgotten. */
function again({ retry }: Input, { sent }: Memory, error: 'taken' | 'not_sent' | 'no_number'): Step {
  const memory: Memory = { number: null, code: null, tries: 0, sent };
  return retry({ phone_number: error }, { challenge: challengeOf(memory), memory });
}

/** The number that the flow has asked for before. */
function promptedNumber({ context }: Input): string | undefined {
  const phone = context.prompt_data?.phone;
  return typeof phone === 'string' ? numberOf(phone) : undefined;
}

/** Sets up a telephone that gets codes as text messages, once one has arrived there. */
export const authenticatorSms = defineStageType({
  type: 'authenticator_sms',
  model: 'authentik_stages_authenticator_sms.authenticatorsmsstage',
  component: 'ak-stage-authenticator-sms-form',
  words: { de: german },
  title: 'SMS Authenticator Setup',
  description: 'Verifies a telephone number by a text message, and sets the telephone up for codes.',
  config: AuthenticatorSmsConfig,
  challenge: 'ak-stage-authenticator-sms',
  asks: z.strictObject({ phone_number_required: z.boolean(), phone_number: z.string().optional() }),
  answer: z
    .strictObject({ phone_number: z.string().max(64).nullish(), code: z.string().max(64).nullish() })
    .refine(({ phone_number, code }) => Boolean(phone_number) !== Boolean(code), {
      message: 'Send a number, or a code.',
    }),
  messages,
  uses: ['allowance', 'devices', 'digest', 'random', 'clock', 'egress', 'sandbox', 'configuration', 'events'],
  proves: false,
  configurable: true,
  device: smsDevice,

  check: ({ provider, account_sid }) =>
    provider === 'twilio' || /^https?:\/\/[^\s@]+$/.test(account_sid)
      ? {}
      : { account_sid: ['Write the address that messages are posted to. It begins with https://.'] },

  async begin(input) {
    const { pending, memory, ask, deny } = input;
    if (pending?.pk == null) return deny('no_pending_user');
    const known = Memory.parse(memory);
    const number = promptedNumber(input);
    if (known.number === null && known.sent === 0 && number !== undefined) {
      const step = await send(input, pending, known, number);
      // A page that was not answered yet has nothing to complain of: it asks for a number instead.
      if (step.step !== 'retry') return step;
      const { memory: after } = step;
      return ask({ phone_number_required: true }, after ?? known);
    }
    return ask(challengeOf(known), known);
  },

  async answered(input) {
    const { config, stage, pending, memory, answer, ports, ...say } = input;
    if (pending?.pk == null) return say.deny('no_pending_user');
    const known = Memory.parse(memory);
    if (answer.phone_number) {
      const number = numberOf(answer.phone_number);
      return number === undefined ? again(input, known, 'no_number') : send(input, pending, known, number);
    }
    if (known.number === null || known.code === null) return again(input, known, 'no_number');
    const now = ports.clock.now();
    const spent = known.tries >= TRIES || now >= known.code.expires;
    if (spent) return say.retry({ code: 'expired' });
    if (!isRight(answer.code ?? '', known.code, { digest: ports.digest, now }))
      return say.retry({ code: 'wrong_code' }, { memory: { ...known, tries: known.tries + 1 } });
    const number_digest = digestOfNumber(known.number, ports.digest);
    // Somebody else may have verified it in the meantime.
    if (await ports.devices.by('sms', 'number_digest', number_digest)) return again(input, known, 'taken');
    await ports.devices.add({
      user: pending.pk,
      class: 'sms',
      name: config.friendly_name || 'Text messages',
      data: {
        stage: stage.pk,
        phone_number: config.verify_only ? '' : known.number,
        number_digest,
      },
    });
    return say.done();
  },
});
