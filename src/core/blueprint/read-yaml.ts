import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Document as YamlDocument,
  Scalar as YamlScalar,
} from 'yaml';
import { BlueprintError, type Place, wrong } from './fault.ts';
import { tagOf } from './tags.ts';
import type { MapEntry, Scalar, Value } from './value.ts';

/** Characters; a longer text is no blueprint but an attack or a mistake. */
const LONGEST = 1_048_576;
/** Values after aliases have been followed: a small text can otherwise stand for a huge one. */
const MOST_VALUES = 100_000;
const DEEPEST = 100;
/** What the parser itself would take minutes for: openings without an end, or a line of nothing but dashes. */
const MOST_OPEN = 1_000;

/** Reads YAML 1.2 with the tags of blueprints; throws a `BlueprintError` with every fault of the YAML itself. */
export function readYaml(text: string): Value {
  if (text.length > LONGEST) throw wrong(undefined, 'The blueprint is longer than one mebibyte.');
  if (mostOpen(text) > MOST_OPEN || /(?:[-?] ){1000}/.test(text)) throw tooDeep();
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document.errors.length > 0) {
    throw new BlueprintError(
      document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { line, column: col, reason: `This is no YAML: ${message}` };
      }),
    );
  }
  const walk = new Walk(document, lines);
  return walk.value(document.contents, { line: 1, column: 1 }, 0);
}

function parse(text: string, lines: LineCounter): YamlDocument {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  } catch {
    // The parser recurses: what it cannot hold on its stack is no honest blueprint.
    throw tooDeep();
  }
}

const tooDeep = () => wrong(undefined, 'The blueprint is nested too deeply.');

/** Brackets that are open at once at most, those in texts and comments included: an upper bound, cheaply had. */
function mostOpen(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = bracket === '[' || bracket === '{' ? open + 1 : Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
}

class Walk {
  readonly #document: YamlDocument;
  readonly #lines: LineCounter;
  #count = 0;

  constructor(document: YamlDocument, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  value(node: unknown, parent: Place, depth: number): Value {
    const at = this.#place(node) ?? parent;
    if (++this.#count > MOST_VALUES) throw wrong(at, 'The blueprint holds too many values.');
    if (depth > DEEPEST) throw wrong(at, 'The blueprint is nested too deeply.');
    if (node === null || node === undefined) return { kind: 'scalar', value: null, at };
    if (isAlias(node)) return this.value(this.#target(node, at), at, depth + 1);
    const plain = this.#plain(node as Node, at, depth);
    const name = (node as Node).tag;
    // What begins with `!!` or `tag:` belongs to YAML itself and has been read by it.
    if (!name?.startsWith('!') || name.startsWith('!!')) return plain;
    return { kind: 'tag', tag: tagOf(name, plain, at), at };
  }

  #plain(node: Node, at: Place, depth: number): Value {
    if (isScalar(node)) {
      // Behind a tag of ours YAML reads every word as text; a number or a truth value is meant as one.
      const value =
        node.tag?.startsWith('!') && node.type === 'PLAIN' ? coreScalar(node.source ?? '') : node.value;
      if (!isPlain(value)) throw wrong(at, 'This kind of value is not understood.');
      return { kind: 'scalar', value, at };
    }
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => this.value(item, at, depth + 1)), at };
    if (isMap(node)) return { kind: 'map', entries: this.#entries(node.items, at, depth), at };
    throw wrong(at, 'This kind of value is not understood.');
  }

  #entries(pairs: readonly Pair[], at: Place, depth: number): readonly MapEntry[] {
    const own: MapEntry[] = [];
    const merged: MapEntry[] = [];
    for (const { key, value } of pairs) {
      const place = this.#place(key) ?? at;
      if (!isScalar(key)) throw wrong(place, 'A key has to be a text.');
      const read = this.value(value, place, depth + 1);
      if (key.value === '<<' && key.type === YamlScalar.PLAIN) merged.push(...this.#mergeable(read));
      else own.push({ key: String(key.value), at: place, value: read });
    }
    const names = new Set(own.map(({ key }) => key));
    return [...merged.filter(({ key }) => !names.has(key)), ...own];
  }

  #mergeable(value: Value): readonly MapEntry[] {
    if (value.kind === 'map') return value.entries;
    if (value.kind === 'list') return value.items.flatMap((item) => this.#mergeable(item));
    throw wrong(value.at, 'Only a map can be merged with <<.');
  }

  #target(alias: Alias, at: Place): Node {
    const target = alias.resolve(this.#document);
    if (!target) throw wrong(at, `There is no anchor &${alias.source} before this place.`);
    return target;
  }

  #place(node: unknown): Place | undefined {
    const range = (node as Node | null)?.range;
    if (!range) return undefined;
    const { line, col } = this.#lines.linePos(range[0]);
    return { line, column: col };
  }
}

const isPlain = (value: unknown): value is Scalar =>
  value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);

/** A plain word by the core schema of YAML 1.2. */
function coreScalar(source: string): Scalar {
  if (/^(?:null|Null|NULL|~|)$/.test(source)) return null;
  if (/^(?:true|True|TRUE)$/.test(source)) return true;
  if (/^(?:false|False|FALSE)$/.test(source)) return false;
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(source)) return Number(source);
  return source;
}
