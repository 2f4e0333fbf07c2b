import type { Catalogue } from '../core/catalogue.ts';
import { authenticators } from './authenticators.ts';
import { closedTargets } from './closed-targets.ts';
import { core } from './core.ts';
import { crypto } from './crypto.ts';
import { events } from './events.ts';
import { expressions } from './expressions.ts';
import { files } from './files.ts';
import { flows } from './flows.ts';
import { kinds } from './kinds.ts';
import { managed } from './managed.ts';
import { mappings } from './mappings.ts';
import { policies } from './policies.ts';
import { providers } from './providers.ts';
import { rbac } from './rbac.ts';
import type { Resource } from './resource.ts';
import { resources } from './resources.ts';
import { root } from './root.ts';
import type { Route } from './route.ts';
import { sources } from './sources.ts';
import { stages } from './stages.ts';
import { system } from './system.ts';
import { who } from './who.ts';

/** Everything that the API offers: what validation, OpenAPI, the typed client and the tests are read from. */
export interface Api {
  readonly resources: readonly Resource[];
  readonly routes: readonly Route[];
}

export function api(catalogue: Catalogue): Api {
  const all = resources(catalogue);
  const routes = [
    ...root,
    ...system,
    ...core,
    ...authenticators,
    ...policies,
    ...expressions,
    ...closedTargets,
    ...who,
    ...kinds,
    ...sources,
    ...stages,
    ...providers,
    ...crypto,
    ...files,
    ...managed,
    ...mappings,
    ...rbac,
    ...events(all),
    ...flows(catalogue),
    ...all.flatMap(({ routes: own }) => Object.values(own)),
  ];
  const seen = new Set<string>();
  for (const { id, method, path } of routes) {
    const key = `${method} ${path}`;
    if (seen.has(id) || seen.has(key)) throw new Error(`declared twice: ${id} (${key})`);
    seen.add(id).add(key);
  }
  return { resources: all, routes };
}
