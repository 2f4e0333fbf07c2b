import { z } from 'zod';
import { type FilterKind, type Model, metaOf, replyOf, secretFields } from '../core/model/model.ts';
import type { Test, Where } from '../core/model/objects.ts';
import {
  type Access,
  listQuery,
  paginated,
  queryBoolean,
  queryList,
  type Route,
  route,
  UsedBy,
} from './route.ts';

export type Operation = 'list' | 'create' | 'retrieve' | 'update' | 'partial_update' | 'destroy' | 'used_by';

/** The routes of one model: read, write and delete in the shapes of the wire. */
export interface Resource {
  readonly model: Model;
  /** Name of the object's schema on the wire, e.g. `Group`. */
  readonly schema: string;
  readonly tag: string;
  readonly routes: Readonly<Partial<Record<Operation, Route>>>;
  /** The name of the path parameter that names one object. */
  readonly param: string;
  /** The field by which the parameter finds the object. */
  readonly lookup: string;
  /** Shows and changes only what belongs to whoever asks. */
  readonly own: boolean;
  /** Reads the filters of a list's query into conditions on fields. */
  where(query: Readonly<Record<string, unknown>>): Where;
}

export interface ResourceSpec {
  readonly model: Model;
  readonly schema: string;
  readonly path: string;
  /** Prefix of the operations' names, e.g. `core_groups`. */
  readonly id: string;
  readonly tag: string;
  readonly param: string;
  readonly lookup?: string;
  readonly own?: boolean;
  readonly operations?: readonly Operation[];
  /** Who may list and read, where it is not the model's `view` permission. */
  readonly read?: Access;
  /** Filters beside those of the model: parameter, schema, condition. */
  readonly filters?: Readonly<Record<string, { schema: z.ZodType; where?: (value: never) => Where }>>;
  /** Fields of the reply beside those of the model. */
  readonly reply?: z.ZodObject;
}

const every: readonly Operation[] = [
  'list',
  'create',
  'retrieve',
  'update',
  'partial_update',
  'destroy',
  'used_by',
];

/** `authentik_core.view_group` */
export const permission = (model: Model, action: 'view' | 'add' | 'change' | 'delete'): string => {
  const [label, name] = model.name.split('.');
  return `${label}.${action}_${name}`;
};

/** A PATCH may leave everything out, and what is left out stays: no defaults. */
const patchOf = (fields: z.ZodObject): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields.shape).map(([name, schema]) => [
        name,
        withoutDefault(schema as z.ZodType).optional(),
      ]),
    ),
  );

function withoutDefault(schema: z.ZodType): z.ZodType {
  const def = schema.def as { type: string; innerType?: z.ZodType };
  return def.type === 'default' && def.innerType
    ? withoutDefault(def.innerType).meta(schema.meta() ?? {})
    : schema;
}

/** A PUT needs every required field; optional ones that it leaves out stay as they are. */
const putOf = (fields: z.ZodObject): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields.shape).map(([name, field]) => {
        const schema = field as z.ZodType;
        const bare = withoutDefault(schema);
        return [name, bare === schema && metaOf(schema).secret !== true ? schema : bare.optional()];
      }),
    ),
  );

export function resource(spec: ResourceSpec): Resource {
  const { model, schema, path, id, tag, param } = spec;
  const own = `${path}{${param}}/`;
  const lookup = spec.lookup ?? model.lookup;
  const params = { [param]: parameter(model, lookup) };
  const reply = replyOf(model)
    .extend(spec.reply?.shape ?? {})
    .meta({ id: schema });
  const filters = { ...filtersOf(model), ...spec.filters };
  const read: Access = spec.read ?? { permission: permission(model, 'view') };
  // What is one's own needs no permission; that nothing else is reached is the lookup's business.
  const write = (action: 'change' | 'delete'): Access =>
    spec.own ? 'authenticated' : { permission: permission(model, action) };
  const body = (shape: z.ZodType, name: string) => shape.meta({ id: name });
  const all: Record<Operation, () => Route> = {
    list: () =>
      route({
        id: `${id}_list`,
        method: 'GET',
        path,
        tag,
        access: read,
        summary: `List ${model.plural.toLowerCase()}`,
        query: z.object({
          ...Object.fromEntries(
            Object.entries(filters).map(([name, { schema: value }]) => [name, value.optional()]),
          ),
          ...listQuery,
        }),
        reply: paginated(reply).meta({ id: `Paginated${schema}List` }),
      }),
    create: () =>
      route({
        id: `${id}_create`,
        method: 'POST',
        path,
        tag,
        access: { permission: permission(model, 'add') },
        summary: `Create a ${model.title.toLowerCase()}`,
        body: body(model.fields, `${schema}Request`),
        reply,
        status: 201,
      }),
    retrieve: () =>
      route({
        id: `${id}_retrieve`,
        method: 'GET',
        path: own,
        tag,
        access: read,
        params,
        // What a list shows of other objects, one object shows too.
        query: z.object(
          Object.fromEntries(
            Object.entries(filters)
              .filter(([name]) => name.startsWith('include_'))
              .map(([name, { schema: value }]) => [name, value.optional()]),
          ),
        ),
        summary: `Read a ${model.title.toLowerCase()}`,
        reply,
      }),
    update: () =>
      route({
        id: `${id}_update`,
        method: 'PUT',
        path: own,
        tag,
        access: write('change'),
        params,
        summary: `Replace a ${model.title.toLowerCase()}`,
        body: body(putOf(model.fields), `Replaced${schema}Request`),
        reply,
      }),
    partial_update: () =>
      route({
        id: `${id}_partial_update`,
        method: 'PATCH',
        path: own,
        tag,
        params,
        access: write('change'),
        summary: `Change fields of a ${model.title.toLowerCase()}`,
        body: body(patchOf(model.fields), `Patched${schema}Request`),
        reply,
      }),
    destroy: () =>
      route({
        id: `${id}_destroy`,
        method: 'DELETE',
        path: own,
        tag,
        access: write('delete'),
        params,
        summary: `Delete a ${model.title.toLowerCase()}`,
      }),
    used_by: () =>
      route({
        id: `${id}_used_by_list`,
        method: 'GET',
        path: `${own}used_by/`,
        tag,
        access: read,
        params,
        summary: `List what uses a ${model.title.toLowerCase()}, and what a deletion would do to it`,
        reply: z.array(UsedBy),
      }),
  };
  const operations =
    spec.operations ?? (model.abstract ? (['list', 'retrieve', 'destroy', 'used_by'] as const) : every);
  return {
    model,
    schema,
    tag,
    param,
    lookup,
    own: spec.own ?? false,
    routes: Object.fromEntries(operations.map((name) => [name, all[name]()])),
    where: (query) =>
      Object.entries(query).reduce<Where>(
        (where, [name, value]) =>
          value === undefined ? where : joined(where, filters[name]?.where?.(value as never) ?? {}),
        {},
      ),
  };
}

