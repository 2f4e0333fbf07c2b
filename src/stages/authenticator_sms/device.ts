import { z } from 'zod';
import { defineDeviceKind } from '../../core/authenticator/kind.ts';
import { judgeCode, newCode, SentCode } from '../../core/authenticator/sent-code.ts';
import { countedFor, masked, remembered, USE } from './code.ts';
import { StoredSmsStage } from './schema.ts';
import { sendCode } from './send.ts';

export const SmsData = z.strictObject({
  /** The stage that set the device up: messages go its way. */
  stage: z.uuid(),
  /** Empty where the number was only verified. */
  phone_number: z.string().default(''),
  number_digest: z.string(),
});

/** A telephone that gets codes as text messages. */
export const smsDevice = defineDeviceKind({
  class: 'sms',
  model: 'authentik_stages_authenticator_sms.smsdevice',
  schema: 'SMSDevice',
  title: 'SMS Device',
  plural: 'SMS Devices',
  data: SmsData,
  hidden: ['stage', 'number_digest'],
  uses: ['allowance', 'digest', 'random', 'clock', 'egress', 'sandbox', 'configuration', 'events'],
  throttled: true,

  offer({ device, ports }) {
    const { phone_number, stage } = SmsData.parse(device.data);
    // A number that was only verified is not kept, and nothing can be sent to it.
    if (phone_number === '' || !StoredSmsStage.safeParse(ports.configuration.get('stages', stage)).success)
      return undefined;
    return { challenge: { phone_number: masked(phone_number) } };
  },

  async chosen({ device, user, request, memory, ports }) {
    const data = SmsData.parse(device.data);
    const {
      pk,
      name,
      type: _,
      ...config
    } = StoredSmsStage.parse(ports.configuration.get('stages', data.stage));
    // Counted before it is sent: a provider that is slow is not asked again and again.
    const wait = Math.ceil((await ports.allowance.take(countedFor(user.pk, data.number_digest))) / 1_000);
    if (wait > 0) {
      // Drawing the page again, or choosing the device twice, sends no second message.
      if (SentCode.safeParse(memory).success) return { memory };
      return { message: `A code was sent a moment ago. Another one can be sent in ${wait} seconds.` };
    }
    const code = newCode(ports.random);
    const to = data.phone_number;
    const sent = await sendCode({ config, stage: { pk, name }, to, code, user, request }, ports);
    if (!sent) return { message: 'The code could not be sent. Try again later, or choose another way.' };
    return { memory: remembered(code, { digest: ports.digest, now: ports.clock.now() }) };
  },

  verify: ({ answer, memory, ports: { digest, clock } }) =>
    judgeCode(answer, memory, { digest, use: USE, now: clock.now() }),
});
