import { positional, take } from './arguments.ts';
import {
  DICT,
  Dict,
  FROZENSET,
  GENERATOR,
  Iter,
  PySet,
  RANGE,
  Range,
  SET,
  TUPLE,
  Tuple,
  toIndex,
  View,
} from './containers.ts';
import {
  bounded,
  Exc,
  indexError,
  KEY_ERROR,
  LIST,
  type Method,
  STOP_ITERATION,
  type Type,
  typeError,
  type Value,
  valueError,
} from './objects.ts';
import { call, compare, iterate, nameOf, repr, sameOrEqual, toItems, truth } from './protocol.ts';

/** The methods of list, tuple, dict and set. */

function define<T extends Value>(
  type: Type,
  is: (value: Value) => value is T,
  methods: Record<string, (self: T, args: readonly Value[], keywords: Parameters<Method>[2]) => Value>,
): void {
  for (const [name, method] of Object.entries(methods))
    type.methods.set(name, (self, args, keywords) => {
      if (!is(self))
        throw typeError(
          `descriptor '${name}' for '${type.name}' objects doesn't apply to a '${nameOf(self)}' object`,
        );
      return method(self, args, keywords);
    });
}

const intOf = (value: Value): number => {
  const index = toIndex(value);
  if (index === undefined) throw typeError(`'${nameOf(value)}' object cannot be interpreted as an integer`);
  return index;
};

/** Sorts as CPython does, so that the same two items are the first that cannot be compared. */
function sort<T>(items: readonly T[], less: (one: T, two: T) => boolean): T[] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += RUN) runs.push(sortRun(items.slice(at, at + RUN), less));
  while (runs.length > 1)
    for (let at = 0; at + 1 < runs.length; at++) {
      const [left = [], right = []] = runs.splice(at, 2);
      runs.splice(at, 0, merged(left, right, less));
    }
  return runs[0] ?? [];
}

const RUN = 64;

/** Takes what is in order already, or the other way round, and puts each of the others in its place. */
function sortRun<T>(items: readonly T[], less: (one: T, two: T) => boolean): T[] {
  const before = (at: number): boolean => less(items[at] as T, items[at - 1] as T);
  let end = Math.min(1, items.length);
  const falls = items.length > 1 && before(1);
  while (end < items.length && before(end) === falls) end++;
  const done = items.slice(0, end);
  if (falls) done.reverse();
  for (const item of items.slice(end)) {
    let [low, high] = [0, done.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(item, done[middle] as T)) high = middle;
      else low = middle + 1;
    }
    done.splice(low, 0, item);
  }
  return done;
}

function merged<T>(left: readonly T[], right: readonly T[], less: (one: T, two: T) => boolean): T[] {
  const result: T[] = [];
  let [one, two] = [0, 0];
  while (one < left.length && two < right.length)
    result.push(less(right[two] as T, left[one] as T) ? (right[two++] as T) : (left[one++] as T));
  return [...result, ...left.slice(one), ...right.slice(two)];
}

/** The items in order; equal ones stay in the order that they had. */
export function sorted(items: readonly Value[], args: Parameters<Method>[2], name: string): Value[] {
  const [key = null, reverse = false] = take(name, [], args, ['key', 'reverse']);
  const keyed = items.map((item) => [key === null ? item : call(key, [item]), item] as const);
  // Sorting backwards keeps the order of equal items by turning the list around twice.
  if (truth(reverse)) keyed.reverse();
  const found = sort(keyed, ([one], [two]) => compare('<', one, two));
  if (truth(reverse)) found.reverse();
  return found.map(([, item]) => item);
}

function indexIn(name: string, items: readonly Value[], args: readonly Value[]): number {
  const [wanted = null, from = 0, to] = positional('index', args, [], 1, 3);
  const clamp = (place: number) => Math.max(0, place < 0 ? place + items.length : place);
  const end = to === undefined ? items.length : Math.min(items.length, clamp(intOf(to)));
  for (let at = clamp(intOf(from)); at < end; at++) if (sameOrEqual(items[at] ?? null, wanted)) return at;
  throw valueError(name === 'list' ? `${repr(wanted)} is not in list` : 'tuple.index(x): x not in tuple');
}

const countIn = (items: readonly Value[], wanted: Value | undefined): number =>
  items.filter((item) => sameOrEqual(item, wanted ?? null)).length;

export function extend(list: Value[], by: Value): void {
  const items = toItems(by);
  bounded(list.length + items.length);
  for (const item of items) list.push(item);
}

define(LIST, (value): value is Value[] => Array.isArray(value), {
  append: (self, args) => {
    const [item = null] = positional('list.append', args, [], 1);
    self.push(item);
    return null;
  },
  extend: (self, args) => {
    extend(self, positional('list.extend', args, [], 1)[0] ?? null);
    return null;
  },
  insert: (self, args) => {
    const [at = 0, item = null] = positional('insert', args, [], 2);
    self.splice(intOf(at), 0, item);
    return null;
  },
  pop: (self, args) => {
    const [at = -1] = positional('pop', args, [], 0, 1);
    if (self.length === 0) throw indexError('pop from empty list');
    const index = intOf(at);
    const place = index < 0 ? index + self.length : index;
    if (place < 0 || place >= self.length) throw indexError('pop index out of range');
    return self.splice(place, 1)[0] ?? null;
  },
  remove: (self, args) => {
    const [wanted = null] = positional('list.remove', args, [], 1);
    const at = self.findIndex((item) => sameOrEqual(item, wanted));
    if (at < 0) throw valueError('list.remove(x): x not in list');
    self.splice(at, 1);
    return null;
  },
  clear: (self) => {
    self.length = 0;
    return null;
  },
  copy: (self) => [...self],
  reverse: (self) => {
    self.reverse();
    return null;
  },
  sort: (self, args, keywords) => {
    if (args.length > 0) throw typeError('sort() takes no positional arguments');
    self.splice(0, self.length, ...sorted([...self], keywords, 'sort'));
    return null;
  },
  index: (self, args) => indexIn('list', self, args),
  count: (self, args) => countIn(self, positional('list.count', args, [], 1)[0]),
});

