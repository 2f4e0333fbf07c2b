import {
  blueprintEnvironment,
  blueprintFileReader,
  createBlueprintFiles,
} from '../adapters/blueprint-files/files.ts';
import { watchFolder } from '../adapters/blueprint-files/watch.ts';
import { secretNames } from '../adapters/configuration/options.ts';
import { type Blueprints, createBlueprints } from '../app/blueprints/blueprints.ts';
import {
  type BlueprintInstances,
  createBlueprintInstances,
  type InstanceReport,
} from '../app/blueprints/instances.ts';
import { createBlueprintLibrary } from '../app/blueprints/library.ts';
import { createObjectWriting, type ObjectWritingDeps } from '../app/blueprints/object-writing.ts';
import { ensureDefaultKeys } from '../app/setup/keys.ts';
import { type Bootstrap, createSetup, type Setup } from '../app/setup/setup.ts';
import { faultText } from '../core/blueprint/fault.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { Objects } from '../core/model/objects.ts';
import type { Ports } from '../core/ports.ts';
import type { Database } from '../store/database.ts';
import { createExclusive } from '../store/exclusive.ts';
import { createSetupStore } from '../store/setup.ts';

export interface FirstStartInput {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  /** The use cases of objects over a storage and with events of one's own. */
  readonly casesOver: ObjectWritingDeps['casesOver'];
  readonly ports: Pick<
    Ports,
    'users' | 'random' | 'digest' | 'hashing' | 'clock' | 'events' | 'certificates'
  >;
  readonly log: Log;
  /** The folder of the blueprints. */
  readonly folder: string;
  /** What blueprints may read with `!Env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Started {
  readonly setupPath?: string;
  /** For people: why nobody can become the first administrator. */
  readonly hindrance?: string;
}

/** What a Postern needs before anybody can sign in: its blueprints, and a first administrator. */
export interface FirstStart {
  readonly blueprints: Blueprints;
  readonly instances: BlueprintInstances;
  readonly setup: Setup;
  /**
   * At every start: makes the default signing keys, applies what has changed, then makes what the settings ask for.
   * Answers the path of the one-time set-up link where there is no administrator yet, or why there is no such link.
   */
  run(bootstrap: Bootstrap): Promise<Started>;
  /** Applies files of the folder as soon as they change. Answers how to end that. */
  watch(): () => Promise<void>;
}

export function createFirstStart(input: FirstStartInput): FirstStart {
  const { database, catalogue, objects, ports, log, folder, env } = input;
  const exclusive = createExclusive(database);
  const library = createBlueprintLibrary({ catalogue, objects, files: createBlueprintFiles(folder) });
  const blueprints = createBlueprints({
    catalogue,
    writing: createObjectWriting({ ...ports, catalogue, objects, casesOver: input.casesOver }),
    env: blueprintEnvironment(env, secretNames),
    file: blueprintFileReader(folder),
    blueprint: library.blueprint,
  });
  const instances = createBlueprintInstances({
    ...ports,
    catalogue,
    objects,
    blueprints,
    library,
    exclusive,
    log,
  });
  const setup = createSetup({
    ...ports,
    catalogue,
    objects,
    exclusive,
    log,
    store: createSetupStore(database),
  });

  return {
    blueprints,
    instances,
    setup,
    watch: () => watchFolder(folder, () => instances.sync(), log),
    async run(bootstrap) {
      await ensureDefaultKeys({ catalogue, objects, exclusive, ports });
      const reports = await instances.sync();
      const begun = await setup.begin(bootstrap);
      switch (begun.outcome) {
        case 'over':
          return {};
        case 'link':
          return { setupPath: `/setup/${begun.token}/` };
        case 'hindered': {
          const hindrance = hindranceOf(begun.missing, reports);
          log.error({ missing: begun.missing }, hindrance);
          return { hindrance };
        }
      }
    },
  };
}

function hindranceOf(missing: string, reports: readonly InstanceReport[]): string {
  const reasons = reports.flatMap(({ name, faults }) =>
    faults.map((fault) => `  Blueprint "${name}", ${faultText(fault)}`),
  );
  return [
    `Nobody can become the first administrator: ${missing} is not there, which the default blueprints make.`,
    ...reasons,
    reasons.length > 0
      ? 'Mend what they say, and start Postern again.'
      : 'Put their files back or apply them again, and start Postern again.',
  ].join('\n');
}
