import { Document, isScalar, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from './evaluate.ts';

/** A value as it is to be written: data, or a tag. */
export type Written = Json | KeyOf | Find | readonly Written[] | { readonly [key: string]: Written };

/** `!KeyOf id`: the key of an object that stands further up. */
export class KeyOf {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

/** `!Find [model, [field, value]]`: the key of an object that has to be there already. */
export class Find {
  readonly model: string;
  readonly field: string;
  readonly value: Json;

  constructor(model: string, field: string, value: Json) {
    this.model = model;
    this.field = field;
    this.value = value;
  }
}

/** One object that a blueprint asks for. */
export interface WrittenEntry {
  readonly model: string;
  readonly id?: string;
  readonly identifiers: Readonly<Record<string, Written>>;
  readonly attrs: Readonly<Record<string, Written>>;
  readonly permissions?: readonly WrittenGrant[];
}

/** What a role may do with an object. */
export interface WrittenGrant {
  readonly permission: string;
  readonly role: Written;
}

/** Writes a blueprint as YAML that `readDocument` reads back to the same values. */
export function writeDocument(name: string, entries: readonly WrittenEntry[]): string {
  const document = new Document();
  document.contents = nodeOf({ version: 1, metadata: { name }, entries: entries.map(entryOf) }) as never;
  visit(document, {
    // A plain `<<` would be read as a merge.
    Pair(_, { key }) {
      if (isScalar(key) && key.value === '<<') key.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const entryOf = ({ model, id, identifiers, attrs, permissions = [] }: WrittenEntry): Written => ({
  model,
  ...(id === undefined ? {} : { id }),
  identifiers,
  ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
  ...(permissions.length === 0 ? {} : { permissions: permissions.map((grant) => ({ ...grant })) }),
});

function nodeOf(value: Written): unknown {
  if (value instanceof KeyOf) return tagged('!KeyOf', new Scalar(value.id));
  if (value instanceof Find) {
    const where = sequence([new Scalar(value.field), new Scalar(value.value)], true);
    return tagged('!Find', sequence([new Scalar(value.model), where], true));
  }
  if (Array.isArray(value)) return sequence(value.map(nodeOf));
  if (typeof value !== 'object' || value === null) return new Scalar(value);
  const map = new YAMLMap();
  for (const [key, part] of Object.entries(value)) map.add({ key: new Scalar(key), value: nodeOf(part) });
  return map;
}

function sequence(items: readonly unknown[], flow = false): YAMLSeq {
  const made = new YAMLSeq();
  made.items = [...items];
  made.flow = flow;
  return made;
}

function tagged<N extends { tag?: string }>(tag: string, node: N): N {
  node.tag = tag;
  return node;
}