define(TUPLE, (value): value is Tuple => value instanceof Tuple, {
  index: ({ values }, args) => indexIn('tuple', values, args),
  count: ({ values }, args) => countIn(values, positional('tuple.count', args, [], 1)[0]),
});

define(RANGE, (value): value is Range => value instanceof Range, {
  index: (self, args) => indexIn('list', toItems(self), args),
  count: (self, args) => countIn(toItems(self), args[0]),
});

define(DICT, (value): value is Dict => value instanceof Dict, {
  get: (self, args) => {
    const [key = null, otherwise = null] = positional('get', args, [], 1, 2);
    const known = self.get(key);
    return known === undefined ? otherwise : known;
  },
  keys: (self) => new View(self, 'keys'),
  values: (self) => new View(self, 'values'),
  items: (self) => new View(self, 'items'),
  pop: (self, args) => {
    const [key = null, otherwise] = positional('pop', args, [], 1, 2);
    const known = self.remove(key);
    if (known !== undefined) return known;
    if (otherwise === undefined) throw new Exc(KEY_ERROR, [key]);
    return otherwise;
  },
  popitem: (self) => {
    const last = [...self.entries.values()].at(-1);
    if (last === undefined) throw new Exc(KEY_ERROR, ['popitem(): dictionary is empty']);
    self.remove(last[0]);
    return new Tuple(last);
  },
  setdefault: (self, args) => {
    const [key = null, otherwise = null] = positional('setdefault', args, [], 1, 2);
    const known = self.get(key);
    if (known !== undefined) return known;
    self.put(key, otherwise);
    return otherwise;
  },
  update: (self, args, keywords) => {
    const [other] = positional('update', args, [], 0, 1);
    if (other !== undefined) self.update(other);
    for (const [key, value] of keywords) self.put(key, value);
    return null;
  },
  clear: (self) => {
    self.entries.clear();
    return null;
  },
  copy: (self) => new Dict(self.entries.values(), self.loose),
});
DICT.statics.set('fromkeys', (args) => {
  const [keys = null, value = null] = positional('fromkeys', args, [], 1, 2);
  return new Dict(toItems(keys).map((key) => [key, value] as const));
});

const asSet = (value: Value): PySet => (value instanceof PySet ? value : new PySet(iterate(value)));
const combined =
  (operator: string) =>
  (self: PySet, args: readonly Value[]): Value =>
    args.reduce<PySet>((set, other) => set.with(operator, asSet(other)), self.with('|', new PySet()));
const changed =
  (operator: string) =>
  (self: PySet, args: readonly Value[]): Value => {
    for (const other of args) self.become(self.with(operator, asSet(other)));
    return null;
  };

const QUESTIONS: Record<string, (self: PySet, args: readonly Value[]) => Value> = {
  union: combined('|'),
  intersection: combined('&'),
  difference: combined('-'),
  symmetric_difference: combined('^'),
  issubset: (self, [other = null]) => self.below(asSet(other)),
  issuperset: (self, [other = null]) => asSet(other).below(self),
  isdisjoint: (self, [other = null]) => self.with('&', asSet(other)).members.size === 0,
  copy: (self) => self.with('|', new PySet()),
};
const isSet = (value: Value): value is PySet => value instanceof PySet;
define(FROZENSET, isSet, QUESTIONS);
define(SET, isSet, {
  ...QUESTIONS,
  update: changed('|'),
  intersection_update: changed('&'),
  difference_update: changed('-'),
  symmetric_difference_update: changed('^'),
  add: (self, args) => {
    self.add(positional('set.add', args, [], 1)[0] ?? null);
    return null;
  },
  discard: (self, args) => {
    const [item = null] = positional('set.discard', args, [], 1);
    if (self.holds(item)) self.become(self.with('-', new PySet([item])));
    return null;
  },
  remove: (self, args) => {
    const [item = null] = positional('set.remove', args, [], 1);
    if (!self.holds(item)) throw new Exc(KEY_ERROR, [item]);
    self.become(self.with('-', new PySet([item])));
    return null;
  },
  pop: (self) => {
    const [first] = self.members.values();
    if (first === undefined) throw new Exc(KEY_ERROR, ['pop from an empty set']);
    self.become(self.with('-', new PySet([first])));
    return first;
  },
  clear: (self) => {
    self.members.clear();
    return null;
  },
});

define(GENERATOR, (value): value is Iter => value instanceof Iter, {
  close: () => null,
  __next__: (self) => {
    const { done, value } = self.next();
    if (done) throw new Exc(STOP_ITERATION, []);
    return value;
  },
});
