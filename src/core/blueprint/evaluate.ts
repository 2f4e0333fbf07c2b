import type { Row } from '../model/model.ts';
import { type Place, wrong } from './fault.ts';
import { percentFormat } from './format.ts';
import type { ConditionMode, Tag, Value } from './value.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What tags ask of the world while a blueprint is applied. */
export interface World {
  /** The key of what the entry with that id made or found, or the reason why there is none. */
  keyOf(id: string): { readonly pk: string | number } | { readonly reason: string };
  /** The first object that matches, without its secrets; undefined where there is none. Throws a `BlueprintError`. */
  find(model: Json, where: readonly (readonly [Json, Json])[], at: Place): Promise<Row | undefined>;
  /** Undefined where the variable is not set or is none of a blueprint's business. */
  env(name: string): string | undefined;
  file(path: string): Promise<string | undefined>;
  readonly context: Readonly<Record<string, Json>>;
}

type Loop = { readonly index: Json; readonly value: Json };

/** Values made in one blueprint: loops within loops would otherwise make any number. */
const MOST_VALUES = 100_000;

/** Turns values as written into data. Throws a `BlueprintError` where a tag has no answer. */
export class Evaluation {
  readonly #world: World;
  #made = 0;

  constructor(world: World) {
    this.#world = world;
  }

  value(value: Value, loops: readonly Loop[] = []): Promise<Json> {
    if (++this.#made > MOST_VALUES)
      throw wrong(value.at, 'The loops of this blueprint make too many values.');
    return this.#read(value, loops);
  }

  async #read(value: Value, loops: readonly Loop[]): Promise<Json> {
    switch (value.kind) {
      case 'scalar':
        return value.value;
      case 'list':
        return this.#all(value.items, loops);
      case 'map': {
        const values = await this.#all(
          value.entries.map((entry) => entry.value),
          loops,
        );
        return Object.fromEntries(value.entries.map(({ key }, index) => [key, values[index] ?? null]));
      }
      default:
        return this.#tag(value.tag, value.at, loops);
    }
  }

  /** One after the other: what they ask of a database stays in order, and a fault is always the first one. */
  async #all(values: readonly Value[], loops: readonly Loop[]): Promise<readonly Json[]> {
    const results: Json[] = [];
    for (const value of values) results.push(await this.value(value, loops));
    return results;
  }

  async #tag(tag: Tag, at: Place, loops: readonly Loop[]): Promise<Json> {
    switch (tag.name) {
      case '!KeyOf': {
        const key = this.#world.keyOf(tag.id);
        if ('reason' in key) throw wrong(at, key.reason);
        return key.pk;
      }
      case '!Find':
      case '!FindObject': {
        const model = await this.value(tag.model, loops);
        const where: [Json, Json][] = [];
        for (const [field, wanted] of tag.where) {
          where.push([await this.value(field, loops), await this.value(wanted, loops)]);
        }
        const row = await this.#world.find(model, where, at);
        if (!row) return null;
        return tag.name === '!Find' ? row.pk : (row as unknown as Json);
      }
      case '!Context': {
        const { context } = this.#world;
        if (Object.hasOwn(context, tag.key)) return context[tag.key] ?? null;
        return this.#otherwise(tag.otherwise, loops);
      }
      case '!Env':
        return this.#world.env(tag.key) ?? this.#otherwise(tag.otherwise, loops);
      case '!File':
        return (await this.#world.file(tag.key)) ?? this.#fileDefault(tag, at, loops);
      case '!Format': {
        const result = percentFormat(
          String(await this.value(tag.format, loops)),
          await this.#all(tag.args, loops),
        );
        if ('reason' in result) throw wrong(at, result.reason);
        return result.text;
      }
      case '!If': {
        const holds = isTruthy(await this.value(tag.condition, loops));
        if (!tag.yes || !tag.no) return holds;
        return this.value(holds ? tag.yes : tag.no, loops);
      }
      case '!Condition':
        return combine(tag.mode, (await this.#all(tag.operands, loops)).map(isTruthy));
      case '!Enumerate':
        return this.#enumerate(tag, at, loops);
      case '!Index':
      case '!Value': {
        const loop = loops[loops.length - 1 - tag.depth];
        if (!loop) throw wrong(at, `${tag.name} ${tag.depth} stands outside of a loop.`);
        return tag.name === '!Index' ? loop.index : loop.value;
      }
      case '!AtIndex':
        return this.#atIndex(tag, at, loops);
    }
  }

  async #otherwise(otherwise: Value | undefined, loops: readonly Loop[]): Promise<Json> {
    return otherwise ? this.value(otherwise, loops) : null;
  }

  async #fileDefault(tag: Extract<Tag, { key: string }>, at: Place, loops: readonly Loop[]): Promise<Json> {
    if (tag.otherwise) return this.value(tag.otherwise, loops);
    throw wrong(at, `The file ${tag.key} is not there, or a blueprint may not read it.`);
  }

  async #enumerate(
    tag: Extract<Tag, { name: '!Enumerate' }>,
    at: Place,
    loops: readonly Loop[],
  ): Promise<Json> {
    // The list stands inside its own loop as far as depths are counted, but the loop has no value yet.
    const over = await this.value(tag.over, [...loops, { index: null, value: null }]);
    const pairs: Loop[] = Array.isArray(over)
      ? over.map((value, index) => ({ index, value }))
      : isMap(over)
        ? Object.entries(over).map(([index, value]) => ({ index, value }))
        : [];
    if (!Array.isArray(over) && !isMap(over))
      throw wrong(tag.over.at, 'Only a list or a map can be enumerated.');
    const items: Json[] = [];
    for (const loop of pairs) items.push(await this.value(tag.item, [...loops, loop]));
    if (tag.into === 'SEQ') return items;
    return Object.fromEntries(
      items.map((item) => {
        if (!Array.isArray(item) || item.length !== 2)
          throw wrong(at, 'Into a MAP, each item is [key, value].');
        return [String(item[0]), (item[1] as Json | undefined) ?? null];
      }),
    );
  }

  async #atIndex(tag: Extract<Tag, { name: '!AtIndex' }>, at: Place, loops: readonly Loop[]): Promise<Json> {
    const container = await this.value(tag.container, loops);
    const key = await this.value(tag.key, loops);
    const found = Array.isArray(container)
      ? Number.isInteger(key)
        ? (container.at(Number(key)) as Json | undefined)
        : undefined
      : isMap(container) && Object.hasOwn(container, String(key))
        ? container[String(key)]
        : undefined;
    if (found !== undefined) return found;
    if (tag.otherwise) return this.value(tag.otherwise, loops);
    throw wrong(at, `There is nothing at ${JSON.stringify(key)}.`);
  }
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, no, zero, a blank text, an empty list and an empty map are false; everything else is true. */
export function isTruthy(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Several operands of XOR: an odd number of them holds. One operand is its own truth. */
function combine(mode: ConditionMode, operands: readonly boolean[]): boolean {
  switch (mode) {
    case 'AND':
      return operands.every(Boolean);
    case 'NAND':
      return !operands.every(Boolean);
    case 'OR':
      return operands.some(Boolean);
    case 'NOR':
      return !operands.some(Boolean);
    case 'XOR':
      return operands.filter(Boolean).length % 2 === 1;
    case 'XNOR':
      return operands.filter(Boolean).length % 2 === 0;
  }
}
