import { keyOf, type Operation } from './operations.ts';
import { type Shape, within } from './shape.ts';

/** Fields deeper than this are those of other objects; they are counted where those are read. */
const DEPTH = 2;

export interface Tally {
  readonly covered: number;
  readonly total: number;
}

/** One operation of the yardstick, and how much of it is here. */
export interface Comparison {
  readonly operation: Operation;
  readonly present: boolean;
  readonly parameters: Tally;
  readonly request: Tally;
  readonly reply: Tally;
  /** What an operation that is here lacks, in words: `parameter foo`, `request foo`, `reply foo (…)`. */
  readonly lacks: readonly string[];
}

/**
 * Compares every operation of the yardstick with ours. `models`: the wire names of the models that are here, for unions
 * that they tell apart.
 */
export function measure(
  theirs: readonly Operation[],
  ours: readonly Operation[],
  models: ReadonlySet<string>,
): readonly Comparison[] {
  const known = new Map(ours.map((operation) => [keyOf(operation), operation]));
  return theirs.map((operation) => compare(operation, known.get(keyOf(operation)), models));
}

function compare(theirs: Operation, ours: Operation | undefined, models: ReadonlySet<string>): Comparison {
  const parameters = [...theirs.parameters].map(([name, shape]) => {
    const own = ours?.parameters.get(name);
    return { name: `parameter ${name}`, fault: own === undefined ? 'not there' : refusal(shape, own) };
  });
  const request = walk(theirs.request, ours?.request, '', DEPTH, { side: 'request', models });
  const reply = walk(theirs.reply, ours?.reply, '', DEPTH, { side: 'reply', models });
  return {
    operation: theirs,
    present: ours !== undefined,
    parameters: tally(parameters),
    request: tally(request),
    reply: tally(reply),
    lacks: ours === undefined ? [] : [...parameters, ...request, ...reply].flatMap(sentence),
  };
}

interface Finding {
  readonly name: string;
  readonly fault: string | undefined;
}

const tally = (findings: readonly Finding[]): Tally => ({
  covered: findings.filter(({ fault }) => fault === undefined).length,
  total: findings.length,
});

const sentence = ({ name, fault }: Finding): string[] =>
  fault === undefined ? [] : [fault === 'not there' ? name : `${name} (${fault})`];

interface Walk {
  readonly side: 'request' | 'reply';
  readonly models: ReadonlySet<string>;
}

/** Every field below a shape of the yardstick, and what is wrong with ours. */
function walk(
  theirs: Shape | undefined,
  ours: Shape | undefined,
  path: string,
  depth: number,
  how: Walk,
): Finding[] {
  if (theirs === undefined || depth === 0) return [];
  const { side, models } = how;
  const item = theirs.item();
  if (item !== undefined) return walk(item, ours?.item() ?? free(ours), `${path}[]`, depth, how);
  const variants = theirs.variants();
  if (variants.size > 0) {
    const own = ours?.variants();
    // What is open is judged when its type is known, so it takes the types that are here.
    return [...variants].flatMap(([tag, variant]) =>
      walk(
        variant,
        own?.get(tag) ?? (models.has(tag) ? free(ours) : undefined),
        `${path}<${tag}>`,
        depth,
        how,
      ),
    );
  }
  const own = ours?.fields();
  return [...theirs.fields()].flatMap(([name, field]) => {
    if (side === 'request' && field.readOnly) return [];
    const here = `${path}${path === '' ? '' : '.'}${name}`;
    const mine = own?.get(name);
    const shape = mine?.shape ?? (side === 'request' ? free(ours) : undefined);
    const absent = field.required && mine?.required === false ? 'may be left out' : undefined;
    const fault =
      shape === undefined
        ? 'not there'
        : side === 'request'
          ? refusal(field.shape, shape)
          : (surprise(field.shape, shape) ?? absent);
    return [{ name: `${side} ${here}`, fault }, ...walk(field.shape, shape, here, depth - 1, how)];
  });
}

/** A shape that takes any field hands itself down. */
const free = (shape: Shape | undefined): Shape | undefined =>
  shape &&
  (shape.kinds.has('any') || (shape.open && shape.fields().size === 0 && shape.variants().size === 0))
    ? ANY
    : undefined;

const ANY: Shape = {
  kinds: new Set(['any']),
  values: undefined,
  open: true,
  fields: () => new Map(),
  item: () => undefined,
  variants: () => new Map(),
};

/** What of a value that a client may send we would refuse. */
function refusal(sent: Shape, taken: Shape): string | undefined {
  if (!within(sent.kinds, taken.kinds)) return `sent ${words(sent)}, taken ${words(taken)}`;
  if (taken.values === undefined) return undefined;
  const refused = [...(sent.values ?? [])].filter((value) => value !== '' && !taken.values?.has(value));
  return refused.length > 0 ? `refuses ${refused.join(', ')}` : undefined;
}

/** What of a value that we may return a client does not expect. */
const surprise = (expected: Shape, returned: Shape): string | undefined =>
  within(returned.kinds, expected.kinds)
    ? undefined
    : `expected ${words(expected)}, returned ${words(returned)}`;

const words = ({ kinds }: Shape): string => [...kinds].sort().join(' or ');
