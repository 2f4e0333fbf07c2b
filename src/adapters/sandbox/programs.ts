import { type ClosureProgram, compileClosures } from '../../core/expression/closures/compile.ts';
import { memberPaths } from '../../core/expression/member-paths.ts';
import { type ParsedBody, parseBody } from '../../core/expression/parse.ts';
import type { Place } from '../../core/expression/python/refusal.ts';
import type { Reads } from '../../core/expression/reads.ts';
import { isKnownName, needsAddress, RULES } from '../../core/expression/rules.ts';
import type { Diagnostic } from '../../core/expression/sandbox.ts';
import { HOST_WORDS } from '../../core/expression/vocabulary.ts';
import { isTooDeep } from './nesting.ts';
import { stripBody } from './strip.ts';

/** An expression whose text was understood, before it is known which values it will be given. */
export interface Program {
  readonly javascript: string;
  readonly body: Pick<ParsedBody, 'used' | 'declared' | 'awaits'>;
  readonly reads: Reads;
  readonly usesAddress: boolean;
  readonly asksHost: boolean;
  /** The same in process, for texts that keep to the total part of the language. */
  readonly closures: ClosureProgram | undefined;
  /** For translated texts, whose script is whole already: where each of its lines comes from. */
  readonly places?: readonly (Place | undefined)[];
}

/** Understands the text that an author wrote (TypeScript, the body of a function), or says where it is wrong. */
export function readProgram(source: string): Program | Diagnostic {
  const javascript = withoutTypes(source);
  if (typeof javascript !== 'string') return javascript;
  const body = parseBody(javascript);
  if ('message' in body) return body;
  const { used, declared, awaits } = body;
  try {
    return {
      javascript,
      body: { used, declared, awaits },
      reads: memberPaths(body, RULES),
      usesAddress: [...used].some(needsAddress),
      asksHost: [...used].some((name) => HOST_WORDS.has(name)),
      closures: compileClosures(body),
    };
  } catch {
    return DEEP;
  }
}

/** The names in a text that nothing stands for: neither a word, nor of the language, nor its own. */
export const unknownNames = ({ body }: Program): string[] =>
  [...body.used].filter((name) => !body.declared.has(name) && !isKnownName(name));

/** The words with values by their place among the parameters of a script, wire name and twin. */
const PLACES: readonly (readonly string[])[] = [
  ['request'],
  ['context'],
  ['http_request', 'httpRequest'],
  ['ak_client_ip', 'clientIp'],
  ['ak_is_sso_flow', 'isSsoFlow'],
];

/**
 * The script that the sandbox compiles: a function of the values, around a function whose lines are the author's,
 * one further down. A name that is given no value is left out, so that using it is a ReferenceError.
 */
export function scriptOf(
  { javascript, body }: Program,
  extra: readonly string[],
  hasAddress: boolean,
): string {
  const { used } = body;
  // It may hide a word that has a value, but no function and nothing of the language.
  const further = extra.filter(
    (name) => used.has(name) && (!isKnownName(name) || PLACES.flat().includes(name)),
  );
  let free = '$';
  while ([...used].some((name) => name.startsWith(free))) free += '$';
  const constants: string[] = further.length === 0 ? [] : [`{ ${further.join(', ')} } = ${free}extra`];
  const parameters = PLACES.map((names, place) => {
    const wanted = names.filter((name) => used.has(name) && !further.includes(name));
    const [first, ...twins] = wanted.some(needsAddress) && !hasAddress ? [] : wanted;
    constants.push(...twins.map((twin) => `${twin} = ${first}`));
    return first ?? `${free}${place}`;
  });
  const head = constants.length === 0 ? '' : `const ${constants.join(', ')}; `;
  const async = body.awaits ? 'async ' : '';
  return `(function (${parameters.join(', ')}, ${free}extra) { 'use strict'; ${head}return (${async}function () {\n${javascript}\n})(); })`;
}

const DEEP: Diagnostic = {
  line: 1,
  column: 1,
  message: 'The expression is nested too deeply.',
  code: 'depth',
};

function withoutTypes(source: string): string | Diagnostic {
  if (isTooDeep(source)) return DEEP;
  try {
    return stripBody(source);
  } catch (error) {
    // The parser of types says no place; the parser of JavaScript does, and usually stumbles over the same.
    const plain = parseBody(source);
    const place = 'message' in plain ? plain : { line: 1, column: 1 };
    const message = error instanceof Error ? error.message : String(error);
    return { line: place.line, column: place.column, message, code: 'syntax' };
  }
}
