import { z } from 'zod';
import type { ExpressionTarget } from '../expression/sandbox.ts';

/** How a field is kept by PostgreSQL. Fields without a column of their own live in the row's `config` (jsonb). */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'uuid'
  | 'timestamptz'
  | 'jsonb'
  | 'uuid[]';

/** How a list may be filtered by a field, as query parameters: `f`, `f__in` / repeated `f`, `f__isnull`, … */
export type FilterKind = 'exact' | 'in' | 'isnull' | 'icontains' | 'startswith' | 'boolean' | 'gte' | 'lte';

/** A many-to-many field: the value on the wire is the array of the other side's keys. */
export interface Link {
  readonly table: string;
  readonly own: string;
  readonly other: string;
  readonly to: string;
}

/**
 * A kind of object, declared once: its schema is what storage, validation, API, OpenAPI, forms and reference are read
 * from. A field has one name from the database to the form: the wire name.
 */
export interface Model {
  /** Wire name, `app_label.model`, e.g. `authentik_core.group`; also the word of permissions and blueprints. */
  readonly name: string;
  readonly table: string;
  /** Value of the table's `type` column where several models share a table. */
  readonly type?: string;
  /** The model whose table, filters and key this one shares, e.g. `authentik_policies.policy`. */
  readonly base?: string;
  readonly title: string;
  readonly plural: string;
  readonly description?: string;
  /** Wire name of the admin form element, for models that have one. */
  readonly component?: string;
  readonly pk: 'uuid' | 'integer';
  /** The field that names one object in a path; `pk` where not given. */
  readonly lookup: string;
  /** Fields that clients write. Strict: unknown keys are refused. */
  readonly fields: z.ZodObject;
  /** Stored fields that only the server writes (`last_login`, `password`, …); those in `hidden` never leave it. */
  readonly internal: z.ZodObject;
  readonly hidden: readonly string[];
  /** Read-only fields on the wire that are worked out, not stored. */
  readonly computed: z.ZodObject;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly links: Readonly<Record<string, Link>>;
  /** Groups of fields that are unique together. */
  readonly unique: readonly (readonly string[])[];
  readonly search: readonly string[];
  readonly filters: Readonly<Record<string, readonly FilterKind[]>>;
  /** Default order; `-` in front means descending. */
  readonly ordering: readonly string[];
  /** Kept in memory on every node, and followed live. */
  readonly replicated: boolean;
  /** Stored fields that the copies in memory leave out, e.g. a password's hash. */
  readonly unreplicated: readonly string[];
  /** True for a model that only stands for its typed children (`/policies/all/`): it is read and deleted, not created. */
  readonly abstract: boolean;
}

/** An object as stored: `pk`, `created`, `last_updated` (ISO 8601) and the model's fields under their wire names. */
export type Row = Readonly<Record<string, unknown>> & { readonly pk: string | number };

/** A change that a node reads from the database; `row` is undefined where the object is gone. */
export interface Change {
  readonly table: string;
  readonly pk: string | number;
  readonly row?: Row;
}

/** Meta data that a schema's field carries; `z.string().meta({ ... })`. */
export interface FieldMeta {
  readonly title?: string;
  readonly description?: string;
  readonly widget?: string;
  /** For choices: what each value is called. */
  readonly labels?: Readonly<Record<string, string>>;
  /** For texts that are expressions, or may be: what they are judged for. */
  readonly target?: ExpressionTarget;
  /** True where an expression sees the answer of its type's own check as `result`. */
  readonly result?: boolean;
  /** For numbers: the values that are usual, from and to. Others are taken too. */
  readonly slider?: readonly [number, number];
  /** Write-only: accepted by the API, never returned, never logged. */
  readonly secret?: boolean;
  /** The field holds the key(s) of objects of this model. */
  readonly ref?: string;
  /** What happens to this object when the one it refers to is deleted; `cascade` where not given. */
  readonly on_delete?: 'cascade' | 'set_null' | 'remove' | 'protect';
  readonly [key: string]: unknown;
}

