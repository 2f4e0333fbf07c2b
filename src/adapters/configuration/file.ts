import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

/** One key of a configuration file, with the line that it stands on. */
export interface FileKey {
  readonly key: string;
  readonly line: number;
  readonly value: unknown;
}

/** The keys of a YAML or JSON file (JSON is YAML), or why it cannot be used. */
export function readConfigurationFile(
  path: string,
  readFile: (path: string) => string,
): { readonly keys: readonly FileKey[] } | { readonly reason: string } {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return { reason: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0] ?? document.warnings[0];
  if (error) return { reason: `Line ${lines.linePos(error.pos[0]).line} is no YAML: ${error.message}` };
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return { keys: [] };
  if (!isMap(contents)) return { reason: 'The file has to hold keys and values, such as "listen: :9000".' };
  return {
    keys: contents.items.map(({ key, value }) => {
      const range = isScalar(key) ? key.range : null;
      return {
        key: isScalar(key) ? String(key.value) : String(key),
        line: lines.linePos(range?.[0] ?? 0).line,
        value: isScalar(value) || value === null ? (value?.value ?? null) : plain(value, document),
      };
    }),
  };
}

function plain(value: unknown, document: ReturnType<typeof parseDocument>): unknown {
  const node = value as { toJS?: (document: unknown) => unknown };
  return node.toJS ? node.toJS(document) : value;
}
