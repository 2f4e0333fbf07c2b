import { attribute, deleteItem, item, method, owner, setAttribute, setItem } from './access.ts';
import { ipAddressOf } from './addresses.ts';
import { BUILTINS } from './builtins.ts';
import { Bytes } from './bytes.ts';
import { extend } from './collections.ts';
import { Dict, Iter, isIn, PySet, Slice, Tuple, unpack } from './containers.ts';
import { installClock } from './dates.ts';
import {
  caught,
  described,
  failed,
  matches,
  nothingToRaise,
  raised,
  unbound,
  unboundAround,
  unknown,
} from './exceptions.ts';
import {
  contextOf,
  type Data,
  fromData,
  httpOf,
  isData,
  type Model,
  modelOf,
  putBack,
  requestOf,
  toData,
  userOf,
} from './facts.ts';
import { formatPart } from './formatting.ts';
import { define, keywordsOf } from './functions.ts';
import { moduleOf } from './modules.ts';
import { Float, typeError, type Value } from './objects.ts';
import { augment, binary, unary } from './operators.ts';
import { call, compare, equal, isIterable, iterate, nameOf, same, truth } from './protocol.ts';
import { type Machine, wordsOf } from './words.ts';

/** The values that one run knows by name. */
export interface Names {
  globals(names: readonly string[]): (Value | undefined)[];
  parameters(names: readonly string[]): (Value | undefined)[];
}

/** What translated texts call: see `emit.ts`. One for each machine. */
export function makeLibrary(machine: Machine) {
  installClock(() => machine.now());
  const words = wordsOf(machine);
  const redirect = words.get('ak_redirect');

  /** The values of the run, made when a text names them. */
  const begin = (
    request: Data = {},
    address: unknown,
    sso: boolean,
    extra: Data = {},
  ): Names & { end(): void } => {
    // Made when they are named: most texts name one of them, if any.
    let context: Dict | undefined;
    let asked: Model | undefined;
    const contextHere = () =>
      (context ??= contextOf(request.context, typeof redirect === 'function' ? redirect : () => null));
    const requestHere = () => (asked ??= requestOf(request, contextHere()));
    const given = (name: string): Value | undefined => {
      if (Object.hasOwn(extra, name)) return inExtra(name, extra[name]);
      switch (name) {
        case 'request':
          return requestHere();
        case 'context':
          return contextHere();
        case 'http_request':
          return isData(request.http_request)
            ? (requestHere().field(name) ?? httpOf(request.http_request))
            : undefined;
        case 'ak_client_ip':
          return address === undefined || address === null ? undefined : ipAddressOf(String(address));
        case 'ak_is_sso_flow':
          return sso;
        default:
          return undefined;
      }
    };
    return {
      globals: (names) =>
        names.map((name) => {
          const value = given(name);
          return value === undefined ? (words.get(name) ?? BUILTINS.get(name)) : value;
        }),
      parameters: (names) => names.map(given),
      end: () => context && putBack(context, request.context),
    };
  };

  /** Runs a text whose names are known, and gives JSON data. */
  const run = (names: ReturnType<typeof begin>, body: () => Value): unknown => {
    try {
      const value = body();
      if (typeof value === 'function')
        throw typeError('the expression returned a function: is a call missing?');
      names.end();
      return toData(value);
    } catch (error) {
      throw described(error);
    }
  };

  return {
    begin,
    run,
    attribute: (of: Value, name: string) => attribute(of, name),
    augment: (operator: string, left: Value, right: Value) => augment(operator, left, right, extend),
    binary: (operator: string, left: Value, right: Value) => binary(operator, left, right),
    bytes: (text: string) => Bytes.of(text),
    call,
    caught,
    compare,
    define,
    deleteAttribute: (of: Value, name: string) => setAttribute(of, name),
    deleteItem,
    dict: (pairs: readonly (readonly [Value, Value])[]) => new Dict(pairs),
    entries,
    equal,
    failed,
    float: (value: number) => new Float(value),
    format: formatPart,
    generator: (items: Iterator<Value>) => new Iter(items),
    isIn,
    item,
    iterate,
    spread,
    keywords: keywordsOf,
    matches,
    method,
    module: (name: string) => moduleOf(name) ?? null,
    nothingToRaise,
    owner,
    raised,
    same,
    set: (items: Iterable<Value>) => new PySet(items),
    setAttribute,
    setItem,
    slice: (from: Value, to: Value, step: Value) => new Slice(from, to, step),
    truth,
    tuple: (items: readonly Value[]) => new Tuple(items),
    unary,
    unbound,
    unboundAround,
    unknown,
    unpack,
  };
}

/** What stands behind a star. */
function spread(value: Value): Iterable<Value> {
  if (!isIterable(value)) throw typeError(`Value after * must be an iterable, not ${nameOf(value)}`);
  return iterate(value);
}

/** What stands behind two stars in a dict. */
function entries(value: Value): Iterable<readonly [Value, Value]> {
  if (!(value instanceof Dict)) throw typeError(`'${nameOf(value)}' object is not a mapping`);
  return value.pairs();
}

export const inExtra = (name: string, value: unknown): Value => {
  if (name === 'user') return userOf(value);
  if (name === 'provider' || name === 'source') return modelOf(name, value);
  return fromData(value);
};

/** The functions whose values every text may name, and the modules' names. */
export const KNOWN_NAMES: readonly string[] = [
  ...BUILTINS.keys(),
  ...wordsOf({ now: () => 0, words: {}, ask: () => null }).keys(),
];
