import { z } from 'zod';
import { keyAddress, newSecret, stepOf } from '../../core/authenticator/totp.ts';
import { brandOf } from '../../core/brand/brand-of.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { totpDevice } from './device.ts';
import { AuthenticatorTotpConfig } from './schema.ts';
import { german } from './words.de.ts';

/** The secret that is shown; it becomes a device once a code of it was seen. */
const Memory = z.object({ secret: z.string() });

/** Sets up an authenticator app: shows its key, and keeps it once the app has shown that it has it. */
export const authenticatorTotp = defineStageType({
  type: 'authenticator_totp',
  model: 'authentik_stages_authenticator_totp.authenticatortotpstage',
  component: 'ak-stage-authenticator-totp-form',
  title: 'TOTP Authenticator Setup',
  description: 'Sets up an authenticator app that shows a new code every half minute.',
  config: AuthenticatorTotpConfig,
  words: { de: german },
  challenge: 'ak-stage-authenticator-totp',
  asks: z.strictObject({ config_url: z.string() }),
  answer: z.strictObject({ code: z.string().min(1).max(64) }),
  messages: {
    no_pending_user: 'No Pending user to set up an app for.',
    wrong_code: 'This code is wrong. Wait for the next one in the app, and check the clock of its device.',
  },
  uses: ['devices', 'digest', 'random', 'hmac', 'clock', 'configuration'],
  proves: false,
  configurable: true,
  device: totpDevice,

  begin({ config, pending, memory, request, ports, ask, deny }) {
    if (pending?.pk == null) return deny('no_pending_user');
    // Drawing the page again shows the same key: it may be in the app by now.
    const kept = Memory.safeParse(memory);
    const secret = kept.success ? kept.data.secret : newSecret(ports.random.integer);
    const brand = brandOf(ports.configuration.all('brands'), request.host);
    const issuer = String(brand?.branding_title ?? 'Postern');
    const names = { issuer, account: pending.username };
    return ask({ config_url: keyAddress({ secret, digits: config.digits }, names) }, { secret });
  },

  async answered({ config, pending, memory, answer, ports, done, deny, retry }) {
    if (pending?.pk == null) return deny('no_pending_user');
    const { digits } = config;
    const { secret } = Memory.parse(memory);
    const { hmac, digest, clock, devices } = ports;
    const step = stepOf(answer.code, { secret, digits, hmac, equal: digest.equal, now: clock.now() });
    if (step === undefined) return retry({ code: 'wrong_code' });
    await devices.add({
      user: pending.pk,
      class: 'totp',
      name: config.friendly_name || 'Authenticator app',
      // The code that was just typed is used up: it signs nobody in.
      data: { secret, digits, step },
    });
    return done();
  },
});
