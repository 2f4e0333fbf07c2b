import { type Json, resolve, type Shape, shapeOf } from './shape.ts';

/** One operation of an OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  /** Query parameters by name. */
  readonly parameters: ReadonlyMap<string, Shape>;
  readonly request: Shape | undefined;
  readonly reply: Shape | undefined;
  /** Names of the schemas of body and answer, where they have one. */
  readonly requestName: string | undefined;
  readonly replyName: string | undefined;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** Every operation of the document, in its order. */
export function operationsOf(document: Json): readonly Operation[] {
  return Object.entries(object(document.paths)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = object(item)[method];
      return operation === undefined ? [] : [read(method, path, object(operation), document)];
    }),
  );
}

function read(method: string, path: string, operation: Json, document: Json): Operation {
  const parameters = (operation.parameters as unknown[] | undefined) ?? [];
  const query = parameters
    .map((parameter) => resolve(parameter, document))
    .filter((parameter) => parameter.in === 'query');
  const answers = object(operation.responses);
  const good = Object.keys(answers).find((status) => status.startsWith('2'));
  const request = content(operation.requestBody, document);
  const reply = good === undefined ? undefined : content(answers[good], document);
  return {
    id: String(operation.operationId),
    tag: String((operation.tags as unknown[] | undefined)?.[0] ?? ''),
    method: method.toUpperCase(),
    path,
    parameters: new Map(query.map(({ name, schema }) => [String(name), shapeOf(schema, document)])),
    request: request?.shape,
    reply: reply?.shape,
    requestName: request?.name,
    replyName: reply?.name,
  };
}

/** The schema of a body: JSON where there is JSON, else the fields of an upload. */
function content(body: unknown, document: Json): { shape: Shape; name: string | undefined } | undefined {
  const media = object(resolve(body, document).content);
  const { schema } = object(media['application/json'] ?? media['multipart/form-data']);
  if (schema === undefined) return undefined;
  const { $ref } = object(schema);
  return {
    shape: shapeOf(schema, document),
    name: typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined,
  };
}

/** Two operations are the same where method and path are, however the parameters of the path are called. */
export const keyOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string =>
  `${method} ${path.replace(/\{\w+\}/g, '{}')}`;
