import { changeOf, type Values } from '../../core/blueprint/change.ts';
import { type Document, type Entry, STATES, type State } from '../../core/blueprint/document.ts';
import { Evaluation, isTruthy, type Json } from '../../core/blueprint/evaluate.ts';
import { BlueprintError, type Place, wrong } from '../../core/blueprint/fault.ts';
import type { Value } from '../../core/blueprint/value.ts';
import { type Model, type Row, secretFields } from '../../core/model/model.ts';
import { didYouMean } from '../../core/nearest.ts';
import { Problem } from '../../core/problem/problem.ts';
import { nameOf } from '../objects/name-of.ts';
import type { ApplyOptions, BlueprintsDeps } from './blueprints.ts';
import { lookUp } from './look-up.ts';
import { faultsOf, placesOf } from './places.ts';
import { APPLY_BLUEPRINT, CLEAN_BLUEPRINT, modelNamed, settableFields } from './vocabulary.ts';
import { EXTRA_FIELDS, type Writer } from './writer.ts';

/** What became of one entry. */
export interface AppliedChange {
  readonly entry: string;
  readonly line: number;
  readonly model: string;
  readonly action: 'created' | 'updated' | 'deleted' | 'unchanged' | 'skipped';
  readonly pk?: string | number;
  /** What the object is called, where it is there or was. */
  readonly name?: string;
  /** The fields that were written; never their values, which may be secrets. */
  readonly fields: readonly string[];
}

type Kept = { readonly pk: string | number } | { readonly reason: string };

/** One application of a blueprint, within a transaction. Throws a `BlueprintError` at the first entry that fails. */
export class Application {
  readonly #deps: BlueprintsDeps;
  readonly #writer: Writer;
  readonly #options: ApplyOptions;
  readonly #read: (text: string) => Document;

  constructor(deps: BlueprintsDeps, writer: Writer, options: ApplyOptions, read: (text: string) => Document) {
    this.#deps = deps;
    this.#writer = writer;
    this.#options = options;
    this.#read = read;
  }

