import type { Json } from '../../core/blueprint/evaluate.ts';
import {
  Find,
  KeyOf,
  type Written,
  type WrittenEntry,
  writeDocument,
} from '../../core/blueprint/write-yaml.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import { type Model, type Row, referencesOf, secretFields } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { invalid } from '../../core/problem/problem.ts';

export interface ExportDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
}

/** Objects that travel with a flow, by table, with the word for their ids; what else is referred to has to be there. */
const INCLUDED: Readonly<Record<string, string>> = { stages: 'stage', prompts: 'prompt', policies: 'policy' };

/** The field by which an object is known on every system. */
const NATURAL: Readonly<Record<string, string>> = {
  flows: 'slug',
  users: 'username',
  sources: 'slug',
  applications: 'slug',
};

/** An exported flow: the blueprint, and every object that stands in it. */
export interface Exported {
  readonly text: string;
  readonly objects: readonly { readonly model: Model; readonly row: Row }[];
}

/** Writes a flow as a blueprint, with its stages, prompts, policies and bindings, but without any secret. */
export function exportFlow(flow: Row, deps: ExportDeps): Exported {
  const exporting = new Exporting(flow, deps);
  exporting.flow();
  return { text: writeDocument(`Flow ${String(flow.name)}`, exporting.entries), objects: exporting.objects };
}

class Exporting {
  readonly entries: WrittenEntry[] = [];
  readonly objects: { model: Model; row: Row }[] = [];
  readonly #flow: Row;
  readonly #deps: ExportDeps;
  readonly #ids = new Map<string, string>();
  /** What is being written right now: an object that leads back to one of these cannot be named by its id. */
  readonly #open = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(flow: Row, deps: ExportDeps) {
    this.#flow = flow;
    this.#deps = deps;
  }

  flow(): void {
    const { catalogue, replica } = this.#deps;
    const { pk } = this.#flow;
    this.#include(catalogue.model('authentik_flows.flow'), this.#flow, ['slug'], 'flow');
    const bindings = replica.by('stage_bindings', 'target', pk).toSorted(byOrder);
    for (const binding of bindings) {
      const model = catalogue.model('authentik_flows.flowstagebinding');
      this.#include(model, binding, ['target', 'stage', 'order'], 'binding');
      this.#bindingsOf(binding);
    }
    this.#bindingsOf(this.#flow);
  }

  #bindingsOf(target: Row): void {
    const { catalogue, replica } = this.#deps;
    const model = catalogue.model('authentik_policies.policybinding');
    if (replica.get('closed_targets', String(target.pk)))
      throw invalid({
        non_field_errors: [
          'A part of this flow is closed because its last binding was taken away, and a blueprint cannot say so: what is imported would be open. Bind something to it or reopen it first.',
        ],
      });
    for (const binding of replica.by('policy_bindings', 'target', target.pk).toSorted(byOrder)) {
      const subject = ['policy', 'group', 'user'].find((field) => binding[field] !== null) ?? 'policy';
      const entry = this.#entry(model, binding, ['target', subject, 'order']);
      const written = { ...entry.identifiers, target: new KeyOf(this.#idOf(target.pk)) };
      this.entries.push({ ...entry, identifiers: written });
    }
  }

  #include(model: Model, row: Row, identifiers: readonly string[], word: string): void {
    const key = String(row.pk);
    this.#open.add(key);
    const entry = this.#entry(model, row, identifiers);
    this.#open.delete(key);
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    const id = word === 'flow' ? word : `${word}-${count}`;
    this.#ids.set(key, id);
    this.entries.push({ ...entry, id });
  }

  #idOf(pk: unknown): string {
    const id = this.#ids.get(String(pk));
    if (id === undefined) throw new Error(`${String(pk)} is referred to before it is written`);
    return id;
  }

  /** An object's fields, those by which it is found apart from the others. Objects that it needs go before it. */
  #entry(model: Model, row: Row, identifiers: readonly string[]): WrittenEntry {
    this.objects.push({ model, row });
    const references = new Map(referencesOf(model).map(({ field, to }) => [field, to]));
    const left = new Set([...secretFields(model), ...identifiers, 'managed']);
    const written = (field: string): Written => this.#written(references.get(field), row[field]);
    return {
      model: model.name,
      identifiers: Object.fromEntries(identifiers.map((field) => [field, written(field)])),
      attrs: Object.fromEntries(
        Object.keys(model.fields.shape)
          .filter((field) => !left.has(field) && row[field] !== undefined)
          .map((field) => [field, written(field)]),
      ),
    };
  }

  #written(to: string | undefined, value: unknown): Written {
    if (to === undefined || value === null || value === undefined) return (value ?? null) as Json;
    return Array.isArray(value)
      ? value.map((one) => this.#reference(to, one))
      : this.#reference(to, value as string | number);
  }

  #reference(to: string, pk: string | number): Written {
    const known = this.#ids.get(String(pk));
    if (known !== undefined) return new KeyOf(known);
    const { catalogue, replica } = this.#deps;
    const { table } = catalogue.model(to);
    const row = replica.get(table, pk);
    if (!row) throw new Error(`there is no ${to} ${String(pk)} to export`);
    const word = INCLUDED[table];
    const own = catalogue.modelOf(table, row.type);
    if (word === undefined || this.#open.has(String(pk))) return find(own, row);
    this.#include(own, row, ['name'], word);
    return new KeyOf(this.#idOf(pk));
  }
}

function find(model: Model, row: Row): Find {
  const field = NATURAL[model.table] ?? 'name';
  return new Find(model.base ?? model.name, field, String(row[field]));
}

const byOrder = (a: Row, b: Row): number =>
  Number(a.order) - Number(b.order) || (String(a.pk) < String(b.pk) ? -1 : 1);
