import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { type Route, route } from './route.ts';

/** A type of a kind, as the wire lists it. */
export const TypeCreate = z
  .object({
    name: said(),
    description: said(),
    component: z.string(),
    model_name: z.string(),
    icon_url: z.string().optional(),
    requires_enterprise: z.boolean().default(false),
    deprecated: z.boolean().default(false),
    meta_model_name: z.string().optional().meta({ description: 'The full name of the model.' }),
    path: z.string().optional().meta({ description: 'Where objects of the type are, below `/api/v3`.' }),
    example: said().optional().meta({ description: 'When to use the type, as examples.' }),
    generated: z.array(z.string()).optional().meta({
      description:
        'Fields that are made where they are left empty, and shown in the answer that creates the object.',
    }),
    views: z.array(z.string()).optional().meta({
      description:
        'What can be read of one object beside itself, e.g. `setup_urls`: the last part of the path.',
    }),
    /** Postern's: the fields as JSON schema, from which forms are drawn. */
    schema: z.record(z.string(), z.unknown()).meta({ words: 'schema' }).optional(),
  })
  .meta({ id: 'TypeCreate' });

/** The types of a kind that can be created. */
export const kinds: readonly Route[] = (
  ['policies', 'stages', 'providers', 'sources', 'propertymappings'] as const
).map((kind) =>
  route({
    id: `${kind}_all_types_list`,
    method: 'GET',
    path: `/${kind}/all/types/`,
    tag: kind,
    access: 'authenticated',
    summary: `List the types of ${kind === 'propertymappings' ? 'property mappings' : kind}`,
    reply: z.array(TypeCreate),
  }),
);
