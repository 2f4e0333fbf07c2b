import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../core/problem/problem.ts';

/** Bytes: the largest file that is taken, and room for what stands around it. */
const LARGEST = 1_048_576 + 131_072;

/** Binds routes that take forms with files, in a scope of its own: nothing else is ever sent like this. */
export function takeUploads(
  server: FastifyInstance,
  as: 'text' | 'bytes',
  bind: (scope: FastifyInstance, bodyLimit: number) => void,
): void {
  server.register(async (scope) => {
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: LARGEST },
      (request: FastifyRequest, body: Buffer<ArrayBuffer>) =>
        fieldsOf(request.headers['content-type'] ?? '', body, as),
    );
    // The same in JSON: base64 is a third longer.
    bind(scope, Math.ceil((LARGEST * 4) / 3));
  });
}

/** The parts of a form by name, files as their text or as base64. */
async function fieldsOf(
  type: string,
  body: Buffer<ArrayBuffer>,
  as: 'text' | 'bytes',
): Promise<Readonly<Record<string, string>>> {
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw new Problem('parse_error', { detail: 'The form could not be read.' });
  });
  const fields: Record<string, string> = Object.create(null);
  for (const [name, part] of form) {
    if (name in fields)
      throw new Problem('parse_error', { detail: `The form has two parts with the name "${name}".` });
    if (typeof part === 'string') fields[name] = part;
    else if (as === 'text') fields[name] = await part.text();
    else fields[name] = Buffer.from(await part.arrayBuffer()).toString('base64');
  }
  return { ...fields };
}
