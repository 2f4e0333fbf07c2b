/**
 * Node removes types with a parser in WebAssembly whose stack is small: a text that is nested or chained deeply enough
 * overflows it, and from then on it fails for every text until the process ends. So no such text reaches it. What
 * breaks it was measured: nothing below 1,000 levels of functions, objects or classes, or 8,000 of operators.
 */

/** Brackets within brackets. */
const DEEPEST = 100;
/** Words and signs between two of `;`, `,`, `{` and `}`: every level of a chain takes at least one, and an arrow three. */
const LONGEST_CHAIN = 1_000;
/** `else if` takes braces and is a chain nevertheless. */
const MOST_ELSE = 500;

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|[\p{L}\p{N}_$]+|[^\s]/gu;

/** Whether a text, of whatever language, is nested or chained more deeply than anybody writes. */
export function isTooDeep(text: string): boolean {
  let [depth, chain, elses] = [0, 0, 0];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    if (token === 'else') elses++;
    if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
    chain = ';,{}'.includes(token) ? 0 : chain + 1;
    if (depth > DEEPEST || chain > LONGEST_CHAIN || elses > MOST_ELSE) return true;
  }
  return false;
}
