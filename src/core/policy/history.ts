import { z } from 'zod';
import { defineModel } from '../model/model.ts';

/** So many former versions of a policy are kept; the oldest go. */
export const MOST_VERSIONS = 100;

/** What a policy was before a save. Written by the server only, in the transaction of that save. */
export const policyVersion = defineModel({
  name: 'postern.policyversion',
  table: 'policy_versions',
  title: 'Policy version',
  plural: 'Policy versions',
  fields: z.strictObject({}),
  internal: z.strictObject({
    policy: z.uuid(),
    /** 1 is the first one. */
    version: z.int(),
    /** The fields of the policy, as they were. */
    values: z.record(z.string(), z.json()),
    /** Which fields the save changed. */
    changed: z.array(z.string()),
    /** Who saved; null where Postern itself did. */
    replaced_by: z.string().nullable(),
  }),
  columns: { policy: 'uuid', version: 'integer' },
  ordering: ['-version'],
});
