import fc from 'fast-check';

/** Keys that random data and random expressions share, the treacherous ones among them. */
export const KEYS = ['a', 'b', 'name', 'groups', 'email', 'length', 'constructor', '__proto__', 'toString'];

const key = fc.constantFrom(...KEYS);

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 2.5, '', 'a', 'name', 'ada@corp.test', '10.1.2.3'),
  fc.integer({ min: -3, max: 3 }),
);

/** JSON data, three levels deep, in which every key may stand for anything. */
export const jsonData = (depth = 3): fc.Arbitrary<unknown> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 2, arbitrary: leaf },
        { weight: 1, arbitrary: fc.array(jsonData(depth - 1), { maxLength: 3 }) },
        { weight: 4, arbitrary: jsonObject(depth) },
      );

const jsonObject = (depth: number): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .array(fc.tuple(key, jsonData(depth - 1)), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries));

/** A request with the members that every request has, and random data below them. */
export const requestData: fc.Arbitrary<Record<string, unknown>> = fc.record({
  user: jsonObject(3),
  http_request: fc.oneof(fc.constant(null), jsonObject(2)),
  obj: fc.oneof(fc.constant(null), jsonObject(2)),
  context: jsonObject(3),
});

const quote = (text: string) => JSON.stringify(text);
const LITERALS = ['1', '0', '-2', '""', '"a"', '"name"', 'null', 'undefined', 'true', 'false', '[]', '{}'];
const METHODS = [
  'startsWith',
  'includes',
  'toString',
  'indexOf',
  'trim',
  'at',
  'concat',
  'slice',
  'hasOwnProperty',
];
const ROOTS = ['request', 'request.user', 'request.context', 'context', 'http_request', 'request.obj'];

/** The body of a function in plain JavaScript: declarations, destructuring, closures, then a `return`. */
export const anyBody: fc.Arbitrary<string> = fc.nat({ max: 0x7fffffff }).chain((seed) =>
  fc.nat({ max: 4 }).map((size) => {
    const random = generator(seed);
    const names: string[] = [];
    const lines = Array.from({ length: size }, () => statement(random, names));
    return [...lines, `return ${expression(random, names, 4)};`].join('\n');
  }),
);

type Random = (below: number) => number;

function generator(seed: number): Random {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

function statement(random: Random, names: string[]): string {
  const name = `v${random(4)}`;
  const fresh = names.includes(name) ? `w${names.length}` : name;
  const value = expression(random, names, 3);
  const [one, two] = [pick(random, KEYS), pick(random, KEYS)];
  switch (random(9)) {
    case 0:
    case 1:
      names.push(fresh);
      return `const ${fresh} = ${path(random, names)};`;
    case 2:
      names.push(fresh);
      return `const { ${quote(one)}: ${fresh} = ${value} } = ${path(random, names)};`;
    case 3:
      names.push(fresh);
      return `const { ${quote(one)}: { ${quote(two)}: ${fresh} } = ${path(random, names)} } = ${path(random, names)};`;
    case 4:
      names.push(fresh);
      return `let ${fresh} = ${value};`;
    case 5:
      names.push(fresh);
      return `const { ${quote(one)}: _${fresh}, ...${fresh} } = ${path(random, names)};`;
    case 6:
      return `if (${value}) { const v0 = ${path(random, names)}; context.${pick(random, ['a', 'b', 'name'])} = v0; }`;
    case 7:
      names.push(fresh);
      return `const ${fresh} = [${path(random, names)}].map((v1) => v1?.${pick(random, ['a', 'b', 'name'])});`;
    default:
      return `for (const v2 of Object.values(${path(random, names)} ?? {})) { if (v2) break; }`;
  }
}

function path(random: Random, names: readonly string[]): string {
  let text = random(3) === 0 && names.length > 0 ? pick(random, names) : pick(random, ROOTS);
  for (let steps = random(4); steps > 0; steps--) {
    const step = pick(random, KEYS);
    text += pick(random, [`.${step}`, `?.${step}`, `?.[${quote(step)}]`, `[\`${step}\`]`]);
  }
  return text;
}

function expression(random: Random, names: readonly string[], depth: number): string {
  const next = () => expression(random, names, depth - 1);
  if (depth === 0) return random(3) === 0 ? pick(random, LITERALS) : path(random, names);
  switch (random(16)) {
    case 0:
      return `(${next()} ${pick(random, ['===', '!==', '==', '!=', '<', '+', '-', '*'])} ${next()})`;
    case 1:
      return `(${next()} ${pick(random, ['&&', '||'])} ${next()})`;
    case 2:
      return `(${next()} ?? ${next()})`;
    case 3:
      return `(${next()} ? ${next()} : ${next()})`;
    case 4:
      return `${pick(random, ['!', 'typeof ', 'void '])}(${next()})`;
    case 5:
      return `${path(random, names)}?.${pick(random, METHODS)}?.(${next()})`;
    case 6:
      return `[${next()}, ${next()}]`;
    case 7:
      return `({ ${quote(pick(random, KEYS))}: ${next()}, ...(${next()}) })`;
    case 8:
      return `(${quote(pick(random, KEYS))} in Object(${path(random, names)}))`;
    case 9:
      return `Object(${path(random, names)})[String(${next()})]`;
    case 10:
      return `Object.keys(Object(${path(random, names)}))`;
    case 11:
      return `((v3 = ${next()}) => v3)(${next()})`;
    case 12:
      return `(${path(random, names)} == null)`;
    case 13:
      return `(${quote(pick(random, KEYS))} in (${path(random, names)}))`;
    case 14:
      return `${path(random, names)}[${pick(random, ['0', '"a"', `(${next()})`])}]`;
    default:
      return path(random, names);
  }
}
