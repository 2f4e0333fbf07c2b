import { z } from 'zod';
import { defineDeviceKind } from '../../core/authenticator/kind.ts';
import { stepOf } from '../../core/authenticator/totp.ts';

const Key = z.strictObject({
  /** Base32. */
  secret: z.string(),
  digits: z.int(),
  /** The latest step whose code was used; neither it nor an older one counts again. */
  step: z.int(),
});

/** An app that shows a new code every half minute. */
export const totpDevice = defineDeviceKind({
  class: 'totp',
  model: 'authentik_stages_authenticator_totp.totpdevice',
  schema: 'TOTPDevice',
  title: 'TOTP Device',
  plural: 'TOTP Devices',
  data: Key,
  hidden: ['secret', 'digits', 'step'],
  uses: ['hmac', 'digest', 'clock'],
  throttled: true,
  offer: () => ({ challenge: {} }),
  verify({ device, answer, ports }) {
    const wrong = { proven: false, message: 'This code is wrong, or it is not valid any more.' } as const;
    if (typeof answer !== 'string') return wrong;
    const { secret, digits } = Key.parse(device.data);
    const { hmac, digest, clock } = ports;
    const step = stepOf(answer, { secret, digits, hmac, equal: digest.equal, now: clock.now() });
    if (step === undefined) return wrong;
    return { proven: true, claim: { claim: 'grow', field: 'step', value: step } };
  },
});
