import type { Document, Entry, State } from '../../core/blueprint/document.ts';
import { BlueprintError, type Fault } from '../../core/blueprint/fault.ts';
import type { Value } from '../../core/blueprint/value.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Model } from '../../core/model/model.ts';
import { didYouMean } from '../../core/nearest.ts';
import { EXTRA_FIELDS } from './writer.ts';

/** Not an object: applies another blueprint first. */
export const APPLY_BLUEPRINT = 'authentik_blueprints.metaapplyblueprint';

/** Not an object: deletes every object of a model. */
export const CLEAN_BLUEPRINT = 'authentik_blueprints.metacleanblueprint';

/** Models whose rows Postern writes for itself; a blueprint that made them would forge history. */
const OFF_LIMITS = new Set([
  'authentik_providers_oauth2.accesstoken',
  'authentik_providers_oauth2.refreshtoken',
  'authentik_providers_oauth2.authorizationcode',
  'authentik_core.authenticatedsession',
  'authentik_core.userconsent',
  'authentik_events.event',
  'authentik_blueprints.blueprintinstance',
  'postern.objectpermission',
]);

/** The fields that an entry may set. `managed` is the one internal field that says whose an object is. */
export const settableFields = (model: Model): readonly string[] => [
  ...Object.keys(model.fields.shape),
  ...(EXTRA_FIELDS[model.name] ?? []),
  ...('managed' in model.internal.shape ? ['managed'] : []),
];

/** The model that an entry names, or the reason why it names none that can be written. */
export function modelNamed(
  catalogue: Catalogue,
  name: string,
  state: State,
): Model | { readonly reason: string } {
  const model = catalogue.find(name);
  const names = catalogue.models.map((one) => one.name);
  if (!model)
    return {
      reason: `There is no model ${name}.${didYouMean(name, [...names, APPLY_BLUEPRINT, CLEAN_BLUEPRINT])}`,
    };
  if (OFF_LIMITS.has(model.name))
    return { reason: `A blueprint cannot write ${model.plural.toLowerCase()}.` };
  if (model.abstract && state !== 'absent') {
    const types = catalogue.models.filter(({ base }) => base === model.name).map((one) => one.name);
    return { reason: `${model.title} is a kind with several types; choose one of ${types.join(', ')}.` };
  }
  return model;
}

/** Finds unknown models and fields before anything is asked or written, all of them at once. */
export function checkVocabulary(catalogue: Catalogue, document: Document): void {
  const faults = document.entries.flatMap((entry) => faultsOf(catalogue, entry));
  if (faults.length > 0) throw new BlueprintError(faults);
}

function faultsOf(catalogue: Catalogue, entry: Entry): readonly Fault[] {
  const name = textOf(entry.model);
  if (name === undefined || name === APPLY_BLUEPRINT || name === CLEAN_BLUEPRINT) return [];
  const state = (textOf(entry.state) ?? 'present') as State;
  const model = modelNamed(catalogue, name, state);
  if ('reason' in model) {
    return [{ entry: entry.label, ...entry.model.at, field: 'model', reason: model.reason }];
  }
  const known = settableFields(model);
  const attrs = entry.attrs?.kind === 'map' ? entry.attrs.entries : [];
  return attrs
    .filter(({ key }) => !known.includes(key))
    .map(({ key, at }) => ({
      entry: entry.label,
      ...at,
      field: key,
      reason: `${model.title} has no such field.${didYouMean(key, known)}`,
    }));
}

const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
