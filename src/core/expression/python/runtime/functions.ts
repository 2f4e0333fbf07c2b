import { Dict, GENERATOR, Iter, Tuple } from './containers.ts';
import { type Callable, type Keywords, typeError, type Value } from './objects.ts';

/** What a `def` or a `lambda` says about its parameters. */
export interface Shape {
  readonly name: string;
  readonly positional: readonly string[];
  readonly positionOnly: number;
  readonly keywordOnly: readonly string[];
  readonly rest: boolean;
  readonly keywords: boolean;
  readonly yields: boolean;
}

type Body = (...values: (Value | undefined)[]) => unknown;

const listed = (names: readonly string[]): string => {
  const all = names.map((name) => `'${name}'`);
  if (all.length < 3) return all.join(' and ');
  return `${all.slice(0, -1).join(', ')}, and ${all.at(-1)}`;
};

/** Makes a function of Python. `defaults` has an item for each parameter by position and by keyword. */
export function define(shape: Shape, defaults: readonly (Value | undefined)[], body: Body): Callable {
  const { name, positional, keywordOnly } = shape;
  const run = (values: (Value | undefined)[]): Value => {
    const result = body(...values);
    if (shape.yields) return new Iter(result as Iterator<Value>, GENERATOR);
    return (result ?? null) as Value;
  };
  const simple = keywordOnly.length === 0 && !shape.rest && !shape.keywords;
  const called: Callable = (args, keywords = []) =>
    simple && keywords.length === 0 && args.length === positional.length
      ? run([...args])
      : run(bind(shape, defaults, args, keywords));
  return Object.assign(called, { label: name, defined: true as const });
}

function bind(
  shape: Shape,
  defaults: readonly (Value | undefined)[],
  args: readonly Value[],
  keywords: Keywords,
): (Value | undefined)[] {
  const { name, positional, positionOnly, keywordOnly } = shape;
  const names = [...positional, ...keywordOnly];
  const values: (Value | undefined)[] = names.map((_, index) =>
    index < positional.length ? args[index] : undefined,
  );
  const further = new Dict();
  const wrongly: string[] = [];
  for (const [key, value] of keywords) {
    const index = names.indexOf(key);
    if (index < positionOnly) {
      if (shape.keywords) further.put(key, value);
      else if (index >= 0) wrongly.push(key);
      else throw typeError(`${name}() got an unexpected keyword argument '${key}'`);
    } else if (values[index] !== undefined)
      throw typeError(`${name}() got multiple values for argument '${key}'`);
    else values[index] = value;
  }
  if (wrongly.length > 0)
    throw typeError(
      `${name}() got some positional-only arguments passed as keyword arguments: '${wrongly.join(', ')}'`,
    );
  if (args.length > positional.length && !shape.rest) throw tooMany(shape, defaults, args.length, values);
  const isMissing = (index: number) => values[index] === undefined && defaults[index] === undefined;
  const missing = positional.filter((_, index) => isMissing(index));
  if (missing.length > 0)
    throw typeError(
      `${name}() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${listed(missing)}`,
    );
  const absent = keywordOnly.filter((_, index) => isMissing(index + positional.length));
  if (absent.length > 0)
    throw typeError(
      `${name}() missing ${absent.length} required keyword-only argument${absent.length > 1 ? 's' : ''}: ${listed(absent)}`,
    );
  const bound = values.map((value, index) => (value === undefined ? defaults[index] : value));
  if (shape.rest) bound.push(new Tuple(args.slice(positional.length)));
  if (shape.keywords) bound.push(further);
  return bound;
}

function tooMany(
  shape: Shape,
  defaults: readonly (Value | undefined)[],
  given: number,
  values: readonly (Value | undefined)[],
): Error {
  const { name, positional, keywordOnly } = shape;
  const most = positional.length;
  const least = positional.filter((_, index) => defaults[index] === undefined).length;
  const takes = least < most ? `from ${least} to ${most}` : String(most);
  const named = keywordOnly.filter((_, index) => values[index + most] !== undefined).length;
  const plural = takes === '1' ? '' : 's';
  const were = given === 1 && named === 0 ? 'was' : 'were';
  const got =
    named === 0
      ? String(given)
      : `${given} positional argument${given === 1 ? '' : 's'} (and ${named} keyword-only argument${named === 1 ? '' : 's'})`;
  return typeError(`${name}() takes ${takes} positional argument${plural} but ${got} ${were} given`);
}

/** `**value` in a call. */
export function keywordsOf(value: Value): Keywords {
  if (!(value instanceof Dict)) throw typeError('argument after ** must be a mapping');
  return [...value.pairs()].map(([key, item]) => {
    if (typeof key !== 'string') throw typeError('keywords must be strings');
    return [key, item] as const;
  });
}
