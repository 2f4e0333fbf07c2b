import { z } from 'zod';
import { attributes } from '../model/fields.ts';
import { defineModel } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';
import type { Graph } from '../policy/graph.ts';
import type { UserFacts } from '../policy/request.ts';
import { staticAnswer } from '../policy/static.ts';

/** Something that an application lets some of its people do. Groups and users are bound to it; nobody else has it. */
export const entitlement = defineModel({
  name: 'authentik_core.applicationentitlement',
  table: 'application_entitlements',
  title: 'Application entitlement',
  plural: 'Application entitlements',
  fields: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .meta({ title: 'Name', description: 'Unique in its application.' }),
    app: z.uuid().meta({ title: 'Application', ref: 'authentik_core.application', on_delete: 'cascade' }),
    attributes: attributes(),
  }),
  computed: z.strictObject({ pbm_uuid: z.uuid() }),
  columns: { name: 'text', app: 'uuid' },
  unique: [['app', 'name']],
  search: ['name'],
  filters: { name: ['exact'], app: ['exact'] },
  ordering: ['name'],
  replicated: true,
});

/** An entitlement as claims and mappings see it. */
export interface Entitlement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a person may do in an application, by name. Never waits: no policy can be bound to an entitlement. */
export function entitlementsOf(
  { replica, graph }: { readonly replica: Pick<Replica, 'by'>; readonly graph: Pick<Graph, 'target'> },
  application: string,
  user: UserFacts,
  time: number,
): readonly Entitlement[] {
  return replica
    .by('application_entitlements', 'app', application)
    .filter(({ pk }) => {
      const target = graph.target(String(pk));
      return target !== undefined && staticAnswer(target, user, time) === true;
    })
    .map(({ name, attributes: values }) => ({
      name: String(name),
      attributes: (values ?? {}) as Readonly<Record<string, unknown>>,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
