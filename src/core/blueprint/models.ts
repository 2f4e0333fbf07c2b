import { z } from 'zod';
import { defineModel } from '../model/model.ts';
import { said } from '../words/said.ts';

/** A blueprint that is kept applied: a file, or its text in the database. */
export const blueprintInstance = defineModel({
  name: 'authentik_blueprints.blueprintinstance',
  table: 'blueprint_instances',
  title: 'Blueprint',
  plural: 'Blueprints',
  fields: z.strictObject({
    name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique.' }),
    path: z.string().default('').meta({ title: 'Path', description: 'A file below the blueprints folder.' }),
    context: z.record(z.string(), z.json()).default({}).meta({ title: 'Context', widget: 'json' }),
    enabled: z.boolean().default(true).meta({ title: 'Enabled' }),
    content: z.string().default('').meta({ title: 'Content', widget: 'yaml' }),
  }),
  internal: z.strictObject({
    last_applied: z.string().nullable().default(null),
    last_applied_hash: z.string().default(''),
    status: z.enum(['successful', 'warning', 'error', 'orphaned', 'unknown']).default('unknown'),
    managed_models: z.array(z.string()).default([]),
    errors: z.array(said()).default([]).meta({
      description:
        'Why it could not be applied, one sentence for each thing that is wrong; empty where it could.',
    }),
    metadata: z.record(z.string(), z.json()).default({}),
  }),
  columns: { name: 'text', path: 'text', enabled: 'boolean' },
  unique: [['name']],
  search: ['name', 'path'],
  filters: { name: ['exact'], path: ['exact'] },
  ordering: ['name'],
});
