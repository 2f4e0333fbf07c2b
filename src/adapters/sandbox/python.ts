import { compilePythonClosures } from '../../core/expression/python/closures.ts';
import { pythonPaths } from '../../core/expression/python/paths.ts';
import { KNOWN_NAMES } from '../../core/expression/python/runtime/library.ts';
import { partsOf } from '../../core/expression/python/scopes.ts';
import type { Statement } from '../../core/expression/python/syntax.ts';
import { type Translation, translatePython } from '../../core/expression/python/translate.ts';
import { RULES } from '../../core/expression/rules.ts';
import type { CheckOptions, Diagnostic, ExpressionTarget } from '../../core/expression/sandbox.ts';
import { extraNames, HOST_WORDS } from '../../core/expression/vocabulary.ts';
import type { Program } from './programs.ts';

/** Understands a text in Python, or says where it is wrong or more than expressions have. */
export function readPython(source: string): Program | Diagnostic {
  const translation = translatePython(source);
  if ('message' in translation) return translation;
  try {
    return programOf(source, translation);
  } catch {
    return { line: 1, column: 1, message: 'The expression is nested too deeply.', code: 'depth' };
  }
}

function programOf(source: string, translation: Translation): Program {
  const { body, javascript, places, free } = translation;
  // Whoever knows the module of dates knows what time it is, by the same way as `Date` does.
  const used = new Set([...free.keys(), ...(importsDates(body) ? ['Date'] : [])]);
  const reads = pythonPaths(body, RULES);
  return {
    javascript,
    body: { used, declared: new Set(), awaits: false },
    reads,
    usesAddress: free.has('ak_client_ip'),
    asksHost: free.has('requests') || [...free.keys()].some((name) => HOST_WORDS.has(name)),
    closures: compilePythonClosures(source, body, reads),
    places,
  };
}

const importsDates = (body: readonly Statement[]): boolean =>
  body.some(
    (node) =>
      (node.kind === 'import' && node.imports.some(({ module }) => module === 'datetime')) ||
      partsOf(node).blocks.some(importsDates),
  );

const VALUES: readonly string[] = ['request', 'context', 'http_request', 'ak_client_ip', 'ak_is_sso_flow'];
/** What a text in Python may name without having assigned it. */
export const PYTHON_NAMES: readonly string[] = [...VALUES, ...KNOWN_NAMES];
const KNOWN: ReadonlySet<string> = new Set(PYTHON_NAMES);

/** The check on save: an empty list means that the text may be stored. */
export function checkPython(
  source: string,
  target: ExpressionTarget,
  { result }: CheckOptions = {},
): readonly Diagnostic[] {
  const translation = translatePython(source);
  if ('message' in translation) return [translation];
  const known = new Set([...KNOWN, ...extraNames(target), ...(result ? ['result'] : [])]);
  return unknownIn(translation, known);
}

const unknownIn = ({ free }: Translation, known: ReadonlySet<string>): Diagnostic[] =>
  [...free]
    .filter(([name]) => !known.has(name))
    .map(([name, { line, column }]) => ({
      line,
      column,
      message: `The name \`${name}\` is not known here: neither Python nor expressions have it, and the text does not assign it.`,
      code: 'name',
    }));
