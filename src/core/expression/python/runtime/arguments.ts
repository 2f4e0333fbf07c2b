import { type Keywords, typeError, type Value } from './objects.ts';

/** What a function of ours was called with, in the order of its parameters; undefined where nothing was given. */
export function take(
  name: string,
  args: readonly Value[],
  keywords: Keywords,
  parameters: readonly string[],
  least = 0,
): (Value | undefined)[] {
  if (args.length > parameters.length) throw tooMany(name, args.length, parameters.length, least);
  const values: (Value | undefined)[] = parameters.map((_, index) => args[index]);
  for (const [key, value] of keywords) {
    const index = parameters.indexOf(key);
    if (index < 0 || key === '')
      throw typeError(
        parameters.every((parameter) => parameter === '')
          ? `${name}() takes no keyword arguments`
          : `'${key}' is an invalid keyword argument for ${name}()`,
      );
    if (values[index] !== undefined)
      throw typeError(`argument for ${name}() given by name ('${key}') and position (${index + 1})`);
    values[index] = value;
  }
  for (let index = 0; index < least; index++)
    if (values[index] === undefined) throw tooFew(name, args.length, parameters, least, index);
  return values;
}

const times = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;

function tooMany(name: string, given: number, most: number, least: number): Error {
  if (most === 0) return typeError(`${name}() takes no arguments (${given} given)`);
  if (most === least)
    return typeError(`${name}() takes exactly ${most === 1 ? 'one argument' : times(most)} (${given} given)`);
  return typeError(`${name} expected at most ${times(most)}, got ${given}`);
}

function tooFew(
  name: string,
  given: number,
  parameters: readonly string[],
  least: number,
  index: number,
): Error {
  if (parameters.length === least && parameters.every((parameter) => parameter === ''))
    return typeError(
      `${name}() takes exactly ${least === 1 ? 'one argument' : times(least)} (${given} given)`,
    );
  const parameter = parameters[index];
  if (parameter) return typeError(`${name}() missing required argument '${parameter}' (pos ${index + 1})`);
  return typeError(`${name} expected at least ${times(least)}, got ${given}`);
}

/** For functions whose parameters have no names. */
export const positional = (
  name: string,
  args: readonly Value[],
  keywords: Keywords,
  least: number,
  most = least,
): readonly (Value | undefined)[] =>
  keywords.length === 0 && args.length >= least && args.length <= most
    ? args
    : take(
        name,
        args,
        keywords,
        Array.from({ length: most }, () => ''),
        least,
      );
