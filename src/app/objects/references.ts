import type { Catalogue } from '../../core/catalogue.ts';
import { type Model, type Row, referencesOf } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import { TARGET_KINDS } from '../../core/policy/target.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';

/** One use of an object by another. */
export interface Use {
  readonly model: Model;
  readonly row: Row;
  readonly field: string;
  readonly action: 'cascade' | 'cascade_many' | 'set_null' | 'set_default' | 'left_dangling' | 'protect';
}

interface Reference {
  readonly from: Model;
  readonly field: string;
  readonly many: boolean;
  readonly onDelete: string;
}

/**
 * Which fields of which models hold keys of `model`. A child of an abstract model is also referred to by the
 * abstract one's name. Models that share a table are looked at once.
 */
export function referencesTo(catalogue: Catalogue, model: Model): readonly Reference[] {
  const names = new Set([model.name, model.base].filter(Boolean));
  const seen = new Set<string>();
  return catalogue.models.flatMap((from) =>
    referencesOf(from)
      .filter(({ to }) => names.has(to))
      .filter(({ field }) => {
        const key = `${from.table}.${from.columns[field] || from.links[field] ? '' : (from.type ?? '')}.${field}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      })
      .map(({ field, many, meta }) => ({ from, field, many, onDelete: meta.on_delete ?? 'cascade' })),
  );
}

/** Everything that uses the object, from memory where there is a copy, else from the database. */
export async function usesOf(
  catalogue: Catalogue,
  replica: Replica,
  objects: Objects,
  model: Model,
  pk: string | number,
): Promise<readonly Use[]> {
  const uses: Use[] = [];
  for (const { from, field, many, onDelete } of referencesTo(catalogue, model)) {
    const rows =
      onDelete === 'protect' && many
        ? await holding(objects, from, field, pk)
        : from.replicated && !from.unreplicated.includes(field)
          ? replica.by(from.table, field, pk)
          : await objects.all(from.base ? catalogue.model(from.base) : from, { [field]: pk });
    for (const row of rows) {
      if (from.type !== undefined && !from.columns[field] && row.type !== from.type) continue;
      uses.push({
        model: catalogue.modelOf(from.table, row.type),
        row,
        field,
        action: actionOf(onDelete, many),
      });
    }
  }
  if (TARGET_KINDS.some(({ table }) => table === model.table))
    for (const row of replica.by('policy_bindings', 'target', pk))
      uses.push({
        model: catalogue.model('authentik_policies.policybinding'),
        row,
        field: 'target',
        action: 'cascade',
      });
  return model.table === 'policies' ? [...uses, ...(await mentionsOf(catalogue, objects, pk))] : uses;
}

/** Whose list has the key in it, as the database knows it: memory has not seen what this transaction changed. */
async function holding(
  objects: Objects,
  from: Model,
  field: string,
  pk: string | number,
): Promise<readonly Row[]> {
  const rows = await objects.all(from);
  return rows.filter((row) => {
    const value = row[field];
    return Array.isArray(value) && value.includes(pk);
  });
}

/** The policies that ask the policy: without it they have no answer, and what counts then nobody has said for that. */
async function mentionsOf(
  catalogue: Catalogue,
  objects: Objects,
  pk: string | number,
): Promise<readonly Use[]> {
  const uses: Use[] = [];
  for (const { model: name, mentions } of catalogue.policies) {
    if (!mentions) continue;
    const model = catalogue.model(name);
    for (const row of await objects.all(model))
      if (mentions(row).some((one) => one.model === 'authentik_policies.policy' && one.pk === pk))
        uses.push({ model, row, field: 'mentions', action: 'protect' });
  }
  return uses;
}

function actionOf(onDelete: string, many: boolean): Use['action'] {
  if (onDelete === 'protect') return 'protect';
  if (onDelete === 'set_null') return 'set_null';
  return many ? 'cascade_many' : 'cascade';
}

/** Errors for references that lead nowhere. */
export async function danglingReferences(
  catalogue: Catalogue,
  replica: Replica,
  objects: Objects,
  model: Model,
  values: Readonly<Record<string, unknown>>,
): Promise<FieldErrors> {
  const errors: Record<string, string[]> = {};
  for (const { field, to, many } of referencesOf(model)) {
    const value = values[field];
    if (value === undefined || value === null) continue;
    const target = catalogue.find(to);
    for (const key of many ? (value as (string | number)[]) : [value as string | number]) {
      const found =
        target !== undefined &&
        (target.replicated
          ? replica.get(target.table, key) !== undefined ||
            (await objects.find(target, { pk: key })) !== undefined
          : (await objects.find(target, { pk: key })) !== undefined);
      if (!found) errors[field] = [...(errors[field] ?? []), `Invalid pk "${key}" - object does not exist.`];
    }
  }
  return errors;
}

/**
 * Takes the object out of the lists and fields of documents that refer to it, inside the transaction that deletes it.
 * Columns are the database's own business: it cascades and sets null by itself.
 */
export async function detach(objects: Objects, uses: readonly Use[], pk: string | number): Promise<void> {
  for (const { model, row, field, action } of uses) {
    if (model.columns[field] || model.links[field]) continue;
    const value = row[field];
    if (action === 'set_null') await objects.update(model, row.pk, { [field]: null });
    else if (Array.isArray(value))
      await objects.update(model, row.pk, { [field]: value.filter((key) => key !== pk) });
  }
}
