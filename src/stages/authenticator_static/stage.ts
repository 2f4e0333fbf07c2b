import { z } from 'zod';
import type { Device, Devices } from '../../core/authenticator/ports.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import type { Random } from '../../core/ports.ts';
import { hasCodes, normal, staticDevice } from './device.ts';
import { AuthenticatorStaticConfig } from './schema.ts';
import { german } from './words.de.ts';

/** No letters and digits that are taken for one another on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

const code = (random: Random, length: number): string =>
  Array.from({ length }, () => ALPHABET[random.integer(0, ALPHABET.length)]).join('');

const codesOf = async (devices: Devices, user: number): Promise<readonly Device[]> =>
  (await devices.of(user)).filter((device) => device.class === 'static');

/** The codes that are shown, until the person says that they are kept. */
const Memory = z.object({ codes: z.array(z.string()).min(1) });

/** Hands out a set of codes, each good for one login. */
export const authenticatorStatic = defineStageType({
  type: 'authenticator_static',
  model: 'authentik_stages_authenticator_static.authenticatorstaticstage',
  component: 'ak-stage-authenticator-static-form',
  title: 'Static Authenticator Setup',
  description: 'Hands out recovery codes, each good for one login.',
  config: AuthenticatorStaticConfig,
  words: { de: german },
  challenge: 'ak-stage-authenticator-static',
  asks: z.strictObject({ codes: z.array(z.string()) }),
  answer: z.strictObject({}),
  messages: {
    no_pending_user: 'No Pending user to set up codes for.',
    has_codes: 'This person has codes already.',
  },
  uses: ['devices', 'digest', 'random'],
  proves: false,
  configurable: true,
  device: staticDevice,

  async begin({ config, pending, memory, ports, ask, deny, skip }) {
    if (pending?.pk == null) return deny('no_pending_user');
    const known = await codesOf(ports.devices, pending.pk);
    if (known.some(hasCodes)) return skip('has_codes');
    // Drawing the page again shows the same codes: those that were written down must be those that are kept.
    const kept = Memory.safeParse(memory);
    const codes = kept.success
      ? kept.data.codes
      : Array.from({ length: config.token_count }, () => code(ports.random, config.token_length));
    return ask({ codes }, { codes });
  },

  async answered({ config, pending, memory, ports, done, deny }) {
    if (pending?.pk == null) return deny('no_pending_user');
    const { codes } = Memory.parse(memory);
    const data = { tokens: codes.map((one) => ports.digest.sha256(normal(one))) };
    // A set that is used up is filled again: what its owner calls it stays.
    const [spent] = await codesOf(ports.devices, pending.pk);
    if (spent && hasCodes(spent)) return deny('has_codes');
    if (spent) await ports.devices.replace(spent.pk, data);
    else
      await ports.devices.add({
        user: pending.pk,
        class: 'static',
        name: config.friendly_name || 'Recovery codes',
        data,
      });
    return done();
  },
});
