import {
  bounded,
  Exc,
  indexError,
  KEY_ERROR,
  OBJECT,
  Obj,
  OVERFLOW,
  RUNTIME_ERROR,
  Type,
  typeError,
  VALUE_ERROR,
  type Value,
  valueError,
} from './objects.ts';
import {
  bracketed,
  compareItems,
  deeper,
  equal,
  isIterable,
  isNumber,
  iterate,
  keyOf,
  keyText,
  nameOf,
  numeric,
  repr,
  sameOrEqual,
  toItems,
  truth,
} from './protocol.ts';

export const TUPLE = new Type('tuple', OBJECT);
export const DICT = new Type('dict', OBJECT);
export const SET = new Type('set', OBJECT);
export const FROZENSET = new Type('frozenset', OBJECT);
export const RANGE = new Type('range', OBJECT);
export const SLICE = new Type('slice', OBJECT);
export const GENERATOR = new Type('generator', OBJECT);

/** A place in a sequence: bools count, floats do not. */
export function toIndex(key: Value): number | undefined {
  if (typeof key === 'number') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (typeof key !== 'bigint') return undefined;
  return key > 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

const TOO_LARGE = "cannot fit 'int' into an index-sized integer";

/** Beyond 64 bits, which CPython says differently. */
export const isHuge = (value: Value): boolean =>
  typeof value === 'bigint' && (value >= 1n << 63n || value < -(1n << 63n));

/** How often a sequence is to be repeated; undefined for what is no whole number. */
export function timesOf(value: Value): number | undefined {
  if (isHuge(value)) throw new Exc(OVERFLOW, [TOO_LARGE]);
  return toIndex(value);
}

/** The place that an index or a slice of a sequence means. */
export function placeOf(key: Value, length: number, what: string): number {
  const index = toIndex(key);
  if (index === undefined) throw typeError(`${what} indices must be integers or slices, not ${nameOf(key)}`);
  if (isHuge(key)) throw indexError(TOO_LARGE);
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) throw indexError(`${what} index out of range`);
  return place;
}

export class Slice extends Obj {
  readonly from: Value;
  readonly to: Value;
  readonly step: Value;

  constructor(from: Value, to: Value, step: Value) {
    super();
    this.from = from;
    this.to = to;
    this.step = step;
  }

  get type(): Type {
    return SLICE;
  }

  override hashed(): unknown {
    return undefined;
  }

  override repr(): string {
    return `slice(${repr(this.from)}, ${repr(this.to)}, ${repr(this.step)})`;
  }

  /** The places that are meant, in a sequence of this length. */
  places(length: number): { from: number; to: number; step: number; count: number } {
    const index = (value: Value): number => {
      const found = toIndex(value);
      if (found === undefined)
        throw typeError('slice indices must be integers or None or have an __index__ method');
      return found;
    };
    const step = this.step === null ? 1 : index(this.step);
    if (step === 0) throw valueError('slice step cannot be zero');
    const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
    const clamp = (value: Value, otherwise: number): number => {
      if (value === null) return otherwise;
      const found = index(value);
      return found < 0 ? Math.max(found + length, low) : Math.min(found, high);
    };
    const from = clamp(this.from, step > 0 ? 0 : high);
    const to = clamp(this.to, step > 0 ? length : low);
    return { from, to, step, count: Math.max(0, Math.ceil((to - from) / step)) };
  }

  of<T>(sequence: ArrayLike<T>): T[] {
    const { from, step, count } = this.places(sequence.length);
    return Array.from({ length: count }, (_, index) => sequence[from + index * step] as T);
  }

  plain(): unknown {
    return this.repr();
  }
}

export class Tuple extends Obj {
  readonly values: readonly Value[];

  constructor(values: readonly Value[]) {
    super();
    this.values = values;
  }

  get type(): Type {
    return TUPLE;
  }

  override truth(): boolean {
    return this.values.length > 0;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Tuple)) return undefined;
    const { values } = other;
    return (
      values.length === this.values.length &&
      deeper('in comparison', () =>
        this.values.every((item, index) => sameOrEqual(item, values[index] ?? null)),
      )
    );
  }

  override order(other: Value, operator: string): number | undefined {
    return other instanceof Tuple ? compareItems(this.values, other.values, operator) : undefined;
  }

  override hashed(): unknown {
    return `\0t${this.values.map((item) => keyText(keyOf(item))).join('')}`;
  }

  override repr(): string {
    return this.values.length === 1 ? bracketed(this.values, '(', ',)') : bracketed(this.values, '(', ')');
  }

  override items(): Iterator<Value> {
    return this.values[Symbol.iterator]();
  }

  override size(): number {
    return this.values.length;
  }

  override item(key: Value): Value {
    if (key instanceof Slice) return new Tuple(key.of(this.values));
    return this.values[placeOf(key, this.values.length, 'tuple')] ?? null;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === '+' && other instanceof Tuple) return new Tuple([...this.values, ...other.values]);
    if (operator === '+' && !reflected)
      throw typeError(`can only concatenate tuple (not "${nameOf(other)}") to tuple`);
    return operator === '*' ? repeated(this.values, other, (values) => new Tuple(values)) : undefined;
  }

  plain(): unknown {
    return this.values;
  }
}

