import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { JSON_MEDIA, type Route } from '../contract/route.ts';
import type { Actor } from '../core/directory/ports.ts';
import { type FieldErrors, invalid, Problem } from '../core/problem/problem.ts';
import { SPOKEN, type Spoken } from '../core/words/language.ts';
import { takeUploads } from './uploads.ts';
import { type Visit, visitOf } from './words/visit.ts';

/** What a handler is given: everything checked by the route's schemas. */
export interface Call {
  readonly params: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The answer's body; undefined for an empty answer. */
export type Handler = (call: Call) => Promise<unknown> | unknown;

/** Whether somebody may call a route at all. */
export type Admit = (route: Route, actor: Actor, params: unknown) => void;

export const API = '/api/v3';

/** Puts the contract's routes on the server. A route without a handler, or a handler without a route, is a bug. */
export function bindRoutes(
  server: FastifyInstance,
  routes: readonly Route[],
  handlers: Readonly<Record<string, Handler>>,
  admit: Admit,
): void {
  const missing = routes.filter(({ id }) => handlers[id] === undefined).map(({ id }) => id);
  const strays = Object.keys(handlers).filter((id) => !routes.some((route) => route.id === id));
  if (missing.length + strays.length > 0)
    throw new Error(
      `routes without handler: ${missing.join(', ')}; handlers without route: ${strays.join(', ')}`,
    );
  for (const route of routes) {
    const handle = handlers[route.id];
    if (!handle) continue;
    const visit = route.reply && visitOf(route.reply);
    const bind = (scope: FastifyInstance, bodyLimit?: number) =>
      scope.route({
        ...(bodyLimit === undefined ? {} : { bodyLimit }),
        method: route.method,
        url: `${API}${route.path.replace(/\{(\w+)\}/g, ':$1')}`,
        config: { changes: route.changes },
        async handler(request, reply) {
          admit(route, request.actor, request.params);
          const body = await handle({
            params: parse(route.params, request.params, 'path') as Call['params'],
            query: parse(route.query, request.query, 'query') as Call['query'],
            body: route.body
              ? (parse(route.body, jsonBody(route.body, request), 'body') as Call['body'])
              : {},
            actor: request.actor,
            request,
            reply,
          });
          return send(route, request, reply, body, visit);
        },
      });
    if (route.upload) takeUploads(server, route.upload, bind);
    else bind(server);
  }
}

function jsonBody(schema: z.ZodType, request: FastifyRequest): unknown {
  const { body } = request;
  // Where every field may be left out, so may the body.
  if (body === undefined && schema.safeParse(undefined).success) return undefined;
  if (body === undefined || body === null)
    throw new Problem('parse_error', { detail: 'Send the fields as a JSON object.' });
  return body;
}

function parse(schema: z.ZodType, value: unknown, place: 'path' | 'query' | 'body'): unknown {
  if (isTooDeep(value))
    throw invalid({ non_field_errors: [`Objects and lists stand in each other at most ${DEEPEST} deep.`] });
  const broken = unstorable(value, []);
  if (broken) {
    if (place === 'path') throw new Problem('not_found');
    throw invalid({
      [broken.join('.') || 'non_field_errors']: ['There is a character in it that cannot be stored.'],
    });
  }
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  // A path parameter of the wrong form names no object.
  if (place === 'path') throw new Problem('not_found');
  throw invalid(fieldErrors(result.error.issues));
}

/** Objects and lists in each other: more than anybody means, and far less than what ends in a full stack. */
const DEEPEST = 100;

/** Whether something stands in more levels than the rest of the code, which calls itself for each, can take. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null
        ? Object.values(one).filter((part) => typeof part === 'object' && part !== null)
        : [],
    );
  }
  return false;
}

/** The place of a text with a NUL or half of a surrogate pair, which no database keeps; undefined where all is well. */
export function unstorable(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(part, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly input?: unknown;
}

/** Errors by field; unknown fields are named one by one, nested ones by their path. */
export function fieldErrors(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string[]> = Object.create(null); // a field may be called `constructor`
  const add = (field: string, message: string) => {
    errors[field] = [...(errors[field] ?? []), message];
  };
  for (const issue of issues) {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys ?? []) add([...path, key].join('.'), 'There is no such field.');
    else add(path.join('.') || 'non_field_errors', wording(issue));
  }
  return errors;
}

const wording = (issue: Issue): string =>
  issue.code === 'invalid_type' && /received undefined$/.test(issue.message)
    ? 'This field is required.'
    : issue.message;

function send(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  visit: Visit | undefined,
): unknown {
  if (reply.sent) return reply;
  if (route.reply === undefined) return reply.code(204).send();
  reply.code(route.status).type(`${route.media}; charset=utf-8`);
  const { language, say } = request;
  const isOther = visit !== undefined && language !== 'en';
  const said = isOther ? visit(body, say) : body;
  const text = route.media === JSON_MEDIA ? JSON.stringify(said ?? null) : String(said);
  if (visit) reply.header('Vary', 'Accept-Language').header('Content-Language', language);
  if (route.etag && route.method === 'GET' && route.path.includes('{')) {
    // What is validated is the object; the language only tells its representations apart.
    const etag = isOther ? inLanguage(etagOf(JSON.stringify(body ?? null)), language) : etagOf(text);
    reply.header('ETag', etag).header('Cache-Control', 'private, no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  }
  return reply.send(text);
}

/** A strong validator of an answer's bytes. */
export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

const inLanguage = (etag: string, language: Spoken): string => `${etag.slice(0, -1)}.${language}"`;

/** With `If-Match`, the object must still be the one that the client read (RFC 9110, 13.1.1). */
export function requireMatch(request: FastifyRequest, current: unknown): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || wanted === '*') return;
  const etag = etagOf(JSON.stringify(current));
  const known = new Set([etag, ...SPOKEN.map((language) => inLanguage(etag, language))]);
  if (!wanted.split(',').some((tag) => known.has(tag.trim()))) throw new Problem('precondition_failed');
}
