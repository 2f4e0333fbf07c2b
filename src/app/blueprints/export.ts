import type { Json } from '../../core/blueprint/evaluate.ts';
import {
  Find,
  KeyOf,
  type Written,
  type WrittenEntry,
  type WrittenGrant,
  writeDocument,
} from '../../core/blueprint/write-yaml.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import { type Model, type Row, referencesOf, secretFields } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import type { Mention } from '../../core/policy/type.ts';
import { invalid } from '../../core/problem/problem.ts';
import { nameOf, nameOfTarget } from '../objects/name-of.ts';
import { naturalField, PORTABLE, type Portable, rank, SUBJECTS } from './portable.ts';
import { EXTRA_FIELDS } from './writer.ts';

export interface ExportDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
}

/** A blueprint of what there is, and every object that stands in it. */
export interface Exported {
  readonly text: string;
  readonly objects: readonly { readonly model: Model; readonly row: Row }[];
}

/** What travels with a flow; what else it refers to has to be there. */
const WITH_FLOWS: ReadonlySet<string> = new Set(['flows', 'stages', 'prompts', 'policies']);

/** People are named where they are referred to; only an export of everything holds them. */
const WITH_OBJECTS: ReadonlySet<string> = new Set([...PORTABLE.keys()].filter((table) => table !== 'users'));

/** Writes a flow as a blueprint, with its stages, prompts, policies and bindings, but without any secret. */
export function exportFlow(flow: Row, deps: ExportDeps): Exported {
  // A flow that another one leads to has bindings of its own: it is not a part of this one.
  const others = [...deps.replica.all('flows')].filter(({ pk }) => pk !== flow.pk);
  const exporting = new Exporting(deps, WITH_FLOWS, new Set(others.map(({ pk }) => String(pk))));
  exporting.root('flows', flow, 'flow');
  return exporting.done(`Flow ${String(flow.name)}`);
}

/** Writes one object as a blueprint, with everything that it needs but people, certificates and secrets. */
export function exportObject(table: string, row: Row, deps: ExportDeps): Exported {
  const exporting = new Exporting(deps, WITH_OBJECTS);
  exporting.root(table, row);
  return exporting.done(`${deps.catalogue.modelOf(table, row.type).title} ${nameOf(row)}`);
}

/** Writes the whole configuration and directory as a blueprint, but certificates, tokens and secrets. */
export function exportEverything(deps: ExportDeps): Exported {
  const exporting = new Exporting(deps, new Set(PORTABLE.keys()));
  for (const table of PORTABLE.keys())
    for (const row of [...deps.replica.all(table)].toSorted(byRank(table, deps.replica)))
      exporting.root(table, row);
  exporting.grants();
  return exporting.done('Everything');
}

/** True for kinds of objects that an export can begin at. */
export const canExport = (table: string): boolean =>
  PORTABLE.has(table) && !['stage_bindings', 'application_entitlements'].includes(table);

class Exporting {
  readonly #entries = new Map<string, WrittenEntry>();
  readonly #objects: { model: Model; row: Row }[] = [];
  readonly #deps: ExportDeps;
  readonly #included: ReadonlySet<string>;
  /** Objects that are only referred to, though others of their table are written. */
  readonly #left: ReadonlySet<string>;
  readonly #ids = new Map<string, string>();
  /** What is being written right now: an object that leads back to one of these cannot be named by its id. */
  readonly #open = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** Objects whose parts are still to be written, after all that those may refer to. */
  readonly #waiting: { portable: Portable; row: Row }[] = [];
  /** Objects that somebody names by their key in the middle of a text or a document: the key has to stay the same. */
  readonly #pinned: ReadonlySet<string>;

  constructor(deps: ExportDeps, included: ReadonlySet<string>, left: ReadonlySet<string> = new Set()) {
    this.#deps = deps;
    this.#included = included;
    this.#left = left;
    const mentioned = [...deps.replica.all('policies')].flatMap((row) => mentionsOf(row, deps.catalogue));
    this.#pinned = new Set(mentioned.map(({ pk }) => pk));
  }

