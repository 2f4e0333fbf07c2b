import { readDocument } from '../../core/blueprint/document.ts';
import type { Json } from '../../core/blueprint/evaluate.ts';
import { BlueprintError } from '../../core/blueprint/fault.ts';
import type { BlueprintFile, BlueprintFiles } from '../../core/blueprint/ports.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import type { NamedText } from './blueprints.ts';

/** What a blueprint says of itself, for lists. */
export interface BlueprintSummary {
  readonly path: string;
  /** From its metadata; the path where it has none or cannot be read. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
  /** False where the file says that it is only to be listed, e.g. an example. */
  readonly isInstantiated: boolean;
}

/** Labels that mark a file as listed only, when they say `false`. */
const INSTANTIATE = ['postern/instantiate', 'blueprints.goauthentik.io/instantiate'];

/** Where blueprints are found: in files, and in the texts of instances. */
export function createBlueprintLibrary(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly files: BlueprintFiles;
}) {
  const model = deps.catalogue.model('authentik_blueprints.blueprintinstance');

  async function available(): Promise<readonly BlueprintSummary[]> {
    return (await deps.files.list()).map(({ path, text }) => summary(path, text));
  }

  return {
    /** The files as they are, unread: reading one costs tens of milliseconds, and a start has no time for that. */
    files: () => deps.files.list(),
    available,
    /** The blueprint that another one applies first: `name` of an instance or in the metadata of a file, or `path`. */
    async blueprint(identifiers: Readonly<Record<string, Json>>): Promise<NamedText | undefined> {
      const { name, path } = identifiers;
      const files = await deps.files.list();
      const instances = await deps.objects.all(model);
      const instance = instances.find((row) => (name !== undefined ? row.name === name : row.path === path));
      if (instance) {
        const text = textOf(instance, files);
        if (text === undefined || instance.enabled === false) return undefined;
        return { name: String(instance.name), text, context: contextOf(instance) };
      }
      const file = files
        .map((one) => summary(one.path, one.text))
        .find((one) => (name !== undefined ? one.name === name : one.path === path));
      return file && { name: file.name, text: file.text, context: {} };
    },
  };
}

export type BlueprintLibrary = ReturnType<typeof createBlueprintLibrary>;

/** The text of an instance: its own, or that of its file; undefined where the file is gone. */
export function textOf(instance: Row, files: readonly BlueprintFile[]): string | undefined {
  if (typeof instance.content === 'string' && instance.content !== '') return instance.content;
  return files.find(({ path }) => path === instance.path)?.text;
}

export const contextOf = (instance: Row): Readonly<Record<string, Json>> =>
  (instance.context ?? {}) as Readonly<Record<string, Json>>;

/** Reads a file as far as its metadata. */
export function summary(path: string, text: string): BlueprintSummary {
  try {
    const { name, labels } = readDocument(text);
    const isInstantiated = !INSTANTIATE.some((label) => labels[label]?.toLowerCase() === 'false');
    return { path, name: name || path, labels, text, isInstantiated };
  } catch (error) {
    // A file that cannot be read is listed too: applying it says what is wrong.
    if (error instanceof BlueprintError) return { path, name: path, labels: {}, text, isInstantiated: true };
    throw error;
  }
}
