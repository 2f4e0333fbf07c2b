import { german as adapters } from '../../adapters/words.de.ts';
import { german as app } from '../../app/words.de.ts';
import { german as contract } from '../../contract/words.de.ts';
import { german as blueprints } from '../../core/blueprint/words.de.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import { german as events } from '../../core/event/words.de.ts';
import { german as vocabulary } from '../../core/expression/vocabulary.de.ts';
import { german as expressions } from '../../core/expression/words.de.ts';
import { german as flows } from '../../core/flow/words.de.ts';
import { german as policies } from '../../core/policy/words.de.ts';
import { german as problems } from '../../core/problem/words.de.ts';
import type { Words } from '../../core/words/language.ts';
import { german as core } from '../../core/words.de.ts';
import { german as store } from '../../store/words.de.ts';
import { german as defaults } from './blueprints.de.ts';
import { german as schemaErrors } from './schema-errors.de.ts';
import { german as server } from './words.de.ts';

const parts: readonly Words[] = [
  core,
  policies,
  flows,
  events,
  blueprints,
  expressions,
  vocabulary,
  problems,
  contract,
  app,
  store,
  adapters,
  server,
  defaults,
  schemaErrors,
];

/** All lists of German words: what the types bring, and those of the parts, which no type can change. */
export function germanLists({ policies, stages, sources, providers }: Catalogue): readonly Words[] {
  const types = [...policies, ...stages, ...sources, ...providers];
  return [...types.map(({ words }) => words?.de ?? {}), ...parts];
}

/** Everything that the server says, in German. */
export const germanOf = (catalogue: Catalogue): Words => Object.assign({}, ...germanLists(catalogue));
