/** What an OpenAPI document says about a value, whichever version (3.0 or 3.1) it is written in. */

export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null' | 'any';

export interface Shape {
  readonly kinds: ReadonlySet<Kind>;
  /** The listed values, where the schema is an enumeration. */
  readonly values: ReadonlySet<string> | undefined;
  /** True where any further field is allowed. */
  readonly open: boolean;
  /** Its fields; worked out when asked, because schemas refer to each other in circles. */
  fields(): ReadonlyMap<string, Field>;
  /** The items of an array. */
  item(): Shape | undefined;
  /** The shapes of a union that a field `component` tells apart. */
  variants(): ReadonlyMap<string, Shape>;
}

export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
  readonly readOnly: boolean;
}

export type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KINDS: readonly string[] = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'];

/** Follows `$ref` to the schema that is meant. */
export function resolve(schema: unknown, document: Json): Json {
  let found = schema;
  for (let hops = 0; isObject(found) && typeof found.$ref === 'string' && hops < 20; hops++) {
    let at: unknown = document;
    for (const part of found.$ref.replace(/^#\//, '').split('/')) at = isObject(at) ? at[part] : undefined;
    found = at;
  }
  return isObject(found) ? found : {};
}

/** The shape of a schema of that document. */
export function shapeOf(schema: unknown, document: Json): Shape {
  const own = resolve(schema, document);
  const all = list(own.allOf).map((part) => shapeOf(part, document));
  const any = [...list(own.oneOf), ...list(own.anyOf)].map((part) => ({
    shape: shapeOf(part, document),
    tag: tagOf(part, own, document),
  }));
  return {
    kinds: kindsOf(own, all, any),
    values: valuesOf(own, all, any),
    open:
      own.additionalProperties !== undefined
        ? own.additionalProperties !== false
        : all.some(({ open }) => open) || any.some(({ shape }) => shape.open),
    fields() {
      const fields = new Map<string, Field>();
      for (const part of [...all, ...any.map(({ shape }) => shape)])
        for (const [name, field] of part.fields()) fields.set(name, field);
      const required = new Set(list(own.required));
      for (const [name, field] of Object.entries(isObject(own.properties) ? own.properties : {})) {
        const meant = resolve(field, document);
        fields.set(name, {
          shape: shapeOf(field, document),
          required: required.has(name),
          readOnly: meant.readOnly === true || (isObject(field) && field.readOnly === true),
        });
      }
      return fields;
    },
    item() {
      if (own.items !== undefined) return shapeOf(own.items, document);
      for (const part of [...all, ...any.map(({ shape }) => shape)]) {
        const item = part.item();
        if (item) return item;
      }
      return undefined;
    },
    variants() {
      const tagged = any.flatMap(({ tag, shape }) => (tag === undefined ? [] : [[tag, shape] as const]));
      return new Map(tagged);
    },
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Alternative = { readonly shape: Shape };

function kindsOf(own: Json, all: readonly Shape[], any: readonly Alternative[]): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (const type of Array.isArray(own.type) ? own.type : [own.type])
    if (KINDS.includes(String(type))) kinds.add(type as Kind);
  if (own.const !== undefined) kinds.add(kindOf(own.const));
  if (kinds.size === 0 && Array.isArray(own.enum)) for (const value of own.enum) kinds.add(kindOf(value));
  for (const { kinds: others } of [...all, ...any.map(({ shape }) => shape)])
    for (const kind of others) kinds.add(kind);
  if (own.nullable === true) kinds.add('null');
  if (kinds.size === 0 || (kinds.size === 1 && kinds.has('null') && own.type === undefined))
    kinds.add(own.properties === undefined ? 'any' : 'object');
  return kinds;
}

const kindOf = (value: unknown): Kind =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : (typeof value as Kind);

function valuesOf(own: Json, all: readonly Shape[], any: readonly Alternative[]): Shape['values'] {
  if (Array.isArray(own.enum)) return new Set(own.enum.filter((value) => value !== null).map(String));
  if (own.const !== undefined) return new Set([String(own.const)]);
  const inner = [...all, ...any.map(({ shape }) => shape)].filter(({ kinds }) => !onlyNull(kinds));
  if (inner.length === 0 || inner.some(({ values }) => values === undefined)) return undefined;
  return new Set(inner.flatMap(({ values }) => [...(values ?? [])]));
}

const onlyNull = (kinds: ReadonlySet<Kind>) => kinds.size === 1 && kinds.has('null');

/** How a member of a union is called: by the mapping of its discriminator, or by its constant `component`. */
function tagOf(part: unknown, union: Json, document: Json): string | undefined {
  const mapping = isObject(union.discriminator) ? union.discriminator.mapping : undefined;
  if (isObject(mapping) && isObject(part))
    return Object.entries(mapping).find(([, ref]) => ref === part.$ref)?.[0];
  const component = resolve(part, document).properties;
  const constant = isObject(component) ? resolve(component.component, document).const : undefined;
  return typeof constant === 'string' ? constant : undefined;
}

/** Whether every value of `narrow` is one of `wide`, as far as kinds tell. */
export function within(narrow: ReadonlySet<Kind>, wide: ReadonlySet<Kind>): boolean {
  if (wide.has('any')) return true;
  return [...narrow].every((kind) => wide.has(kind) || (kind === 'integer' && wide.has('number')));
}
