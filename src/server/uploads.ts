import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../core/problem/problem.ts';

/** Bytes: the largest file that is taken, and room for what stands around it. */
const LARGEST = 1_048_576 + 131_072;

/** Binds routes that take forms with files, in a scope of its own: nothing else is ever sent like this. */
export function takeUploads(server: FastifyInstance, bind: (scope: FastifyInstance) => void): void {
  server.register(async (scope) => {
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: LARGEST },
      (request: FastifyRequest, body: Buffer<ArrayBuffer>) =>
        fieldsOf(request.headers['content-type'] ?? '', body),
    );
    bind(scope);
  });
}

/** The parts of a form by name, files as their text. */
async function fieldsOf(type: string, body: Buffer<ArrayBuffer>): Promise<Readonly<Record<string, string>>> {
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw new Problem('parse_error', { detail: 'The form could not be read.' });
  });
  const fields: Record<string, string> = Object.create(null);
  for (const [name, part] of form) {
    if (name in fields)
      throw new Problem('parse_error', { detail: `The form has two parts with the name "${name}".` });
    fields[name] = typeof part === 'string' ? part : await part.text();
  }
  return { ...fields };
}
