import type { Program } from './programs.ts';

/** Parts of the request that are about the person, the target and the moment. */
const KNOWN: ReadonlySet<string> = new Set(['user', 'obj', 'time']);

/** Words by which another policy is asked about the whole request, and the object by which any word can be had. */
const WHOLE = ['ak_call_policy', 'callPolicy', 'globalThis'];

/** Whether what a script says may follow from more than the person: from the HTTP request or from the context. */
export const isBeyondPerson = ({ body, reads }: Pick<Program, 'body' | 'reads'>): boolean => {
  const request = reads.keys.get('request');
  return (
    reads.whole ||
    WHOLE.some((name) => body.used.has(name)) ||
    (request !== undefined && (request.whole || [...request.keys.keys()].some((key) => !KNOWN.has(key))))
  );
};