/** `items * times`; undefined where `times` is no whole number. */
export function repeated(
  items: readonly Value[],
  times: Value,
  make: (items: Value[]) => Value,
): Value | undefined {
  const count = timesOf(times);
  if (count === undefined) return undefined;
  bounded(items.length * Math.max(0, count));
  return make(Array.from({ length: Math.max(0, count) }, () => items).flat());
}

type Pair = [key: Value, value: Value];

export class Dict extends Obj {
  readonly entries = new Map<unknown, Pair>();
  /** Keys can be read as attributes, too: for data of the request, which is written both ways. */
  readonly loose: boolean;

  constructor(pairs: Iterable<readonly [Value, Value]> = [], loose = false) {
    super();
    this.loose = loose;
    for (const [key, value] of pairs) this.put(key, value);
  }

  get type(): Type {
    return DICT;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(keyOf(key))?.[1];
  }

  /** A key that is there keeps its place and its first form. */
  put(key: Value, value: Value): void {
    const hashed = keyOf(key);
    const known = this.entries.get(hashed);
    if (known) known[1] = value;
    else this.entries.set(hashed, [key, value]);
  }

  remove(key: Value): Value | undefined {
    const hashed = keyOf(key);
    const known = this.entries.get(hashed);
    this.entries.delete(hashed);
    return known?.[1];
  }

  *pairs(): Generator<Pair> {
    const { size } = this.entries;
    for (const pair of this.entries.values()) {
      yield pair;
      if (this.entries.size !== size)
        throw new Exc(RUNTIME_ERROR, ['dictionary changed size during iteration']);
    }
  }

  override field(name: string): Value | undefined {
    return this.loose ? this.get(name) : undefined;
  }

  override truth(): boolean {
    return this.entries.size > 0;
  }

  override hashed(): unknown {
    return undefined;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Dict)) return undefined;
    if (other.entries.size !== this.entries.size) return false;
    return deeper('in comparison', () => {
      for (const [key, [, value]] of this.entries) {
        const pair = other.entries.get(key);
        if (pair === undefined || !sameOrEqual(value, pair[1])) return false;
      }
      return true;
    });
  }

  override repr(): string {
    return deeper('while getting the repr of an object', () => {
      const pairs = [...this.entries.values()].map(([key, value]) => `${repr(key)}: ${repr(value)}`);
      return `{${pairs.join(', ')}}`;
    });
  }

  override *items(): Generator<Value> {
    for (const [key] of this.pairs()) yield key;
  }

  override size(): number {
    return this.entries.size;
  }

  override holds(item: Value): boolean {
    return this.entries.has(keyOf(item));
  }

  override item(key: Value): Value {
    const value = this.get(key);
    if (value === undefined) throw new Exc(KEY_ERROR, [key]);
    return value;
  }

  override setItem(key: Value, value: Value): boolean {
    this.put(key, value);
    return true;
  }

  override deleteItem(key: Value): boolean {
    if (this.remove(key) === undefined) throw new Exc(KEY_ERROR, [key]);
    return true;
  }

  override operate(operator: string, other: Value): Value | undefined {
    if (operator !== '|' || !(other instanceof Dict)) return undefined;
    return new Dict([...this.entries.values(), ...other.entries.values()]);
  }

  override change(operator: string, other: Value): boolean {
    if (operator !== '|') return false;
    this.update(other);
    return true;
  }

  /** Takes over the entries of another dict, or of a sequence of pairs. */
  update(other: Value): void {
    if (other instanceof Dict) {
      for (const [key, value] of other.entries.values()) this.put(key, value);
      return;
    }
    let index = 0;
    for (const pair of iterate(other)) {
      const items = sequenceOf(pair);
      if (items === undefined)
        throw typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
      const [key, value, ...more] = items;
      if (key === undefined || value === undefined || more.length > 0)
        throw valueError(
          `dictionary update sequence element #${index} has length ${items.length}; 2 is required`,
        );
      this.put(key, value);
      index++;
    }
  }

  plain(): unknown {
    return undefined;
  }
}

