import type { FastifyRequest } from 'fastify';
import { Problem } from '../core/problem/problem.ts';

/** The address under which people reach Postern, for links that leave it. */
export function originOf({ origin }: Pick<FastifyRequest, 'origin'>): string {
  if (origin === null)
    throw new Problem('unavailable', {
      detail: 'Postern does not know its own address. Set POSTERN_PUBLIC_URL to the address that people use.',
    });
  return origin;
}
