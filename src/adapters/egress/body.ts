import type { Readable } from 'node:stream';

export type BodyResult = { readonly text: string } | { readonly failed: string };

/** Reads a body as UTF-8, but no further than `limit` bytes: the rest is never fetched. */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  limit: number,
): Promise<BodyResult> {
  // Destroying a body makes it emit an error that nobody else would hear, and that would end the process.
  body.on('error', () => {});
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity') {
    body.destroy();
    return { failed: 'The address answered with a compressed body although none was asked for.' };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) {
      body.destroy();
      return { failed: `The address answered with more than ${limit} bytes.` };
    }
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8') };
}
