import { type Fault, faultText } from '../../core/blueprint/fault.ts';
import type { BlueprintFile, Exclusive } from '../../core/blueprint/ports.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Log } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import type { Clock, Digest } from '../../core/ports.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { BlueprintOutcome, Blueprints } from './blueprints.ts';
import { type BlueprintLibrary, type BlueprintSummary, contextOf, summary, textOf } from './library.ts';

export interface InstancesDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly blueprints: Blueprints;
  readonly library: BlueprintLibrary;
  readonly exclusive: Exclusive;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly events: EventPort;
  readonly log: Log;
}

/** What became of an instance that was applied. */
export interface InstanceReport {
  readonly name: string;
  readonly status: 'successful' | 'error';
  readonly faults: readonly Fault[];
}

/** Blueprints that are kept applied. */
export interface BlueprintInstances {
  /**
   * Makes an instance for each new file, forgets those whose file is gone (what they made stays), and applies the
   * enabled ones that have changed since they were last applied, or failed. Nodes do this one after the other.
   */
  sync(): Promise<readonly InstanceReport[]>;
  /** Applies one instance whether or not it has changed. A `Problem` where there is no such instance. */
  apply(pk: string): Promise<InstanceReport>;
  /** What applying the instance now would change; nothing is changed. A `Problem` where there is no such instance. */
  dryRun(pk: string): Promise<BlueprintOutcome>;
  /** The files that there are. */
  available(): Promise<readonly BlueprintSummary[]>;
}

const LOCK = 'blueprints';
const GONE: Fault = { reason: 'The file is gone.' };

export function createBlueprintInstances(deps: InstancesDeps): BlueprintInstances {
  const { objects, blueprints, library, exclusive, digest, clock, events, log } = deps;
  const model = deps.catalogue.model('authentik_blueprints.blueprintinstance');

  const hashOf = (instance: Row, text: string): string =>
    digest.sha256(`${JSON.stringify(contextOf(instance))}\n${text}`);

  /** One instance per file, and none for files that are gone. */
  async function matchFiles(files: readonly BlueprintFile[]): Promise<void> {
    const instances = await objects.all(model);
    const paths = new Set(files.map(({ path }) => path));
    for (const instance of instances) {
      const path = String(instance.path ?? '');
      if (path === '' || paths.has(path)) continue;
      await objects.delete(model, instance.pk);
      log.warn({ blueprint: instance.name, path }, 'the file of a blueprint is gone; what it made stays');
    }
    const names = new Set(instances.map(({ name }) => name));
    const known = new Set(instances.map(({ path }) => path));
    for (const { path, text } of files) {
      if (known.has(path)) continue;
      const { name, labels, isInstantiated } = summary(path, text);
      if (!isInstantiated) continue;
      const unique = names.has(name) ? `${name} (${path})` : name;
      names.add(unique);
      await objects.insert(model, {
        ...model.fields.parse({ name: unique, path }),
        ...model.internal.parse({ metadata: { name, labels } }),
      });
    }
  }

  async function applyInstance(instance: Row, text: string): Promise<InstanceReport> {
    const name = String(instance.name);
    const outcome = await blueprints.apply(text, { context: contextOf(instance), name });
    const faults = outcome.applied ? [] : outcome.faults;
    const status = outcome.applied ? 'successful' : 'error';
    const models = outcome.applied ? [...new Set(outcome.changes.map((change) => change.model))].sort() : [];
    await objects.update(model, instance.pk, {
      status,
      last_applied: new Date(clock.now()).toISOString(),
      last_applied_hash: hashOf(instance, text),
      errors: faults.map(faultText),
      ...(outcome.applied ? { managed_models: models } : {}),
    });
    if (outcome.applied) {
      const changed = outcome.changes.filter(({ action }) => !['unchanged', 'skipped'].includes(action));
      log.info(
        { blueprint: name, entries: outcome.changes.length, changed: changed.length },
        'blueprint applied',
      );
    } else {
      const messages = faults.map(faultText);
      log.error(
        { blueprint: name, faults: messages },
        'a blueprint cannot be applied; nothing of it was changed',
      );
      events.emit({
        action: 'configuration_error',
        app: 'postern.blueprints',
        context: { message: messages.join('\n'), blueprint: { pk: instance.pk, name } },
      });
    }
    return { name, status, faults };
  }

  return {
    available: () => library.available(),

    sync: () =>
      exclusive.run(LOCK, async () => {
        const files = await library.files();
        await matchFiles(files);
        const instances = [...(await objects.all(model))].sort(byPath);
        const reports: InstanceReport[] = [];
        for (const instance of instances) {
          const text = textOf(instance, files);
          if (text === undefined || instance.enabled === false) continue;
          const isDone =
            instance.status === 'successful' && instance.last_applied_hash === hashOf(instance, text);
          if (!isDone) reports.push(await applyInstance(instance, text));
        }
        return reports;
      }),

    apply: (pk) =>
      exclusive.run(LOCK, async () => {
        const instance = await objects.find(model, { pk });
        if (!instance) throw new Problem('not_found');
        const text = textOf(instance, await library.files());
        if (text !== undefined) return applyInstance(instance, text);
        return { name: String(instance.name), status: 'error', faults: [GONE] };
      }),

    async dryRun(pk) {
      const instance = await objects.find(model, { pk });
      if (!instance) throw new Problem('not_found');
      const text = textOf(instance, await library.files());
      if (text === undefined) return { applied: false, faults: [GONE] };
      return blueprints.apply(text, {
        context: contextOf(instance),
        name: String(instance.name),
        dryRun: true,
      });
    },
  };
}

/** What has no file comes last: it builds on what Postern brings along. */
const byPath = (a: Row, b: Row): number => {
  const [left, right] = [a, b].map((row) => String(row.path || '\u{10ffff}'));
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
};
