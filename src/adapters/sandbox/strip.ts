import { stripTypeScriptTypes } from 'node:module';

let quiet = false;

/**
 * Removes the types from a text, leaving every other character where it was. Throws an Error for what is no
 * TypeScript, or is more than types (`enum`, `namespace`).
 */
export function strip(text: string): string {
  if (quiet) return stripTypeScriptTypes(text);
  // Node warns once that this function may change. The version of Node is pinned, so nobody has to hear that.
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = warn;
    quiet = true;
  }
}

const BEFORE = 'async function body(){\n';
const AFTER = '\n}';

/** The same for the body of a function. */
export function stripBody(text: string): string {
  const stripped = strip(`${BEFORE}${text}${AFTER}`);
  return stripped.slice(BEFORE.length, stripped.length - AFTER.length);
}
