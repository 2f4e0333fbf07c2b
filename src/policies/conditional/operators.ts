import { IpAddress, IpNetwork } from '../../core/expression/address.ts';
import { folded, type Kind, type KindName, type Value } from './kinds.ts';
import { isUrl } from './url.ts';

/** What stands on the right of an operator, given the kind on its left. `pattern` is compiled beforehand. */
export type OperandNeed =
  | 'none'
  | 'same'
  | 'list'
  | 'item'
  | 'items'
  | 'pair'
  | 'pattern'
  | 'duration'
  | 'networks'
  | 'number';

export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A way to look at a value. */
export interface Operator {
  readonly key: string;
  readonly title: string;
  /** The kinds that may stand on the left. */
  readonly kinds: readonly KindName[];
  readonly operand: OperandNeed;
  /** Others have an operator that says the opposite. */
  readonly negatable: boolean;
  /** Whether upper and lower case can be taken as equal. */
  readonly folds: boolean;
  /** The left side is only whether there is a value: a missing one answers that too. */
  readonly presence?: boolean;
  /** `left` and `right` are of the kinds above, folded where that is wished. */
  readonly test: (left: Value, right: Value, surroundings: Surroundings) => boolean;
}

const EQUALS: readonly KindName[] = ['string', 'number', 'datetime', 'ip', 'enum', 'model'];
const ORDERED: readonly KindName[] = ['number', 'datetime'];
const PRESENT: readonly KindName[] = [...EQUALS, 'boolean', 'list', 'any'];

/** Addresses are equal where they are written alike: they print in one form only. */
const same = (a: Value, b: Value): boolean =>
  a instanceof IpAddress || b instanceof IpAddress ? String(a) === String(b) : a === b;

const items = (value: Value): readonly Value[] => (Array.isArray(value) ? value : []);
const has = (list: Value, item: Value): boolean => items(list).some((one) => same(one, item));

/** What a value is looked up by, where many are. */
const lookup = (value: Value): Value => (value instanceof IpAddress ? String(value) : value);
const lookupOf = (list: Value): ReadonlySet<Value> => new Set(items(list).map(lookup));

const number = (value: Value | undefined): number => (typeof value === 'number' ? value : Number.NaN);
const text = (value: Value): string => (typeof value === 'string' ? value : '');

type Test = Operator['test'];

const presence = (key: string, title: string, test: Test): Operator => ({
  key,
  title,
  kinds: PRESENT,
  operand: 'none',
  negatable: false,
  folds: false,
  presence: true,
  test,
});

const equality = (key: string, title: string, operand: 'same' | 'list', test: Test): Operator => ({
  key,
  title,
  kinds: EQUALS,
  operand,
  negatable: false,
  folds: true,
  test,
});

const ofText = (key: string, title: string, test: Test, operand: OperandNeed = 'same'): Operator => ({
  key,
  title,
  kinds: ['string'],
  operand,
  negatable: true,
  folds: operand !== 'none',
  test,
});

const order = (key: string, title: string, test: (a: number, b: number) => boolean): Operator => ({
  key,
  title,
  kinds: ORDERED,
  operand: 'same',
  negatable: false,
  folds: false,
  test: (left, right) => test(number(left), number(right)),
});

const plain = (
  key: string,
  title: string,
  kind: KindName,
  operand: OperandNeed,
  negatable: boolean,
  test: Test,
): Operator => ({ key, title, kinds: [kind], operand, negatable, folds: false, test });

const ofList = (key: string, title: string, operand: 'item' | 'items', test: Test): Operator => ({
  key,
  title,
  kinds: ['list'],
  operand,
  negatable: true,
  folds: true,
  test,
});

const isAddress = (value: Value): value is IpAddress => value instanceof IpAddress;
const length = (value: Value): number => items(value).length;

