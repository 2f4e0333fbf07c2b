import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { queryBoolean, type Route, route } from './route.ts';

/** What can be done with property mappings beside reading and writing them. */
export const mappings: readonly Route[] = [
  route({
    id: 'propertymappings_all_test_create',
    method: 'POST',
    path: '/propertymappings/all/{pm_uuid}/test/',
    tag: 'propertymappings',
    params: { pm_uuid: z.uuid() },
    access: { permission: 'authentik_core.change_propertymapping' },
    summary: 'Run a property mapping and read what it returns; nothing comes of it',
    query: z.object({
      format_result: queryBoolean().optional().meta({ description: 'Writes the result in several lines.' }),
    }),
    body: z
      .strictObject({
        user: z.int().min(0).max(2147483647).nullish().meta({
          description: 'For whom it runs; for oneself where not given.',
        }),
        group: z.uuid().nullish(),
        context: z.record(z.string(), z.json()).default({}).meta({
          description:
            'Further names that the expression sees, e.g. the `info` of a source. `user` and `group` are chosen above.',
        }),
      })
      .prefault({})
      .meta({ id: 'PropertyMappingTestRequest' }),
    reply: z
      .object({
        result: said().meta({ description: 'What it returned, as JSON; or why it could not run.' }),
        successful: z.boolean(),
      })
      .meta({ id: 'PropertyMappingTestResult' }),
  }),
];