const sequenceOf = (value: Value): Value[] | undefined =>
  Array.isArray(value) || typeof value === 'string' || (value instanceof Obj && value.items())
    ? toItems(value)
    : undefined;

export class PySet extends Obj {
  readonly members = new Map<unknown, Value>();
  readonly frozen: boolean;

  constructor(items: Iterable<Value> = [], frozen = false) {
    super();
    this.frozen = frozen;
    for (const item of items) this.add(item);
  }

  get type(): Type {
    return this.frozen ? FROZENSET : SET;
  }

  add(item: Value): void {
    const key = keyOf(item);
    if (!this.members.has(key)) this.members.set(key, item);
  }

  override truth(): boolean {
    return this.members.size > 0;
  }

  override hashed(): unknown {
    if (!this.frozen) return undefined;
    return `\0f${[...this.members.keys()].map(keyText).sort().join('')}`;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof PySet)) return undefined;
    return other.members.size === this.members.size && this.below(other);
  }

  override order(other: Value): number | undefined {
    if (!(other instanceof PySet)) return undefined;
    if (this.equals(other)) return 0;
    if (this.below(other)) return -1;
    return other.below(this) ? 1 : Number.NaN;
  }

  below(other: PySet): boolean {
    for (const key of this.members.keys()) if (!other.members.has(key)) return false;
    return true;
  }

  override repr(): string {
    const items = [...this.members.values()];
    if (items.length === 0) return `${this.type.name}()`;
    const text = bracketed(items, '{', '}');
    return this.frozen ? `frozenset(${text})` : text;
  }

  override *items(): Generator<Value> {
    const { size } = this.members;
    for (const item of this.members.values()) {
      yield item;
      if (this.members.size !== size) throw new Exc(RUNTIME_ERROR, ['Set changed size during iteration']);
    }
  }

  override size(): number {
    return this.members.size;
  }

  override holds(item: Value): boolean {
    return this.members.has(keyOf(item));
  }

  with(operator: string, other: PySet): PySet {
    const mine = [...this.members];
    const keep = (kept: boolean) =>
      mine.filter(([key]) => other.members.has(key) === kept).map(([, item]) => item);
    switch (operator) {
      case '|':
        return new PySet([...this.members.values(), ...other.members.values()], this.frozen);
      case '&':
        return new PySet(keep(true), this.frozen);
      case '-':
        return new PySet(keep(false), this.frozen);
      default: {
        const theirs = [...other.members].filter(([key]) => !this.members.has(key)).map(([, item]) => item);
        return new PySet([...keep(false), ...theirs], this.frozen);
      }
    }
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (reflected || !['|', '&', '-', '^'].includes(operator)) return undefined;
    const set = other instanceof PySet ? other : setOfView(other);
    return set && this.with(operator, set);
  }

  override change(operator: string, other: Value): boolean {
    if (this.frozen || !(other instanceof PySet) || !['|', '&', '-', '^'].includes(operator)) return false;
    this.become(this.with(operator, other));
    return true;
  }

  become(other: PySet): void {
    const entries = [...other.members];
    this.members.clear();
    for (const [key, item] of entries) this.members.set(key, item);
  }

  plain(): unknown {
    return [...this.members.values()];
  }
}

export class Range extends Obj {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly length: number;

  constructor(from: number, to: number, step: number) {
    super();
    if (step === 0) throw valueError('range() arg 3 must not be zero');
    this.from = from;
    this.to = to;
    this.step = step;
    this.length = Math.max(0, Math.ceil((to - from) / step));
  }

  get type(): Type {
    return RANGE;
  }

  override truth(): boolean {
    return this.length > 0;
  }

  at(index: number): number {
    return this.from + index * this.step;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Range)) return undefined;
    if (this.length !== other.length) return false;
    return this.length === 0 || (this.from === other.from && (this.length === 1 || this.step === other.step));
  }

  override repr(): string {
    return this.step === 1
      ? `range(${this.from}, ${this.to})`
      : `range(${this.from}, ${this.to}, ${this.step})`;
  }

  override *items(): Generator<Value> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  override size(): number {
    return this.length;
  }

  override holds(item: Value): boolean {
    if (!isNumber(item)) return false;
    const index = (Number(numeric(item)) - this.from) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.length;
  }

  override item(key: Value): Value {
    if (key instanceof Slice) {
      const { from, to, step } = key.places(this.length);
      return new Range(this.at(from), this.at(to), this.step * step);
    }
    const index = toIndex(key);
    if (index === undefined) throw typeError(`range indices must be integers or slices, not ${nameOf(key)}`);
    const place = index < 0 ? index + this.length : index;
    if (place < 0 || place >= this.length) throw indexError('range object index out of range');
    return this.at(place);
  }

  plain(): unknown {
    bounded(this.length);
    return [...this.items()];
  }
}

