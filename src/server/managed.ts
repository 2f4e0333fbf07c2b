import type { BlueprintInstances } from '../app/blueprints/instances.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Digest } from '../core/ports.ts';
import type { Handler } from './bind.ts';

/** Blueprints: which files there are, and applying one now. */
export function managedHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly instances: BlueprintInstances;
  readonly digest: Digest;
  /** When a blueprint's file was last written. */
  modified(path: string): Promise<Date | undefined>;
}): Record<string, Handler> {
  const { cases, instances, digest } = deps;
  const model = deps.catalogue.model('authentik_blueprints.blueprintinstance');
  return {
    async managed_blueprints_available_list() {
      const files = await instances.available();
      return Promise.all(
        files.map(async ({ path, name, labels, text }) => ({
          path,
          // A file that went away meanwhile is as old as can be.
          last_m: ((await deps.modified(path)) ?? new Date(0)).toISOString(),
          hash: digest.sha256(text),
          meta: { name, labels },
        })),
      );
    },
    async managed_blueprints_apply_create({ params, actor }) {
      const pk = String(params.instance_uuid);
      await cases.find(model, { pk }, 'change', actor);
      await instances.apply(pk);
      return cases.retrieve(model, { pk }, actor);
    },
  };
}
