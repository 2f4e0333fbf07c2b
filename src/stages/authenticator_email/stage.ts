import { z } from 'zod';
import { isRightCode, SentCode } from '../../core/authenticator/sent-code.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { emailDevice } from './device.ts';
import { AuthenticatorEmailConfig } from './schema.ts';
import { masked, sendCode, USE } from './send.ts';
import { german } from './words.de.ts';

/** Wrong codes until a new one has to be sent. */
const TRIES = 5;

const Memory = z
  .object({
    /** The address that is being verified; null: none was given yet. */
    address: z.string().nullable(),
    code: SentCode.nullable(),
    tries: z.int(),
  })
  .catch({ address: null, code: null, tries: 0 });
type Memory = z.output<typeof Memory>;

const messages = {
  no_pending_user: 'No Pending user to set up a mailbox for.',
  no_address: 'Enter your e-mail address.',
  has_device: 'This mailbox gets codes already.',
  not_sent: 'The code could not be sent. Tell whoever runs this server.',
  wait: 'A code was sent a moment ago. Another one can be sent in {seconds} seconds.',
  wrong_code: 'This code is wrong.',
  expired: 'This code is not valid any more. Have a new one sent.',
};

type Input = StageInput<
  z.output<typeof AuthenticatorEmailConfig>,
  'devices' | 'posting' | 'digest' | 'random' | 'clock' | 'configuration'
> &
  StageWords<typeof messages>;

const challengeOf = ({ address }: Memory) =>
  address === null ? { email_required: true } : { email_required: false, email: masked(address) };

/** Where the account has an address, codes go there and nowhere else. The page knows an address by its mask. */
function addressOf(typed: string, { email }: UserFacts, { address }: Memory): string {
  if (email !== '') return email;
  if (address !== null && typed === masked(address)) return address;
  const read = z.email().max(254).safeParse(typed);
  return read.success ? read.data : '';
}

/** Sends a code to an address; the page then asks for it. */
async function send(input: Input, user: UserFacts, known: Memory, address: string): Promise<Step> {
  const { config, stage, request, ports, ask, retry } = input;
  const result = await sendCode({ config, stage: stage.pk, to: address, user, request }, ports);
  if ('sent' in result) {
    const memory: Memory = { address, code: result.sent, tries: 0 };
    return ask(challengeOf(memory), memory);
  }
  const field = known.address === null ? 'email' : 'code';
  const again = { challenge: challengeOf(known), memory: known };
  return 'wait' in result
    ? retry({ [field]: 'wait' }, { ...again, params: { seconds: result.wait } })
    : retry({ [field]: 'not_sent' }, again);
}

/** Sets up a mailbox that gets codes, once one has arrived there. */
export const authenticatorEmail = defineStageType({
  type: 'authenticator_email',
  model: 'authentik_stages_authenticator_email.authenticatoremailstage',
  component: 'ak-stage-authenticator-email-form',
  words: { de: german },
  title: 'Email Authenticator Setup',
  description: 'Verifies an e-mail address by a code, and sets the mailbox up for codes.',
  config: AuthenticatorEmailConfig,
  challenge: 'ak-stage-authenticator-email',
  asks: z.strictObject({ email_required: z.boolean(), email: z.string().optional() }),
  answer: z
    .strictObject({ email: z.string().max(254).nullish(), code: z.string().max(64).nullish() })
    .refine(({ email, code }) => Boolean(email) !== Boolean(code), {
      message: 'Send an address, or a code.',
    }),
  messages,
  uses: ['devices', 'posting', 'digest', 'random', 'clock', 'configuration'],
  proves: false,
  configurable: true,
  device: emailDevice,

  async begin(input) {
    const { pending, memory, ports, ask, deny } = input;
    if (pending?.pk == null) return deny('no_pending_user');
    const known = Memory.parse(memory);
    if (known.address !== null || pending.email === '') return ask(challengeOf(known), known);
    const devices = await ports.devices.of(pending.pk);
    if (devices.some((device) => device.class === 'email' && device.data.email === pending.email))
      return deny('has_device');
    const step = await send(input, pending, { ...known, address: pending.email }, pending.email);
    // A page that was not answered yet has nothing to complain of: the code can be asked for again.
    return step.step === 'retry' ? ask(step.challenge ?? {}, step.memory) : step;
  },

  async answered(input) {
    const { config, stage, pending, memory, answer, ports, done, deny, retry } = input;
    if (pending?.pk == null) return deny('no_pending_user');
    const known = Memory.parse(memory);
    if (answer.email) {
      const address = addressOf(answer.email.trim(), pending, known);
      return address === '' ? retry({ email: 'no_address' }) : send(input, pending, known, address);
    }
    if (known.address === null) return retry({ email: 'no_address' });
    const now = ports.clock.now();
    if (known.code === null || known.tries >= TRIES || now >= known.code.expires)
      return retry({ code: 'expired' });
    if (!isRightCode(answer.code ?? '', known.code, { digest: ports.digest, use: USE, now }))
      return retry({ code: 'wrong_code' }, { memory: { ...known, tries: known.tries + 1 } });
    await ports.devices.add({
      user: pending.pk,
      class: 'email',
      name: config.friendly_name || 'E-mail',
      data: { email: known.address, stage: stage.pk },
    });
    return done();
  },
});
