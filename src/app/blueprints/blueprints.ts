import { type Document, readDocument } from '../../core/blueprint/document.ts';
import type { Json } from '../../core/blueprint/evaluate.ts';
import { BlueprintError, type Fault } from '../../core/blueprint/fault.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { Application, type AppliedChange } from './application.ts';
import { checkVocabulary } from './vocabulary.ts';
import type { Writing } from './writer.ts';

export interface BlueprintsDeps {
  readonly catalogue: Catalogue;
  readonly writing: Writing;
  /** The variables that a blueprint may read. */
  env(name: string): string | undefined;
  /** The files that a blueprint may read; undefined where there is none. */
  file(path: string): Promise<string | undefined>;
  /** The text of another blueprint, by the name in its metadata or its path; undefined where there is none. */
  blueprint(identifiers: Readonly<Record<string, Json>>): Promise<NamedText | undefined>;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
  readonly context: Readonly<Record<string, Json>>;
}

export interface ApplyOptions {
  /** Goes before the document's own context. */
  readonly context?: Readonly<Record<string, Json>>;
  /** Everything is tried and then undone; the changes are those that would have been. */
  readonly dryRun?: boolean;
  /** On whose behalf; undefined where Postern itself applies its own files, which nobody's rights limit. */
  readonly actor?: Actor;
  /** A name for messages and for loops of blueprints that apply each other. */
  readonly name?: string;
}

export type BlueprintOutcome =
  | { readonly applied: true; readonly changes: readonly AppliedChange[] }
  /** Nothing was changed. */
  | { readonly applied: false; readonly faults: readonly Fault[] };

export interface Blueprints {
  apply(text: string, options?: ApplyOptions): Promise<BlueprintOutcome>;
  /** Reads and checks a text as far as that goes without the world. */
  read(text: string): Document | { readonly faults: readonly Fault[] };
}

/** Carries the result of a dry run out of the transaction that it undoes. */
class Undo extends Error {
  readonly changes: readonly AppliedChange[];

  constructor(changes: readonly AppliedChange[]) {
    super('a dry run is undone');
    this.changes = changes;
  }
}

/** Applies blueprints: a whole document in one transaction, or nothing of it. */
export function createBlueprints(deps: BlueprintsDeps): Blueprints {
  const read = (text: string): Document => {
    const document = readDocument(text);
    checkVocabulary(deps.catalogue, document);
    return document;
  };

  return {
    read(text) {
      try {
        return read(text);
      } catch (error) {
        if (error instanceof BlueprintError) return { faults: error.faults };
        throw error;
      }
    },

    async apply(text, options = {}) {
      try {
        const document = read(text);
        const changes = await deps.writing.transaction(options.actor, async (writer) => {
          const application = new Application(deps, writer, options, read);
          const done = await application.apply(document, options.context ?? {}, [
            options.name ?? document.name,
          ]);
          if (options.dryRun) throw new Undo(done);
          return done;
        });
        return { applied: true, changes };
      } catch (error) {
        if (error instanceof Undo) return { applied: true, changes: error.changes };
        if (error instanceof BlueprintError) return { applied: false, faults: error.faults };
        throw error;
      }
    },
  };
}