  /** `within` names the blueprints that are being applied, outermost first. */
  async apply(
    document: Document,
    given: Readonly<Record<string, Json>>,
    within: readonly string[],
  ): Promise<readonly AppliedChange[]> {
    const keys = new Map<string, Kept>();
    const context: Record<string, Json> = {};
    const evaluation = new Evaluation({
      keyOf: (id) => keys.get(id) ?? { reason: `No entry has the id "${id}".` },
      find: (model, where, at) => this.#find(model, where, at),
      env: (name) => (this.#isLimited() ? undefined : this.#deps.env(name)),
      file: async (path) => (this.#isLimited() ? undefined : this.#deps.file(path)),
      context,
    });
    for (const { key, value } of document.context) context[key] = await evaluation.value(value);
    Object.assign(context, given);

    const changes: AppliedChange[] = [];
    for (const entry of document.entries) {
      try {
        changes.push(...(await this.#entry(entry, evaluation, keys, within)));
      } catch (error) {
        throw located(error, entry);
      }
    }
    return changes;
  }

  async #entry(
    entry: Entry,
    evaluation: Evaluation,
    keys: Map<string, Kept>,
    within: readonly string[],
  ): Promise<readonly AppliedChange[]> {
    const keep = (kept: Kept) => entry.id !== undefined && keys.set(entry.id, kept);
    const name = String(await evaluation.value(entry.model));
    const about = { entry: entry.label, line: entry.at.line, model: name, fields: [] };
    for (const condition of entry.conditions) {
      if (isTruthy(await evaluation.value(condition))) continue;
      keep({ reason: `The entry with the id "${entry.id}" was skipped by its conditions.` });
      return [{ ...about, action: 'skipped' }];
    }
    const identifiers = await this.#map(entry.identifiers, evaluation);
    const attrs = await this.#map(entry.attrs, evaluation);
    if (name === APPLY_BLUEPRINT) return this.#other(entry, attrs, within);
    if (name === CLEAN_BLUEPRINT) return this.#clean(entry, attrs);

    const state = await this.#state(entry.state, evaluation);
    const model = modelNamed(this.#deps.catalogue, name, state);
    if ('reason' in model) throw wrong(entry.model.at, model.reason);
    this.#checkFields(model, attrs, entry);
    const existing = await this.#existing(model, identifiers, entry);
    const { action, row, fields } = await this.#change(model, state, existing, identifiers, attrs, entry);
    keep(
      row
        ? { pk: row.pk }
        : { reason: `The entry with the id "${entry.id}" names an object that is absent.` },
    );
    const named = row ?? existing;
    const granted = row ? await this.#grant(entry, model, row, evaluation) : false;
    return [
      {
        ...about,
        model: model.name,
        action: action === 'unchanged' && granted ? 'updated' : action,
        ...(row ? { pk: row.pk } : {}),
        ...(named ? { name: nameOf(named) } : {}),
        fields,
      },
    ];
  }

  async #change(
    model: Model,
    state: State,
    existing: Row | undefined,
    identifiers: Values,
    attrs: Values,
    entry: Entry,
  ): Promise<{ action: AppliedChange['action']; row: Row | undefined; fields: readonly string[] }> {
    const writer = this.#writer;
    const there = existing && asSets(model, this.#comparable(model, existing));
    const change = changeOf(state, there, { identifiers, attrs: asSets(model, attrs) });
    switch (change.action) {
      case 'refuse':
        throw wrong(entry.at, change.reason);
      case 'delete':
        if (existing) await writer.delete(this.#deps.catalogue.modelOf(model.table, existing.type), existing);
        return { action: 'deleted', row: undefined, fields: [] };
      case 'create': {
        const { pk, ...values } = change.values;
        this.#checkFields(model, values, entry);
        // A key that the database counts up is its own to choose.
        const chosen = model.pk === 'uuid' && typeof pk === 'string' ? pk : undefined;
        const row = await writer.create(model, values, chosen);
        return { action: 'created', row, fields: Object.keys(values) };
      }
      case 'update': {
        if (!existing) break;
        const fields: string[] = [];
        for (const [field, value] of Object.entries(change.values)) {
          if (await writer.differs(model, existing, field, value)) fields.push(field);
        }
        if (fields.length === 0) break;
        const values = Object.fromEntries(fields.map((field) => [field, change.values[field]]));
        return { action: 'updated', row: await writer.update(model, existing, values), fields };
      }
    }
    return { action: 'unchanged', row: existing, fields: [] };
  }

  async #existing(model: Model, identifiers: Values, entry: Entry): Promise<Row | undefined> {
    if (Object.keys(identifiers).length === 0) {
      throw wrong(entry.at, 'The entry has no identifiers: they say which object is meant.');
    }
    const [found, second] = await lookUp(this.#deps.catalogue, this.#reader(), model, identifiers);
    if (second) throw wrong(entry.identifiers?.at, 'Several objects match these identifiers; be more exact.');
    return found;
  }

  /** Gives roles a permission on the object. True where that was new. */
  async #grant(entry: Entry, model: Model, row: Row, evaluation: Evaluation): Promise<boolean> {
    const permissions = this.#deps.catalogue.model('postern.objectpermission');
    let isNew = false;
    for (const written of entry.permissions) {
      const { permission, role, ...rest } = await this.#map(written, evaluation);
      if (typeof permission !== 'string' || typeof role !== 'string' || Object.keys(rest).length > 0) {
        throw wrong(written.at, 'Write a permission and a role that gets it; give a person the role.');
      }
      const grant = { role, model: model.name, object_pk: String(row.pk), permission };
      const found = await this.#writer.objects.find(permissions, grant);
      if (found && (!this.#isLimited() || this.#writer.sees(permissions, found))) continue;
      await this.#writer.create(permissions, grant);
      isNew = true;
    }
    return isNew;
  }

  /** Applies another blueprint in the same transaction, so that this one finds what it builds upon. */
  async #other(entry: Entry, attrs: Values, within: readonly string[]): Promise<readonly AppliedChange[]> {
    const { identifiers, required = true } = attrs;
    if (typeof identifiers !== 'object' || identifiers === null || Array.isArray(identifiers)) {
      throw wrong(entry.at, 'Name the other blueprint under attrs: identifiers: {name: …}, or {path: …}.');
    }
    const other = await this.#deps.blueprint(identifiers as Values);
    const about = { entry: entry.label, line: entry.at.line, model: APPLY_BLUEPRINT, fields: [] };
    if (!other) {
      if (required) throw wrong(entry.at, `There is no blueprint ${JSON.stringify(identifiers)}.`);
      return [{ ...about, action: 'skipped' }];
    }
    if (within.includes(other.name)) {
      throw wrong(entry.at, `The blueprints ${[...within, other.name].join(' → ')} apply each other.`);
    }
    try {
      return await this.apply(this.#read(other.text), other.context, [...within, other.name]);
    } catch (error) {
      if (!(error instanceof BlueprintError)) throw error;
      throw new BlueprintError(
        error.faults.map((fault) => ({
          ...fault,
          entry: [other.name, fault.entry].filter(Boolean).join(', '),
        })),
      );
    }
  }

  /** Deletes every object of a model that whoever applies the blueprint may see. */
  async #clean(entry: Entry, { model_name, ...rest }: Values): Promise<readonly AppliedChange[]> {
    if (typeof model_name !== 'string' || Object.keys(rest).length > 0) {
      throw wrong(
        entry.attrs?.at ?? entry.at,
        'Name the model under attrs: {model_name: authentik_core.group}.',
      );
    }
    const { catalogue } = this.#deps;
    const model = modelNamed(catalogue, model_name, 'absent');
    if ('reason' in model) throw wrong(entry.attrs?.at ?? entry.at, model.reason);
    const { objects, sees } = this.#writer;
    const doomed = (await objects.all(model)).filter((row) => !this.#isLimited() || sees(model, row));
    const changes: AppliedChange[] = [];
    for (const row of doomed) {
      const own = catalogue.modelOf(model.table, row.type);
      await this.#writer.delete(own, row);
      const about = { entry: entry.label, line: entry.at.line, model: own.name, fields: [] };
      changes.push({ ...about, action: 'deleted', pk: row.pk, name: nameOf(row) });
    }
    return changes;
  }

  async #find(name: Json, where: readonly (readonly [Json, Json])[], at: Place): Promise<Row | undefined> {
    const { catalogue } = this.#deps;
    const model = catalogue.find(String(name));
    if (!model) {
      const names = catalogue.models.map((one) => one.name);
      throw wrong(at, `There is no model ${name}.${didYouMean(String(name), names)}`);
    }
    const identifiers = Object.fromEntries(where.map(([field, value]) => [String(field), value]));
    try {
      const [row] = await lookUp(catalogue, this.#reader(), model, identifiers);
      if (!row) return undefined;
      const own = catalogue.modelOf(model.table, row.type);
      const secrets = new Set(secretFields(own));
      // A look-up is no way around the right to view: whoever is limited learns the key and nothing else.
      if (this.#isLimited()) return { pk: row.pk };
      return Object.fromEntries(Object.entries(row).filter(([field]) => !secrets.has(field))) as Row;
    } catch (error) {
      throw error instanceof Problem ? new BlueprintError(faultsOf(error, () => at)) : error;
    }
  }

  async #state(written: Value | undefined, evaluation: Evaluation): Promise<State> {
    if (written === undefined) return 'present';
    const state = await evaluation.value(written);
    const found = STATES.find((one) => one === state);
    if (!found) throw wrong(written.at, `The state has to be one of ${STATES.join(', ')}.`);
    return found;
  }

  async #map(written: Value | undefined, evaluation: Evaluation): Promise<Values> {
    if (written === undefined) return {};
    const value = await evaluation.value(written);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw wrong(written.at, 'This has to be a map.');
    }
    return value as Values;
  }

  #checkFields(model: Model, values: Values, entry: Entry): void {
    const known = settableFields(model);
    const places = placesOf(entry);
    const faults = Object.keys(values)
      .filter((field) => !known.includes(field))
      .map((field) => ({
        ...(places.get(field) ?? entry.at),
        field,
        reason: `${model.title} has no such field.${didYouMean(field, known)}`,
      }));
    const extra = EXTRA_FIELDS[model.name] ?? [];
    if (this.#isLimited()) {
      for (const field of extra.filter((name) => name in values)) {
        faults.push({ ...(places.get(field) ?? entry.at), field, reason: 'Only a superuser may set this.' });
      }
    }
    if (faults.length > 0) throw new BlueprintError(faults);
  }

  /** Look-ups are no way around the right to view: whoever is limited finds only what they may see. */
  #reader() {
    const { objects } = this.#writer;
    return this.#isLimited()
      ? { objects, sees: (model: Model, row: Row) => this.#writer.sees(model, row) }
      : { objects };
  }

  /** Nobody finds a secret out by guessing it: what a limited actor gives for one is written, equal or not. */
  #comparable(model: Model, row: Row): Row {
    if (!this.#isLimited()) return row;
    const secrets = new Set(secretFields(this.#deps.catalogue.modelOf(model.table, row.type)));
    return {
      ...Object.fromEntries(Object.entries(row).filter(([field]) => !secrets.has(field))),
      pk: row.pk,
    };
  }

  /** True where somebody applies the blueprint who may not do everything. */
  #isLimited(): boolean {
    const { actor } = this.#options;
    return actor !== undefined && !actor.user.is_superuser;
  }
}

/** What is linked is a set, whatever order it is written or stored in. */
function asSets<T extends Readonly<Record<string, unknown>>>(model: Model, values: T): T {
  const sorted = Object.keys(model.links).flatMap((field) => {
    const value = values[field];
    return Array.isArray(value) ? [[field, value.toSorted()] as const] : [];
  });
  return sorted.length === 0 ? values : { ...values, ...Object.fromEntries(sorted) };
}

/** Puts the entry, and where it can be told the line of the field, to whatever went wrong in it. */
function located(error: unknown, entry: Entry): unknown {
  const places = placesOf(entry);
  const faults =
    error instanceof Problem
      ? faultsOf(error, (field) => places.get(field) ?? entry.at)
      : error instanceof BlueprintError
        ? error.faults
        : undefined;
  if (!faults) return error;
  return new BlueprintError(
    faults.map((fault) => ({ ...entry.at, ...fault, entry: fault.entry ?? entry.label })),
  );
}
