import { z } from 'zod';
import { defineDeviceKind } from '../../core/authenticator/kind.ts';
import { judgeCode, SentCode } from '../../core/authenticator/sent-code.ts';
import { StoredEmailStage } from './schema.ts';
import { masked, sendCode, USE } from './send.ts';

const EmailData = z.strictObject({
  email: z.string().meta({ title: 'E-mail address' }),
  /** The stage that set the device up: codes go its way. */
  stage: z.uuid(),
});

/** A mailbox that gets codes. */
export const emailDevice = defineDeviceKind({
  class: 'email',
  model: 'authentik_stages_authenticator_email.emaildevice',
  schema: 'EmailDevice',
  title: 'Email Device',
  plural: 'Email Devices',
  data: EmailData,
  hidden: ['stage'],
  uses: ['posting', 'digest', 'random', 'clock', 'configuration'],
  throttled: true,

  offer({ device, ports }) {
    const { email, stage } = EmailData.parse(device.data);
    return StoredEmailStage.safeParse(ports.configuration.get('stages', stage)).success
      ? { challenge: { email: masked(email) } }
      : undefined;
  },

  async chosen({ device, user, request, memory, ports }) {
    const { email, stage } = EmailData.parse(device.data);
    const config = StoredEmailStage.parse(ports.configuration.get('stages', stage));
    const result = await sendCode({ config, stage, to: email, user, request }, ports);
    if ('sent' in result) return { memory: result.sent };
    if ('failed' in result)
      return { message: 'The code could not be sent. Try again later, or choose another way.' };
    // Drawing the page again, or choosing the device twice, sends no second mail.
    if (SentCode.safeParse(memory).success) return { memory };
    return { message: `A code was sent a moment ago. Another one can be sent in ${result.wait} seconds.` };
  },

  verify: ({ answer, memory, ports: { digest, clock } }) =>
    judgeCode(answer, memory, { digest, use: USE, now: clock.now() }),
});
