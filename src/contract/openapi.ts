import { z } from 'zod';
import { JSON_MEDIA, type Route } from './route.ts';

type Json = Record<string, unknown>;

/** What the document says of itself. */
export interface Info {
  readonly version: string;
}

const GenericError = z.object({ detail: z.string(), code: z.string() });
const ValidationError = z
  .object({ non_field_errors: z.array(z.string()).optional(), code: z.string() })
  .catchall(z.unknown())
  .meta({ description: 'Errors by field: `{field: ["…"], code}`.' });

/** The whole API as an OpenAPI 3.1 document. */
export function openapi(routes: readonly Route[], { version }: Info): Json {
  const schemas = new Map<string, unknown>();
  const paths: Record<string, Json> = {};
  schemas.set('GenericError', convert(GenericError, 'output', schemas));
  schemas.set('ValidationError', convert(ValidationError, 'output', schemas));
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Json)[route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Postern', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api/v3' }],
    security: [{ bearer: [] }, { session: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'postern_session',
          description: 'A signed-in browser.',
        },
      },
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}

function operation(route: Route, schemas: Map<string, unknown>): Json {
  const errors = (name: string, description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.access === 'public' ? { security: [] } : {}),
    ...(typeof route.access === 'object'
      ? { description: `Needs the permission \`${route.access.permission}\`.` }
      : {}),
    ...(route.access === 'superuser' ? { description: 'For superusers.' } : {}),
    parameters: [...parameters(route.params, 'path', schemas), ...parameters(route.query, 'query', schemas)],
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: {
              [route.upload ? 'multipart/form-data' : JSON_MEDIA]: {
                schema: convert(route.body, 'input', schemas),
              },
            },
          },
        }
      : {}),
    responses: {
      [route.status]: route.reply
        ? {
            description: 'Done',
            content: { [route.media]: { schema: convert(route.reply, 'output', schemas) } },
          }
        : { description: 'Done; there is no content' },
      400: errors('ValidationError', 'The request is not valid'),
      403: errors('GenericError', 'Not signed in, or not permitted'),
      ...(route.path.includes('{') ? { 404: errors('GenericError', 'There is no such object') } : {}),
    },
  };
}

function parameters(shape: z.ZodObject, place: 'path' | 'query', schemas: Map<string, unknown>): Json[] {
  return Object.entries(shape.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
    schema: convert(schema as z.ZodType, 'output', schemas),
  }));
}

/** A schema as JSON schema; named ones go to the components, and references lead there. */
function convert(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, unknown>): unknown {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & {
    $defs?: Json;
  };
  for (const [name, definition] of Object.entries($defs as Json))
    if (!schemas.has(name)) schemas.set(name, moved(definition));
  const id = (schema.meta() as { id?: string } | undefined)?.id;
  if (id === undefined) return moved(own);
  if (!schemas.has(id)) schemas.set(id, moved(own));
  return { $ref: `#/components/schemas/${id}` };
}

function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key]) =>
          !(key === 'labels' && 'enum' in value) &&
          (!['id', 'secret', 'widget', 'ref', 'on_delete', 'words'].includes(key) ||
            typeof (value as Json)[key] === 'object'),
      )
      .map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string'
          ? part.replace('#/$defs/', '#/components/schemas/')
          : moved(part),
      ]),
  );
}
