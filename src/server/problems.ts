import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FieldErrors, PROBLEMS, Problem, type ProblemCode } from '../core/problem/problem.ts';
import type { Say } from '../core/words/language.ts';

/** Fastify's own refusals, under the names of the catalogue. */
const codes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'parse_error',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'parse_error',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'parse_error',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
};

/** The problem that an error stands for; anything unknown is a bug and tells the stranger nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const known = code === undefined ? undefined : codes[code];
  if (known) return new Problem(known, { cause: error });
  if (error instanceof SyntaxError && statusCode === 400) return new Problem('parse_error', { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('invalid', { detail: message ?? PROBLEMS.invalid.detail, cause: error });
  return new Problem('error', { cause: error });
}

/** Writes the answer in the API's error shape: 400 by field, everything else `{detail, code}`. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.status >= 500)
    request.log.error(
      { err: problem.cause ?? error, request_id: request.id, path: request.routeOptions.url },
      'a request failed',
    );
  const statusCode = (error as { statusCode?: number }).statusCode;
  const status =
    error instanceof Problem || statusCode === undefined || problem.status >= 500
      ? problem.status
      : statusCode;
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(
      problem.fields
        ? { ...saidIn(problem.fields, request.say), code: problem.code }
        : {
            detail: request.say(problem.message),
            code: problem.code,
            ...(status >= 500 ? { request_id: request.id } : {}),
          },
    );
}

/** The sentences of errors, however deep the fields lie. */
const saidIn = (fields: FieldErrors, say: Say): FieldErrors => said(fields, say) as FieldErrors;

function said(value: unknown, say: Say): unknown {
  if (typeof value === 'string') return say(value);
  if (Array.isArray(value)) return value.map((one) => said(one, say));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, said(part, say)]));
}
