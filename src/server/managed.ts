import type { BlueprintOutcome, Blueprints } from '../app/blueprints/blueprints.ts';
import type { BlueprintInstances } from '../app/blueprints/instances.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Json } from '../core/blueprint/evaluate.ts';
import { faultText } from '../core/blueprint/fault.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Clock, Digest } from '../core/ports.ts';
import { invalid } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** Blueprints: which files there are, and applying one now. */
export function managedHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
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
