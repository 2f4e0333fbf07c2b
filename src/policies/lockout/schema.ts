import { z } from 'zod';
import { duration, reference } from '../../core/model/fields.ts';

export const LockoutConfig = z.strictObject({
  attempts: z
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .meta({
      title: 'Tries',
      slider: [3, 50],
      description:
        'So many wrong tries of an account are judged, over all its names, factors and flows; then it is locked.',
    }),
  attempts_from_address: z
    .int()
    .min(0)
    .max(10_000)
    .default(5)
    .meta({
      title: 'Tries from one address',
      slider: [0, 20],
      description:
        'So many come from one address; then only that address is locked, and nobody else. 0 = no limit of its own.',
    }),
  window: duration().default('minutes=15').meta({
    title: 'Forgotten after',
    description: 'How long after the first wrong try the count begins again.',
  }),
  duration: duration().default('minutes=15').meta({
    title: 'Locked for',
    description: 'How long nothing is judged after the last try.',
  }),
  spare_known_devices: z.boolean().default(true).meta({
    title: 'Spare known devices',
    description:
      'Devices and addresses from which the person has signed in have tries of their own, which nobody else can use up.',
  }),
  unlock_flow: reference('authentik_flows.flow').meta({
    title: 'Unlock flow',
    description:
      'When an account is locked, its owner gets a link into this flow by e-mail. Bind an account unlock stage there.',
  }),
});