export const OPERATORS: readonly Operator[] = [
  presence('is_set', 'is there', (there) => there === true),
  presence('is_not_set', 'is missing', (there) => there !== true),
  equality('eq', 'is', 'same', same),
  equality('ne', 'is not', 'same', (left, right) => !same(left, right)),
  equality('in', 'is one of', 'list', (left, right) => has(right, left)),
  equality('not_in', 'is none of', 'list', (left, right) => !has(right, left)),
  ofText('contains', 'contains', (left, right) => text(left).includes(text(right))),
  ofText('starts_with', 'begins with', (left, right) => text(left).startsWith(text(right))),
  ofText('ends_with', 'ends with', (left, right) => text(left).endsWith(text(right))),
  // Patterns count their steps: see `compile-compare.ts`.
  ofText('matches', 'matches the pattern', () => false, 'pattern'),
  order('lt', 'is less than', (a, b) => a < b),
  order('lte', 'is at most', (a, b) => a <= b),
  order('gt', 'is more than', (a, b) => a > b),
  order('gte', 'is at least', (a, b) => a >= b),
  {
    key: 'between',
    title: 'is between',
    kinds: ORDERED,
    operand: 'pair',
    negatable: true,
    folds: false,
    test: (left, right) => {
      const [low, high] = items(right).map(number);
      return number(left) >= number(low) && number(left) <= number(high);
    },
  },
  plain('is_true', 'is true', 'boolean', 'none', false, (left) => left === true),
  plain('is_false', 'is false', 'boolean', 'none', false, (left) => left === false),
  plain('within_last', 'is within the last', 'datetime', 'duration', false, (left, right, { now }) => {
    return number(left) >= now - number(right) * 1_000;
  }),
  plain('older_than', 'is older than', 'datetime', 'duration', false, (left, right, { now }) => {
    return number(left) < now - number(right) * 1_000;
  }),
  plain('in_network', 'is in the networks', 'ip', 'networks', true, (left, right) => {
    return isAddress(left) && items(right).some((net) => net instanceof IpNetwork && net.contains(left));
  }),
  plain('is_private', 'is private', 'ip', 'none', true, (left) => isAddress(left) && left.is_private),
  plain('is_global', 'is public', 'ip', 'none', true, (left) => isAddress(left) && left.is_global),
  ofText('is_url', 'is a web address', (left) => isUrl(text(left)), 'none'),
  ofList('has_item', 'has', 'item', has),
  ofList('has_any', 'has any of', 'items', (left, right) => {
    const there = lookupOf(left);
    return items(right).some((item) => there.has(lookup(item)));
  }),
  ofList('has_all', 'has all of', 'items', (left, right) => {
    const there = lookupOf(left);
    return items(right).every((item) => there.has(lookup(item)));
  }),
  plain('is_empty', 'is empty', 'list', 'none', true, (left) => length(left) === 0),
  plain('length_eq', 'has as many entries as', 'list', 'number', false, (left, right) => {
    return length(left) === number(right);
  }),
  plain('length_gt', 'has more entries than', 'list', 'number', false, (left, right) => {
    return length(left) > number(right);
  }),
  plain('length_lt', 'has fewer entries than', 'list', 'number', false, (left, right) => {
    return length(left) < number(right);
  }),
];

const BY_KEY: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((operator) => [operator.key, operator]));

export const operatorOf = (key: string): Operator | undefined => BY_KEY.get(key);

/** The kind that has to stand on the right; undefined where nothing or a pattern does. */
export function operandKind({ operand }: Operator, left: Kind): Kind | undefined {
  switch (operand) {
    case 'none':
    case 'pattern':
      return undefined;
    case 'same':
      return left;
    case 'list':
    case 'pair':
      return { is: 'list', of: left };
    case 'item':
      return left.is === 'list' ? left.of : undefined;
    case 'items':
      return left;
    case 'duration':
      return { is: 'duration' };
    case 'networks':
      return { is: 'list', of: { is: 'cidr' } };
    case 'number':
      return { is: 'number' };
  }
}

/** Takes the case away from texts, of lists item by item. */
export const withoutCase = (value: Value): Value =>
  typeof value === 'string' ? folded(value) : Array.isArray(value) ? value.map(withoutCase) : value;
