import { z } from 'zod';
import { defineModel } from '../model/model.ts';

/** How one name has behaved from one address. Written by the server only. */
export const reputation = defineModel({
  name: 'authentik_policies_reputation.reputation',
  table: 'reputation_scores',
  title: 'Reputation',
  plural: 'Reputation scores',
  fields: z.strictObject({}),
  internal: z.strictObject({
    identifier: z.string().meta({ title: 'Name', description: 'In small letters.' }),
    ip: z.string().meta({ title: 'Address' }),
    ip_geo_data: z.record(z.string(), z.json()).meta({ title: 'Place of the address at the first time' }),
    ip_asn_data: z.record(z.string(), z.json()).meta({ title: 'Network of the address at the first time' }),
    score: z.int().meta({ title: 'Score', description: 'Below 0 is bad.' }),
    updated: z.string().meta({ title: 'Updated', description: 'When somebody last tried.' }),
    expires: z.string().meta({ title: 'Expires' }),
    /** How many tries the score is made of. */
    changes: z.int(),
    /** Until when the recovery of a bad score has been worked out. */
    settled: z.string(),
  }),
  hidden: ['changes', 'settled'],
  columns: {
    identifier: 'text',
    ip: 'text',
    ip_geo_data: 'jsonb',
    ip_asn_data: 'jsonb',
    score: 'bigint',
    updated: 'timestamptz',
    expires: 'timestamptz',
    changes: 'bigint',
    settled: 'timestamptz',
  },
  unique: [['identifier', 'ip']],
  search: ['identifier', 'ip'],
  filters: { ip: ['exact'], score: ['exact'] },
  ordering: ['-updated'],
});