  /** Writes an object with its parts, unless it is there already; `id` names it in the blueprint. */
  root(table: string, row: Row, id?: string): void {
    if (!this.#ids.has(keyOf(table, row.pk))) this.#include(table, row, id);
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      this.#parts(next.portable, next.row);
  }

  /** Writes which roles may do what with the objects that are written. */
  grants(): void {
    const { catalogue, replica } = this.#deps;
    const grants = [...replica.all('object_permissions')];
    const found = grants.flatMap((grant): { key: string; grant: WrittenGrant; rank: string }[] => {
      const model = catalogue.find(String(grant.model));
      const role = this.#ids.get(String(grant.role));
      if (!model || role === undefined) return [];
      const key = keyOf(
        model.table,
        model.pk === 'integer' ? Number(grant.object_pk) : String(grant.object_pk),
      );
      if (!this.#entries.has(key)) return [];
      const permission = String(grant.permission);
      return [{ key, grant: { permission, role: new KeyOf(role) }, rank: `${permission} ${role}` }];
    });
    for (const { key, grant } of found.toSorted((a, b) => compare(a.rank, b.rank))) {
      const entry = this.#entries.get(key);
      if (entry) this.#entries.set(key, { ...entry, permissions: [...(entry.permissions ?? []), grant] });
    }
  }

  done(name: string): Exported {
    return { text: writeDocument(name, [...this.#entries.values()]), objects: this.#objects };
  }

  #include(table: string, row: Row, id?: string): void {
    const portable = PORTABLE.get(table);
    if (!portable) throw new Error(`objects of ${table} do not travel`);
    const key = keyOf(table, row.pk);
    this.#open.add(key);
    for (const { model, pk } of mentionsOf(row, this.#deps.catalogue)) this.#mentioned(model, pk);
    const entry = this.#entry(table, row);
    this.#open.delete(key);
    this.#refuseClosed(row);
    const count = (this.#counts.get(portable.word) ?? 0) + 1;
    this.#counts.set(portable.word, count);
    const own = id ?? `${portable.word}-${count}`;
    this.#ids.set(key, own);
    this.#entries.set(key, { ...entry, id: own });
    if (portable.parts) this.#waiting.push({ portable, row });
  }

  #parts({ parts = [] }: Portable, owner: Row): void {
    const { replica } = this.#deps;
    for (const [table, field] of parts) {
      for (const row of replica.by(table, field, owner.pk).toSorted(byRank(table, replica))) {
        if (table === 'policy_bindings') this.#binding(row);
        // Their own parts come right behind them.
        else this.root(table, row);
      }
    }
  }

  #binding(row: Row): void {
    const subject = Object.keys(SUBJECTS).find((field) => row[field] !== null) ?? 'policy';
    const entry = this.#entry('policy_bindings', row, ['target', subject, 'order']);
    const target = new KeyOf(this.#idOf(String(row.target)));
    this.#entries.set(keyOf('policy_bindings', row.pk), {
      ...entry,
      identifiers: { ...entry.identifiers, target },
    });
  }

  #refuseClosed(target: Row): void {
    const { replica } = this.#deps;
    if (replica.get('closed_targets', String(target.pk)))
      throw invalid({
        non_field_errors: [
          `"${nameOfTarget(target, replica)}" is closed because its last binding was taken away, and a blueprint cannot say so: what is imported would be open. Bind something to it or reopen it first.`,
        ],
      });
  }

  #idOf(key: string): string {
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`${key} is referred to before it is written`);
    return id;
  }

  /** An object's fields, those by which it is found apart from the others. Objects that it needs go before it. */
  #entry(table: string, row: Row, by?: readonly string[]): WrittenEntry {
    const model = this.#deps.catalogue.modelOf(table, row.type);
    this.#objects.push({ model, row });
    const references = new Map(referencesOf(model).map(({ field, to }) => [field, to]));
    const pinned = this.#pinned.has(String(row.pk));
    const identifiers = pinned ? ['pk'] : (by ?? PORTABLE.get(table)?.identifiers ?? ['name']);
    const left = new Set([...secretFields(model), ...identifiers, 'managed']);
    const extra = (EXTRA_FIELDS[model.name] ?? []).filter((field) => !HIDDEN_EXTRAS.has(field));
    const written = (field: string): Written =>
      model.links[field]
        ? this.#linked(String(references.get(field)), row[field])
        : this.#written(references.get(field), row[field]);
    return {
      model: model.name,
      identifiers: Object.fromEntries(identifiers.map((field) => [field, written(field)])),
      attrs: Object.fromEntries(
        [...Object.keys(model.fields.shape).filter((field) => !left.has(field)), ...extra]
          .filter((field) => row[field] !== undefined)
          .map((field) => [field, written(field)]),
      ),
    };
  }

  /** A set has no order of its own: it is written in one that is the same on every system. */
  #linked(to: string, value: unknown): Written {
    const { catalogue, replica } = this.#deps;
    const { table } = catalogue.model(to);
    const rows = (Array.isArray(value) ? value : []).flatMap((pk) => replica.get(table, pk) ?? []);
    return rows.toSorted(byRank(table, replica)).map(({ pk }) => this.#reference(to, pk));
  }

  #written(to: string | undefined, value: unknown): Written {
    if (to === undefined || value === null || value === undefined) return (value ?? null) as Json;
    return Array.isArray(value)
      ? value.map((one) => this.#reference(to, one))
      : this.#reference(to, value as string | number);
  }

  #reference(to: string, pk: string | number): Written {
    const { catalogue, replica } = this.#deps;
    const { table } = catalogue.model(to);
    const known = this.#ids.get(keyOf(table, pk));
    if (known !== undefined) return new KeyOf(known);
    const row = replica.get(table, pk);
    if (!row) throw new Error(`there is no ${to} ${String(pk)} to export`);
    if (!this.#travels(table, pk)) return find(catalogue.modelOf(table, row.type), row);
    this.#include(table, row);
    return new KeyOf(this.#idOf(keyOf(table, pk)));
  }

  /** An object that is named by its key goes before the one that names it, as far as it travels. */
  #mentioned(to: string, pk: string): void {
    const { catalogue, replica } = this.#deps;
    const { table } = catalogue.model(to);
    const row = replica.get(table, pk);
    if (row && !this.#ids.has(pk) && this.#travels(table, pk)) this.#include(table, row);
  }

  #travels(table: string, pk: string | number): boolean {
    return this.#included.has(table) && !this.#left.has(String(pk)) && !this.#open.has(keyOf(table, pk));
  }
}

/** Extra fields that are never read back, or that other entries say already. */
const HIDDEN_EXTRAS: ReadonlySet<string> = new Set(['password', 'key', 'users']);

function mentionsOf(row: Row, catalogue: Catalogue): readonly Mention[] {
  const type = catalogue.policies.find((one) => one.type === row.type);
  if (!type?.mentions) return [];
  const config = ownFields(type.config, row);
  return config.success ? type.mentions(config.data) : [];
}

function find(model: Model, row: Row): Find {
  const field = naturalField(model.table);
  return new Find(model.base ?? model.name, field, String(row[field]));
}

/** Keys that a database counts up are the same in several tables. */
const keyOf = (table: string, pk: string | number): string =>
  typeof pk === 'number' ? `${table} ${pk}` : pk;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byRank = (table: string, replica: Replica) => (a: Row, b: Row) =>
  compare(rank(table, a, replica), rank(table, b, replica));