/** Both conditions. Only the two ends of a range say something of the same field together; else the later counts. */
function joined(one: Where, other: Where): Where {
  const both: Record<string, Test> = { ...one };
  for (const [field, test] of Object.entries(other)) {
    const before = one[field];
    const isRange = isEnd(before) && isEnd(test);
    both[field] = isRange ? ({ ...before, ...test } as Test) : test;
  }
  return both;
}

const isEnd = (test: Test | undefined): test is Test & object =>
  typeof test === 'object' && test !== null && ('gte' in test || 'lte' in test);

function parameter(model: Model, lookup: string): z.ZodType {
  if (lookup !== 'pk') return model.columns[lookup] === 'uuid' ? z.uuid() : z.string().min(1).max(255);
  return model.pk === 'uuid' ? z.uuid() : z.coerce.number().int().min(0).max(2147483647);
}

interface Filter {
  readonly schema: z.ZodType;
  readonly where?: (value: never) => Where;
}

/** The query parameters of a model's filters, under the names that clients know. */
function filtersOf(model: Model): Record<string, Filter> {
  const out: Record<string, Filter> = {};
  const secret = new Set(secretFields(model));
  for (const [field, kinds] of Object.entries(model.filters).filter(([name]) => !secret.has(name)))
    for (const kind of kinds) Object.assign(out, filter(model, field, kind));
  return out;
}

function filter(model: Model, field: string, kind: FilterKind): Record<string, Filter> {
  const on = (test: (value: never) => Test) => (value: never) => ({ [field]: test(value) });
  switch (kind) {
    case 'exact':
      return { [field]: { schema: exact(model, field), where: on((value: string) => value) } };
    case 'boolean':
      return { [field]: { schema: queryBoolean(), where: on((value: boolean) => value) } };
    case 'in':
      return {
        [field in model.filters && model.filters[field]?.includes('exact') ? `${field}_in` : field]: {
          schema: queryList(),
          where: on((value: string[]) => ({ in: value })),
        },
      };
    case 'isnull':
      return {
        [`${field}__isnull`]: { schema: queryBoolean(), where: on((value: boolean) => ({ isnull: value })) },
      };
    case 'icontains':
      return {
        [`${field}__icontains`]: {
          schema: z.string().max(200),
          where: on((value: string) => ({ icontains: value })),
        },
      };
    case 'startswith':
      return {
        [`${field}_startswith`]: {
          schema: z.string().max(200),
          where: on((value: string) => ({ startswith: value })),
        },
      };
    case 'gte':
      return {
        [`${field}__gt`]: {
          schema: moment(),
          where: on((value: string) => ({ gte: value })),
        },
      };
    case 'lte':
      return {
        [`${field}__lt`]: {
          schema: moment(),
          where: on((value: string) => ({ lte: value })),
        },
      };
  }
}

/** ISO 8601; the year 0 is none (ISO 8601 counts it, PostgreSQL does not). */
const moment = () =>
  z.iso.datetime({ offset: true }).refine((text) => !text.startsWith('0000'), 'There is no year 0.');

function exact(model: Model, field: string): z.ZodType {
  switch (model.columns[field]) {
    case 'integer':
    case 'bigint':
      return z.coerce.number().int().min(-2147483648).max(2147483647);
    case 'uuid':
      return z.uuid();
    case 'boolean':
      return queryBoolean();
    case 'timestamptz':
      return moment();
    default:
      return exactInDocument(model, field);
  }
}

/** Fields that every row has are times; in the document numbers are numbers, and all else is compared as text. */
function exactInDocument(model: Model, field: string): z.ZodType {
  if (field === 'created' || field === 'last_updated') return moment();
  let inner = (model.fields.shape[field] ?? model.internal.shape[field]) as z.ZodType | undefined;
  while (inner?.def && 'innerType' in inner.def) inner = inner.def.innerType as z.ZodType;
  return inner?.def.type === 'number'
    ? z.coerce.number().min(-2147483648).max(2147483647)
    : z.string().max(1024);
}
