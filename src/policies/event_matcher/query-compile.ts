import { IpNetwork, isIpAddress } from '../../core/expression/address.ts';
import { type Comparison, type Literal, momentOf, type Query } from './query-parse.ts';

type Values = Readonly<Record<string, unknown>>;
export type Matcher = (event: Values) => boolean;

/** Turns a query into closures: an event is read, nothing is interpreted. */
export function compileQuery(query: Query): Matcher {
  switch (query.kind) {
    case 'and': {
      const parts = query.parts.map(compileQuery);
      return (event) => parts.every((part) => part(event));
    }
    case 'or': {
      const parts = query.parts.map(compileQuery);
      return (event) => parts.some((part) => part(event));
    }
    case 'not': {
      const part = compileQuery(query.part);
      return (event) => !part(event);
    }
    case 'comparison':
      return compileComparison(query);
  }
}

/** Where the path leads to a list, one of its items has to fit. */
function compileComparison({ path, operator, values }: Comparison): Matcher {
  const tests = values.map((value) => testOf(operator, value));
  const fits = (found: unknown) => tests.some((test) => test(found));
  return (event) => {
    const found = follow(event, path);
    return Array.isArray(found) ? found.some(fits) : fits(found);
  };
}

/** Neither the prototype's members nor a list's `length`. */
const isMember = Object.prototype.propertyIsEnumerable;

/** What is not there is null. */
function follow(event: Values, path: readonly string[]): unknown {
  let found: unknown = event;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !isMember.call(found, part)) return null;
    found = (found as Values)[part];
  }
  return found ?? null;
}

function testOf(operator: Comparison['operator'], { kind, value }: Literal): (found: unknown) => boolean {
  switch (operator) {
    case '=':
    case 'in':
      return kind === 'date'
        ? (found) => typeof found === 'string' && momentOf(found) === value
        : (found) => found === value;
    case '<':
      return ordered(kind, value, (found, wanted) => found < wanted);
    case '<=':
      return ordered(kind, value, (found, wanted) => found <= wanted);
    case '>':
      return ordered(kind, value, (found, wanted) => found > wanted);
    case '>=':
      return ordered(kind, value, (found, wanted) => found >= wanted);
    case '~':
      return ofText(String(value), (found, wanted) => found.includes(wanted));
    case 'startswith':
      return ofText(String(value), (found, wanted) => found.startsWith(wanted));
    case 'endswith':
      return ofText(String(value), (found, wanted) => found.endsWith(wanted));
    case 'within': {
      const network = new IpNetwork(String(value));
      return (found) => isIpAddress(found) && network.contains(found);
    }
  }
}

/** Only like is compared with like: a text is neither above nor below a number. */
function ordered(
  kind: Literal['kind'],
  value: Literal['value'],
  compare: (found: string | number, wanted: string | number) => boolean,
): (found: unknown) => boolean {
  if (kind === 'date')
    return (found) => {
      const moment = typeof found === 'string' ? momentOf(found) : undefined;
      return moment !== undefined && compare(moment, value as number);
    };
  const type = kind === 'text' ? 'string' : 'number';
  return (found) => typeof found === type && compare(found as string | number, value as string | number);
}

/** Upper and lower case count alike. */
function ofText(
  text: string,
  compare: (found: string, wanted: string) => boolean,
): (found: unknown) => boolean {
  const wanted = text.toLowerCase();
  return (found) => typeof found === 'string' && compare(found.toLowerCase(), wanted);
}
