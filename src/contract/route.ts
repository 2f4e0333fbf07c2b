import { z } from 'zod';
import { said } from '../core/words/said.ts';

/**
 * Who may call a route at all. Permissions on single objects are judged by the use case; the word here says which
 * permission it is, so that a test can call every route with too little.
 */
export type Access =
  /** Anybody, signed in or not. */
  | 'public'
  /** Whoever is signed in; the use case narrows the answer to what is theirs. */
  | 'authenticated'
  | 'superuser'
  /**
   * Holders of the permission `app_label.codename`, globally or on the object in the path; `on` names the object's model
   * where the route is none of a resource's own.
   */
  | { readonly permission: string; readonly on?: string };

/** One operation of the API, as data: validation, OpenAPI, typed client and permission test are read from it. */
export interface Route {
  /** The operation's name on the wire, e.g. `core_groups_list`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v3`, with parameters in braces and a slash at the end. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Undefined where the route takes no body. */
  readonly body: z.ZodType | undefined;
  /** Undefined where the answer is empty (204). */
  readonly reply: z.ZodType | undefined;
  readonly status: 200 | 201 | 204;
  /** The media type of the answer; with another than JSON it is a text, sent as it is. */
  readonly media: string;
  /**
   * Where a form with a file is taken too (`multipart/form-data`), how its files arrive: as text, or as base64. Each
   * part is a field of the body.
   */
  readonly upload: 'text' | 'bytes' | undefined;
  /** False where the answer is no object that a client could keep: it is never stored and has no ETag. */
  readonly etag: boolean;
  /** True for a GET that changes something, as its clients expect it: only pages of this site may send it. */
  readonly changes: boolean;
}

export const JSON_MEDIA = 'application/json';

type RouteSpec = Pick<Route, 'id' | 'method' | 'path' | 'tag' | 'summary' | 'access'> &
  Partial<Pick<Route, 'query' | 'body' | 'reply' | 'status' | 'etag' | 'media' | 'upload' | 'changes'>> & {
    /** Schemas of path parameters that are not plain texts. */
    readonly params?: Readonly<Record<string, z.ZodType>>;
  };

/** Declares a route. Path parameters are texts unless `params` says otherwise. */
export function route(spec: RouteSpec): Route {
  const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return {
    ...spec,
    params: z.strictObject(
      Object.fromEntries(names.map((name) => [name, spec.params?.[name] ?? z.string().min(1)])),
    ),
    query: spec.query ?? z.object({}),
    body: spec.body,
    reply: spec.reply,
    status: spec.status ?? (spec.reply === undefined ? 204 : 200),
    etag: spec.etag ?? true,
    media: spec.media ?? JSON_MEDIA,
    upload: spec.upload,
    changes: spec.changes ?? false,
  };
}

/** The envelope of every list. */
export const paginated = (item: z.ZodType) =>
  z.object({
    pagination: z.object({
      next: z.number(),
      previous: z.number(),
      count: z.number(),
      current: z.number(),
      total_pages: z.number(),
      start_index: z.number(),
      end_index: z.number(),
    }),
    results: z.array(item),
    autocomplete: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Words for a query language. Postern has none, so it is empty.' }),
  });

/** Lists never return more than this many objects at once. */
export const LARGEST_PAGE = 100;
export const USUAL_PAGE = 20;

/** What every list takes. */
export const listQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce
    .number()
    .int()
    .min(1)
    .default(USUAL_PAGE)
    .transform((size) => Math.min(size, LARGEST_PAGE)),
  ordering: z.string().max(200).optional(),
  search: z.string().max(200).optional(),
};

/** A yes or no in a query string. */
export const queryBoolean = () =>
  z
    .enum(['true', 'false', 'True', 'False', '1', '0'])
    .transform((text) => text === '1' || text.toLowerCase() === 'true');

/** A parameter that may be repeated, or given once with commas. */
export const queryList = (item: z.ZodType = z.string()) =>
  z.preprocess(
    (value) =>
      (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')).filter(Boolean),
    z.array(item).max(1_000),
  );

export const UsedBy = z
  .object({
    app: z.string(),
    model_name: z.string(),
    pk: z.string(),
    name: z.string(),
    verbose_name: said().optional().meta({ description: 'The model, as people call it.' }),
    action: z.enum(['cascade', 'cascade_many', 'set_null', 'set_default', 'left_dangling']),
    consequence: said()
      .optional()
      .meta({ description: 'What would happen to whom if the object were deleted, in a sentence.' }),
  })
  .meta({ id: 'UsedBy' });

/** An address to go to or to hand on. */
export const Link = z.object({ link: z.string() }).meta({ id: 'Link' });

/** A line that was written on the way. */
export const LogEvent = z
  .object({
    timestamp: z.string(),
    log_level: z.string(),
    logger: z.string(),
    event: said(),
    attributes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LogEvent' });
