import type { BlueprintOutcome, Blueprints } from '../app/blueprints/blueprints.ts';
import { canExport, type Exported, exportEverything, exportObject } from '../app/blueprints/export.ts';
import type { BlueprintInstances } from '../app/blueprints/instances.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Json } from '../core/blueprint/evaluate.ts';
import { faultText } from '../core/blueprint/fault.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Replica } from '../core/model/objects.ts';
import type { Clock, Digest } from '../core/ports.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** Blueprints: which files there are, and applying one now. */
export function managedHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly replica: Replica;
  readonly instances: BlueprintInstances;
  readonly blueprints: Pick<Blueprints, 'apply'>;
  readonly clock: Clock;
  readonly digest: Digest;
  /** When a blueprint's file was last written. */
  modified(path: string): Promise<Date | undefined>;
}): Record<string, Handler> {
  const { cases, instances, digest } = deps;
  const model = deps.catalogue.model('authentik_blueprints.blueprintinstance');

  async function textFrom(file: string | undefined, path: string | undefined): Promise<string> {
    if (file !== undefined && path !== undefined)
      throw invalid({ path: ['Send a file or a path, not both.'] });
    if (file !== undefined) return file;
    if (path === undefined) throw invalid({ file: ['Send a file, or the path of one in the folder.'] });
    const found = (await instances.available()).find((one) => one.path === path);
    if (!found) throw invalid({ path: ['There is no such file in the folder of blueprints.'] });
    return found.text;
  }

  /** Everything, or one object with what it needs. */
  function exported(name: string | undefined, pk: string | undefined): Exported {
    const { catalogue, replica } = deps;
    if (name === undefined && pk === undefined) return exportEverything({ catalogue, replica });
    const model = name === undefined ? undefined : catalogue.find(name);
    if (!model) throw invalid({ model: ['Name the model of the object, e.g. authentik_core.application.'] });
    if (!canExport(model.table)) throw invalid({ model: [`${model.plural} are not exported one by one.`] });
    if (pk === undefined) throw invalid({ pk: ['Give the key of the object.'] });
    const row = replica.get(model.table, model.pk === 'integer' ? Number(pk) : pk);
    if (!row || (model.type !== undefined && row.type !== model.type)) throw new Problem('not_found');
    return exportObject(model.table, row, { catalogue, replica });
  }

  /** What became of each entry, or why nothing did. */
  function resultOf(outcome: BlueprintOutcome) {
    const timestamp = new Date(deps.clock.now()).toISOString();
    const line = (log_level: string, event: string, attributes: object) => ({
      ...{ timestamp, log_level, logger: 'postern.blueprints', event, attributes },
    });
    return {
      success: outcome.applied,
      logs: outcome.applied
        ? outcome.changes.map(({ entry, action, ...about }) =>
            line('info', `${entry}: ${action}`, { entry, action, ...about }),
          )
        : outcome.faults.map((fault) => line('error', faultText(fault), { ...fault })),
    };
  }

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
    managed_blueprints_export_retrieve({ query, actor, reply }) {
      const { model: name, pk } = query as { model?: string; pk?: string };
      const { text, objects } = exported(name, pk);
      // What stands in the blueprint is seen: an export is no way around the right to view.
      const unseen = objects.find((one) => !cases.sees(one.model, one.row, actor));
      if (unseen)
        throw new Problem('permission_denied', {
          detail: `The blueprint would hold a ${unseen.model.title.toLowerCase()} that you may not see.`,
        });
      reply.header('Content-Disposition', `attachment; filename="${name ?? 'postern'}.yaml"`);
      return text;
    },
    async managed_blueprints_import_create({ body, actor }) {
      const { file, path, context, dry_run } = body as {
        file?: string;
        path?: string;
        context?: string;
        dry_run: boolean;
      };
      const given = context === undefined ? {} : { context: contextFrom(context) };
      const text = await textFrom(file, path);
      return resultOf(await deps.blueprints.apply(text, { ...given, actor, dryRun: dry_run }));
    },
    async managed_blueprints_dry_run_create({ params, actor }) {
      const pk = String(params.instance_uuid);
      await cases.find(model, { pk }, 'change', actor);
      return resultOf(await instances.dryRun(pk));
    },
    async managed_blueprints_apply_create({ params, actor }) {
      const pk = String(params.instance_uuid);
      await cases.find(model, { pk }, 'change', actor);
      await instances.apply(pk);
      return cases.retrieve(model, { pk }, actor);
    },
  };
}

function contextFrom(text: string): Readonly<Record<string, Json>> {
  const refusal = invalid({ context: ['Write a JSON object, such as {"name": "value"}.'] });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, Json>>;
  } catch {
    throw refusal;
  }
  throw refusal;
}
