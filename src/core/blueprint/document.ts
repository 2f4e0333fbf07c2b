import { didYouMean } from '../nearest.ts';
import { BlueprintError, type Fault, type Place, wrong } from './fault.ts';
import { readYaml } from './read-yaml.ts';
import { below, type MapEntry, type Value } from './value.ts';

export const STATES = ['present', 'created', 'must_created', 'absent'] as const;
/** What is wanted of an object: see `changeOf`. */
export type State = (typeof STATES)[number];

/** One object that is wanted, as written. */
export interface Entry {
  /** `entry 2 (authentik_flows.flow)`, for messages. */
  readonly label: string;
  readonly at: Place;
  readonly model: Value;
  readonly state: Value | undefined;
  readonly conditions: readonly Value[];
  readonly id: string | undefined;
  readonly identifiers: Value | undefined;
  readonly attrs: Value | undefined;
  readonly permissions: readonly Value[];
}

/** A blueprint, read and checked as far as it can be without the world. */
export interface Document {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Defaults of the context, by key. */
  readonly context: readonly MapEntry[];
  readonly entries: readonly Entry[];
}

const DOCUMENT_KEYS = ['version', 'metadata', 'context', 'entries'] as const;
const ENTRY_KEYS = ['model', 'state', 'conditions', 'id', 'identifiers', 'attrs', 'permissions'] as const;

/** Reads a blueprint. Throws a `BlueprintError` with all faults that can be seen in the text alone. */
export function readDocument(text: string): Document {
  const root = readYaml(text);
  if (root.kind !== 'map')
    throw wrong(root.at, 'A blueprint is a map with the keys version, metadata and entries.');
  const faults: Fault[] = [];
  const top = keysOf(root.entries, DOCUMENT_KEYS, undefined, faults);

  const version = top.get('version');
  if (version?.kind !== 'scalar' || version.value !== 1) {
    faults.push({ ...(version ?? root).at, field: 'version', reason: 'This has to be the number 1.' });
  }
  const list = top.get('entries');
  if (list?.kind !== 'list') {
    faults.push({ ...(list ?? root).at, field: 'entries', reason: 'This has to be a list of entries.' });
  }
  const entries = (list?.kind === 'list' ? list.items : []).flatMap((item, index) => {
    const entry = entryOf(item, index, faults);
    return entry ? [entry] : [];
  });
  checkIds(entries, faults);
  checkDepths(root, 0, faults);
  const context = top.get('context');
  if (context && context.kind !== 'map' && !isBlank(context)) {
    faults.push({ ...context.at, field: 'context', reason: 'This has to be a map.' });
  }
  const metadata = metadataOf(top.get('metadata'), faults);
  if (faults.length > 0) throw new BlueprintError(faults);
  return { ...metadata, context: context?.kind === 'map' ? context.entries : [], entries };
}

function metadataOf(value: Value | undefined, faults: Fault[]): Pick<Document, 'name' | 'labels'> {
  if (value === undefined || isBlank(value)) return { name: '', labels: {} };
  if (value.kind !== 'map') {
    faults.push({
      ...value.at,
      field: 'metadata',
      reason: 'This has to be a map with the keys name and labels.',
    });
    return { name: '', labels: {} };
  }
  const keys = keysOf(value.entries, ['name', 'labels'], undefined, faults);
  const name = keys.get('name');
  const labels = keys.get('labels');
  const pairs = (labels?.kind === 'map' ? labels.entries : []).flatMap(({ key, value: label }) =>
    label.kind === 'scalar' ? [[key, String(label.value ?? '')] as const] : [],
  );
  return {
    name: name?.kind === 'scalar' ? String(name.value ?? '') : '',
    labels: Object.fromEntries(pairs),
  };
}

