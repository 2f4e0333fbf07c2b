import { z } from 'zod';
import { defineDeviceKind } from '../../core/authenticator/kind.ts';
import type { Device } from '../../core/authenticator/ports.ts';

/** People read codes from paper: case, spaces and hyphens do not matter. */
export const normal = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();

/** What is shown of a code that is still unused: the code itself is stored as a digest and seen once. */
const MASKED = '••••••••';

/** Whether codes of the set are left. */
export const hasCodes = ({ data }: Device): boolean => Array.isArray(data.tokens) && data.tokens.length > 0;

/** Codes that each work once, for the day on which the usual device is lost. */
export const staticDevice = defineDeviceKind({
  class: 'static',
  model: 'authentik_stages_authenticator_static.staticdevice',
  schema: 'StaticDevice',
  title: 'Static device',
  plural: 'Static devices',
  data: z.strictObject({ tokens: z.array(z.string()).default([]) }),
  hidden: ['tokens'],
  shown: {
    fields: z.strictObject({ token_set: z.array(z.object({ token: z.string() })) }),
    of: ({ tokens }) => ({ token_set: Array.isArray(tokens) ? tokens.map(() => ({ token: MASKED })) : [] }),
  },
  uses: ['digest'],
  throttled: true,
  offer: ({ device }) => (hasCodes(device) ? { challenge: {} } : undefined),
  verify({ device, answer, ports }) {
    const wrong = { proven: false, message: 'This code is wrong, or was used already.' } as const;
    if (typeof answer !== 'string' || !Array.isArray(device.data.tokens)) return wrong;
    const token = ports.digest.sha256(normal(answer));
    return device.data.tokens.includes(token)
      ? { proven: true, claim: { claim: 'spend', field: 'tokens', value: token } }
      : wrong;
  },
});