/** What a declaration has to say; the rest has defaults. */
export type ModelSpec = Pick<Model, 'name' | 'table' | 'title' | 'plural' | 'fields'> &
  Partial<Omit<Model, 'name' | 'table' | 'title' | 'plural' | 'fields'>>;

/** Declares a kind of object. */
export function defineModel(spec: ModelSpec): Model {
  return {
    pk: 'uuid',
    lookup: 'pk',
    internal: z.strictObject({}),
    hidden: [],
    computed: z.strictObject({}),
    columns: {},
    links: {},
    unique: [],
    search: [],
    filters: {},
    ordering: ['pk'],
    replicated: false,
    unreplicated: [],
    abstract: false,
    ...spec,
  };
}

/** The meta data of one field, seen through optional, nullable and default wrappers. */
export function metaOf(schema: z.ZodType): FieldMeta {
  const layers: FieldMeta[] = [];
  let inner: z.ZodType | undefined = schema;
  while (inner) {
    layers.push((inner.meta() ?? {}) as FieldMeta);
    inner = (inner.def as { innerType?: z.ZodType }).innerType;
  }
  return Object.assign({}, ...layers.toReversed());
}

/** The references of a model: which fields hold keys of which other model. */
export function referencesOf(
  model: Model,
): readonly { field: string; to: string; many: boolean; meta: FieldMeta }[] {
  return Object.entries({ ...model.fields.shape, ...model.internal.shape }).flatMap(([field, schema]) => {
    const meta = metaOf(schema as z.ZodType);
    const array = arrayElement(schema as z.ZodType);
    const ref = meta.ref ?? (array ? metaOf(array).ref : undefined);
    return ref
      ? [{ field, to: ref, many: array !== undefined, meta: { ...(array ? metaOf(array) : {}), ...meta } }]
      : [];
  });
}

function arrayElement(schema: z.ZodType): z.ZodType | undefined {
  let inner: z.ZodType | undefined = schema;
  while (inner) {
    const def = inner.def as { type: string; innerType?: z.ZodType; element?: z.ZodType };
    if (def.type === 'array') return def.element;
    inner = def.innerType;
  }
  return undefined;
}

/** Models never change, and rows are asked about by the hundred thousand. */
const secretsOf = new WeakMap<Model, readonly string[]>();

/** The fields that may never be returned: declared secret in the schema, or hidden by the model. */
export function secretFields(model: Model): readonly string[] {
  const known = secretsOf.get(model);
  if (known) return known;
  const declared = Object.entries(model.fields.shape).filter(
    ([, schema]) => metaOf(schema as z.ZodType).secret,
  );
  const fields = [...declared.map(([field]) => field), ...model.hidden];
  secretsOf.set(model, fields);
  return fields;
}

/** The schema of what the API returns: stored fields without the secret and hidden ones, and the computed ones. */
export function replyOf(model: Model): z.ZodObject {
  const out: Record<string, z.ZodType> = { pk: model.pk === 'uuid' ? z.uuid() : z.int() };
  const secret = new Set(secretFields(model));
  for (const [field, schema] of Object.entries({ ...model.fields.shape, ...model.internal.shape }))
    if (!secret.has(field)) out[field] = withoutInput(schema as z.ZodType);
  return z.object({
    ...out,
    ...model.computed.shape,
    created: z.string(),
    last_updated: z.string(),
  });
}

/** What the API returns of a model with these fields, computed ones included; for those who read it at compile time. */
export type ReplyOf<Fields extends z.ZodObject, Computed extends z.ZodObject> = Omit<
  z.output<Fields>,
  keyof z.output<Computed>
> &
  z.output<Computed> & {
    readonly pk: string;
    readonly created: string;
    readonly last_updated: string;
  };

/** A field as it is returned: always there, so defaults and optional inputs fall away. */
function withoutInput(schema: z.ZodType): z.ZodType {
  const def = schema.def as { type: string; innerType?: z.ZodType };
  if (def.type === 'default' && def.innerType) return withoutInput(def.innerType).meta(schema.meta() ?? {});
  return schema;
}
