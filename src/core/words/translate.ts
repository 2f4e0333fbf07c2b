import type { Say, Words } from './language.ts';

/** An English text with places for values: what stands around them, and their names. */
interface Pattern {
  readonly literals: readonly string[];
  readonly names: readonly string[];
  readonly text: string;
}

const PLACE = /\{(\w+)(?::(words|list))?\}/g;
const BETWEEN = ', and ';
/** Two sentences behind each other. */
const ENDS = /(?<=[.!?]) (?=["A-Z„“])/;
/** Words inside words inside words: deeper than anything that is said. */
const DEEPEST = 8;

/**
 * Says English texts in another language. A text is found as it stands, or by what stands around its values; of several
 * that fit, the one that says most itself. What is not known stays as it is: names, and what people have written.
 */
export function translator(words: Words): Say {
  const whole = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, text] of Object.entries(words)) {
    const pattern = patternOf(english, text);
    if (pattern.names.length === 0) whole.set(english, text);
    else patterns.push(pattern);
  }
  patterns.sort((one, other) => said(other) - said(one));

  function sentence(text: string, depth: number): string | undefined {
    const known = whole.get(text);
    if (known !== undefined) return known;
    for (const pattern of patterns) {
      const values = valuesIn(text, pattern);
      if (values) return filled(pattern, values, depth);
    }
    return undefined;
  }

  const filled = ({ text, names }: Pattern, values: readonly string[], depth: number): string =>
    text.replace(PLACE, (place, name: string, kind?: string) => {
      const value = values[names.indexOf(name)] ?? place;
      if (kind === undefined || depth > DEEPEST) return value;
      if (kind === 'words') return part(value, depth);
      const parts = value.split(BETWEEN).map((one) => part(one, depth));
      return parts.join(whole.get(`…${BETWEEN}`) ?? BETWEEN);
    });

  const part = (text: string, depth: number): string =>
    text === '' ? text : (sentence(`…${text}`, depth + 1) ?? say(text, depth + 1));

  function say(text: string, depth: number): string {
    const once = sentence(text, depth);
    if (once !== undefined) return once;
    const several = text.split(ENDS);
    return several.length < 2 ? text : several.map((one) => sentence(one, depth) ?? one).join(' ');
  }

  return (text) => say(text, 0);
}

const said = ({ literals }: Pattern): number => literals.reduce((sum, one) => sum + one.length, 0);

function patternOf(english: string, text: string): Pattern {
  const parts = english.split(/\{(\w+)\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1),
    text,
  };
}

/** The values in a text that has this form, each as short as it can be; one look from left to right. */
function valuesIn(text: string, { literals }: Pattern): readonly string[] | undefined {
  const [start = '', ...between] = literals;
  const end = between.pop() ?? '';
  if (!text.startsWith(start)) return undefined;
  let at = start.length;
  const values: string[] = [];
  for (const literal of between) {
    const found = literal === '' ? -1 : text.indexOf(literal, at);
    if (found < 0) return undefined;
    values.push(text.slice(at, found));
    at = found + literal.length;
  }
  if (text.length < at + end.length || !text.endsWith(end)) return undefined;
  return [...values, text.slice(at, text.length - end.length)];
}
