import { z } from 'zod';
import { blueprintInstance } from '../core/blueprint/models.ts';
import { replyOf } from '../core/model/model.ts';
import { LogEvent, type Route, route } from './route.ts';

const tag = 'managed';

const Result = z
  .object({ success: z.boolean(), logs: z.array(LogEvent) })
  .meta({ id: 'BlueprintImportResult' });

/** What can be done with blueprints beside reading and writing them. */
export const managed: readonly Route[] = [
  route({
    id: 'managed_blueprints_available_list',
    method: 'GET',
    path: '/managed/blueprints/available/',
    tag,
    access: { permission: 'authentik_blueprints.view_blueprintinstance' },
    summary: 'List the files that a blueprint may be read from',
    reply: z.array(
      z
        .object({
          path: z.string(),
          last_m: z.string(),
          hash: z.string(),
          meta: z
            .object({ name: z.string(), labels: z.record(z.string(), z.unknown()) })
            .meta({ id: 'Metadata' }),
        })
        .meta({ id: 'BlueprintFile' }),
    ),
  }),
  route({
    id: 'managed_blueprints_export_retrieve',
    method: 'GET',
    path: '/managed/blueprints/export/',
    tag,
    access: { permission: 'authentik_blueprints.view_blueprintinstance' },
    summary:
      'Read everything as a blueprint, or one object with what it needs; secrets are left out, and so are certificates and tokens',
    query: z.object({
      model: z.string().max(200).optional().meta({
        description: 'The model of the object, e.g. authentik_core.application.',
      }),
      pk: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Its key; everything where both are left out.' }),
    }),
    reply: z.string(),
    media: 'application/yaml',
  }),
  route({
    id: 'managed_blueprints_apply_create',
    method: 'POST',
    path: '/managed/blueprints/{instance_uuid}/apply/',
    tag,
    params: { instance_uuid: z.uuid() },
    access: { permission: 'authentik_blueprints.change_blueprintinstance' },
    summary: 'Apply a blueprint now; its status says how that went',
    reply: replyOf(blueprintInstance).meta({ id: 'BlueprintInstance' }),
  }),
  route({
    id: 'managed_blueprints_dry_run_create',
    method: 'POST',
    path: '/managed/blueprints/{instance_uuid}/dry_run/',
    tag,
    params: { instance_uuid: z.uuid() },
    access: { permission: 'authentik_blueprints.change_blueprintinstance' },
    summary: 'Say what applying a blueprint now would change; everything is tried and then undone',
    reply: Result,
  }),
  route({
    id: 'managed_blueprints_import_create',
    method: 'POST',
    path: '/managed/blueprints/import/',
    tag,
    access: { permission: 'authentik_blueprints.add_blueprintinstance' },
    summary:
      'Apply a blueprint once with the rights of whoever asks, without keeping it: all of it or nothing',
    upload: 'text',
    body: z
      .strictObject({
        file: z.string().max(1_048_576).optional().meta({ description: 'The blueprint.' }),
        path: z.string().min(1).max(1_024).optional().meta({
          description: 'Instead of a file: one that lies in the folder of blueprints.',
        }),
        context: z.string().max(65_536).optional().meta({
          description: 'Values for its context, as a JSON object.',
        }),
        dry_run: z
          .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
          .default(false)
          .meta({ description: 'Only says what would be changed; everything is tried and then undone.' }),
      })
      .meta({ id: 'BlueprintUploadRequest' }),
    reply: Result,
  }),
];