function entryOf(value: Value, index: number, faults: Fault[]): Entry | undefined {
  const number = `entry ${index + 1}`;
  if (value.kind !== 'map') {
    faults.push({ ...value.at, entry: number, reason: 'An entry is a map with at least the key model.' });
    return undefined;
  }
  const named = value.entries.find(({ key }) => key === 'model')?.value;
  const label = named?.kind === 'scalar' ? `${number} (${named.value})` : number;
  const keys = keysOf(value.entries, ENTRY_KEYS, label, faults);
  const expect = (field: string, kind: 'list' | 'map'): Value | undefined => {
    const found = keys.get(field);
    if (found === undefined || isBlank(found)) return undefined;
    if (found.kind === kind || found.kind === 'tag') return found;
    faults.push({ ...found.at, entry: label, field, reason: `This has to be a ${kind}.` });
    return undefined;
  };
  const model = keys.get('model');
  if (model === undefined || isBlank(model)) {
    faults.push({
      ...value.at,
      entry: label,
      field: 'model',
      reason: 'This is required, e.g. authentik_flows.flow.',
    });
    return undefined;
  }
  const state = keys.get('state');
  if (state?.kind === 'scalar' && !(STATES as readonly unknown[]).includes(state.value)) {
    const reason = `This has to be one of ${STATES.join(', ')}.${didYouMean(String(state.value), STATES)}`;
    faults.push({ ...state.at, entry: label, field: 'state', reason });
  }
  const id = keys.get('id');
  return {
    label,
    at: value.at,
    model,
    state,
    id: id?.kind === 'scalar' && id.value !== null ? String(id.value) : undefined,
    conditions: itemsOf(expect('conditions', 'list')),
    identifiers: expect('identifiers', 'map'),
    attrs: expect('attrs', 'map'),
    permissions: itemsOf(expect('permissions', 'list')),
  };
}

const itemsOf = (value: Value | undefined): readonly Value[] => {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
};

function keysOf(
  entries: readonly MapEntry[],
  known: readonly string[],
  entry: string | undefined,
  faults: Fault[],
): ReadonlyMap<string, Value> {
  for (const { key, at } of entries) {
    if (known.includes(key)) continue;
    const reason = `There is no such key here.${didYouMean(key, known)}`;
    faults.push({ ...at, ...(entry === undefined ? {} : { entry }), field: key, reason });
  }
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** Ids are unique, and `!KeyOf` only looks back: what comes later has no key yet. */
function checkIds(entries: readonly Entry[], faults: Fault[]): void {
  const ids = new Set<string>();
  const all = new Set(entries.map(({ id }) => id));
  for (const entry of entries) {
    const parts = [
      entry.model,
      entry.state,
      ...entry.conditions,
      entry.identifiers,
      entry.attrs,
      ...entry.permissions,
    ];
    for (const { tag, at } of parts.flatMap((part) => (part ? tagsIn(part) : []))) {
      if (tag.name !== '!KeyOf' || ids.has(tag.id)) continue;
      const reason = all.has(tag.id)
        ? `The entry with the id "${tag.id}" has to stand before this one.`
        : `No entry has the id "${tag.id}".${didYouMean(tag.id, ids)}`;
      faults.push({ ...at, entry: entry.label, reason });
    }
    if (entry.id === undefined) continue;
    if (ids.has(entry.id)) {
      faults.push({
        ...entry.at,
        entry: entry.label,
        field: 'id',
        reason: `The id "${entry.id}" is already in use.`,
      });
    }
    ids.add(entry.id);
  }
}

type TagValue = Extract<Value, { kind: 'tag' }>;

const tagsIn = (value: Value): readonly TagValue[] => [
  ...(value.kind === 'tag' ? [value] : []),
  ...below(value).flatMap(tagsIn),
];

/** `!Index` and `!Value` stand inside so many loops as their depth asks for, and a loop's own list is outside of it. */
function checkDepths(value: Value, loops: number, faults: Fault[], isOver = false): void {
  if (value.kind === 'tag' && (value.tag.name === '!Index' || value.tag.name === '!Value')) {
    const { name, depth } = value.tag;
    if (depth >= loops) {
      faults.push({
        ...value.at,
        reason: `${name} ${depth} stands inside ${loops} loops; depths count from 0.`,
      });
    } else if (isOver && depth === 0) {
      faults.push({ ...value.at, reason: `${name} 0 is the loop itself, whose list is not known yet.` });
    }
    return;
  }
  if (value.kind === 'tag' && value.tag.name === '!Enumerate') {
    checkDepths(value.tag.over, loops + 1, faults, true);
    checkDepths(value.tag.item, loops + 1, faults);
    return;
  }
  for (const part of below(value)) checkDepths(part, loops, faults, isOver);
}

const isBlank = (value: Value): boolean => value.kind === 'scalar' && value.value === null;