/** What `for` takes its items from: a generator, or what `iter`, `zip`, `map` and their like answer. */
export class Iter extends Obj {
  readonly #source: Iterator<Value>;
  readonly #type: Type;

  constructor(source: Iterator<Value>, type: Type = GENERATOR) {
    super();
    this.#source = source;
    this.#type = type;
  }

  get type(): Type {
    return this.#type;
  }

  next(): IteratorResult<Value> {
    return this.#source.next();
  }

  override items(): Iterator<Value> {
    return this.#source;
  }

  plain(): unknown {
    return `<${this.#type.name} object>`;
  }
}

const views = {
  keys: new Type('dict_keys', OBJECT),
  values: new Type('dict_values', OBJECT),
  items: new Type('dict_items', OBJECT),
};

/** `dict.keys()` and its like: they follow the dict. */
export class View extends Obj {
  readonly dict: Dict;
  readonly part: keyof typeof views;

  constructor(dict: Dict, part: keyof typeof views) {
    super();
    this.dict = dict;
    this.part = part;
  }

  get type(): Type {
    return views[this.part];
  }

  override truth(): boolean {
    return this.dict.truth();
  }

  override *items(): Generator<Value> {
    for (const [key, value] of this.dict.pairs()) {
      if (this.part === 'keys') yield key;
      else yield this.part === 'values' ? value : new Tuple([key, value]);
    }
  }

  override size(): number {
    return this.dict.size();
  }

  override holds(item: Value): boolean | undefined {
    if (this.part === 'keys') return this.dict.holds(item);
    if (this.part === 'values' || !(item instanceof Tuple) || item.values.length !== 2) return undefined;
    const [key = null, value = null] = item.values;
    const found = this.dict.get(key);
    return found !== undefined && equal(found, value);
  }

  override equals(other: Value): boolean | undefined {
    if (this.part === 'values') return undefined;
    const [mine, theirs] = [setOfView(this), other instanceof PySet ? other : setOfView(other)];
    return mine && theirs ? mine.equals(theirs) : undefined;
  }

  override order(other: Value): number | undefined {
    const [mine, theirs] = [setOfView(this), other instanceof PySet ? other : setOfView(other)];
    return mine && theirs ? mine.order(theirs) : undefined;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    const mine = setOfView(this);
    if (mine === undefined || !['|', '&', '-', '^'].includes(operator)) return undefined;
    const theirs = new PySet(toItems(other));
    return reflected ? theirs.with(operator, mine) : mine.with(operator, theirs);
  }

  override repr(): string {
    return `${this.type.name}(${bracketed(toItems(this), '[', ']')})`;
  }

  plain(): unknown {
    return [...this.items()];
  }
}

function setOfView(value: Value): PySet | undefined {
  return value instanceof View && value.part !== 'values' ? new PySet(toItems(value)) : undefined;
}

/** `left in right`. */
export function isIn(item: Value, container: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string')
      throw typeError(`'in <string>' requires string as left operand, not ${nameOf(item)}`);
    return container.includes(item);
  }
  const answer = container instanceof Obj ? container.holds(item) : undefined;
  if (answer !== undefined) return answer;
  if (!Array.isArray(container) && !(container instanceof Obj && container.items() !== undefined))
    throw typeError(`argument of type '${nameOf(container)}' is not iterable`);
  for (const other of iterate(container)) if (sameOrEqual(other, item)) return true;
  return false;
}

/** True where one item is; and where all are. */
export const anyOf = (value: Value): boolean => {
  for (const item of iterate(value)) if (truth(item)) return true;
  return false;
};
export const allOf = (value: Value): boolean => {
  for (const item of iterate(value)) if (!truth(item)) return false;
  return true;
};

/** The values of an assignment to several names. `after` is the number of names behind one with a star, or -1. */
export function unpack(value: Value, before: number, after: number): Value[] {
  if (!isIterable(value)) throw typeError(`cannot unpack non-iterable ${nameOf(value)} object`);
  const items: Value[] = [];
  for (const item of iterate(value)) {
    items.push(item);
    if (after < 0 && items.length > before)
      throw new Exc(VALUE_ERROR, [`too many values to unpack (expected ${before})`]);
  }
  if (after < 0) {
    if (items.length < before)
      throw valueError(`not enough values to unpack (expected ${before}, got ${items.length})`);
    return items;
  }
  if (items.length < before + after)
    throw valueError(
      `not enough values to unpack (expected at least ${before + after}, got ${items.length})`,
    );
  const end = items.length - after;
  return [...items.slice(0, before), items.slice(before, end), ...items.slice(end)];
}
