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

const text = fc.constantFrom('', 'a', 'name', 'ada@corp.test', '10.1.2.3', 'B,c', ' x ');

/** An object in which each key stands for what one would expect, so that most expressions have an answer. */
const likelyObject = (depth: number): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({
    a: fc.integer({ min: -3, max: 3 }),
    name: text,
    email: text,
    groups: fc.array(text, { maxLength: 3 }),
    b: depth === 0 ? fc.constantFrom(null, true, 1.5) : likelyObject(depth - 1),
  });

/** A request of such objects. */
export const likelyRequest: fc.Arbitrary<Record<string, unknown>> = fc.record({
  user: likelyObject(2),
  http_request: likelyObject(1),
  obj: likelyObject(1),
  context: likelyObject(2),
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

/** Bodies in the part of the language that runs in process, more or less: the compiler may still refuse some. */
export const simpleBody: fc.Arbitrary<string> = fc.nat({ max: 0x7fffffff }).chain((seed) =>
  fc.nat({ max: 4 }).map((size) => {
    const random = generator(seed);
    const names: string[] = [];
    const lines = Array.from({ length: size }, () => simpleStatement(random, names));
    return [...lines, `return ${simple(random, names, 3)};`].join('\n');
  }),
);

const LIKELY_KEYS = ['a', 'b', 'name', 'email', 'groups', 'length', 'missing'];

function simpleStatement(random: Random, names: string[]): string {
  const fresh = `v${names.length}`;
  const one = pick(random, LIKELY_KEYS);
  const known = [...names];
  const value = simple(random, known, 2);
  if (random(2) === 0) names.push(fresh);
  switch (random(6)) {
    case 0:
      return `const ${fresh} = ${anything(random, known)};`;
    case 1:
      return `const { ${quote(one)}: ${fresh} = ${value} } = ${anything(random, known)} ?? request;`;
    case 2:
      return `let ${fresh} = ${value}, w${fresh} = 1;`;
    case 3:
      return `const ${fresh} = 1; if (${value}) return ${simple(random, known, 2)};`;
    case 4:
      return `const ${fresh} = 2; if (${value}) { const context = ${simple(random, known, 1)}; ak_message(typeof context); } else { ak_message("no"); }`;
    default:
      return `let ${fresh}; ak_message(${value});`;
  }
}

/** A path that mostly leads somewhere, and does not fail where it does not. */
function anything(random: Random, names: readonly string[]): string {
  let found = random(3) === 0 && names.length > 0 ? pick(random, names) : pick(random, ROOTS);
  for (let steps = random(4); steps > 0; steps--) {
    const step = pick(random, LIKELY_KEYS);
    found += pick(random, [`.${step}`, `?.${step}`, `?.${step}`, `?.[${quote(step)}]`]);
  }
  return found;
}

/** A value of any kind; now and then of a kind that does not fit where it stands. */
function simple(random: Random, names: readonly string[], depth: number): string {
  switch (random(9)) {
    case 0:
    case 1:
      return textual(random, names, depth);
    case 2:
      return numeric(random, names, depth);
    case 3:
      return anything(random, names);
    case 4:
      return pick(random, ['null', 'undefined', 'clientIp', 'request.context.b']);
    default:
      return logical(random, names, depth);
  }
}

function textual(random: Random, names: readonly string[], depth: number): string {
  const next = () =>
    random(12) === 0 ? simple(random, names, depth - 1) : textual(random, names, depth - 1);
  const number = () => numeric(random, names, depth - 1);
  if (depth <= 0)
    return pick(random, [
      'request.user.email',
      'context.name',
      'http_request.path',
      '""',
      '"a"',
      '"@"',
      '"name"',
    ]);
  switch (random(9)) {
    case 0:
      return `(${next()} + ${next()})`;
    case 1:
      return ['`$', `{${next()}}/$`, `{${simple(random, names, depth - 1)}}`, '`'].join('');
    case 2:
      return `${next()}.${pick(random, ['toLowerCase', 'toUpperCase', 'trim'])}()`;
    case 3:
      return `${next()}.${pick(random, ['slice', 'at', 'charAt'])}(${number()})`;
    case 4:
      return `${next()}.split(${next()}).${pick(random, ['join', 'at'])}(${pick(random, ['","', '0', '-1', '1'])})`;
    case 5:
      return `(${logical(random, names, depth - 1)} ? ${next()} : ${next()})`;
    case 6:
      return `typeof ${next()}`;
    case 7:
      return `context.groups.join(${next()})`;
    default:
      return textual(random, names, 0);
  }
}

function numeric(random: Random, names: readonly string[], depth: number): string {
  const next = () =>
    random(12) === 0 ? simple(random, names, depth - 1) : numeric(random, names, depth - 1);
  if (depth <= 0)
    return pick(random, ['request.user.a', 'context.b.a', '0', '1', '2', 'context.groups.length']);
  switch (random(4)) {
    case 0:
      return `(${next()} ${pick(random, ['+', '-', '*', '/', '%'])} ${next()})`;
    case 1:
      return `${textual(random, names, depth - 1)}.${pick(random, ['length', 'indexOf("a")', 'lastIndexOf("@")'])}`;
    case 2:
      return `-(${next()})`;
    default:
      return numeric(random, names, 0);
  }
}

function logical(random: Random, names: readonly string[], depth: number): string {
  const next = () =>
    random(12) === 0 ? simple(random, names, depth - 1) : logical(random, names, depth - 1);
  const text = () => textual(random, names, depth - 1);
  const number = () => numeric(random, names, depth - 1);
  if (depth <= 0)
    return pick(random, [
      'true',
      'false',
      'ak_is_sso_flow',
      'clientIp.isPrivate',
      '(ak_client_ip.version === 4)',
    ]);
  switch (random(12)) {
    case 0:
      return `(${next()} ${pick(random, ['&&', '||', '??'])} ${next()})`;
    case 1:
      return `!(${simple(random, names, depth - 1)})`;
    case 2:
      return `(${text()} ${pick(random, ['===', '!==', '==', '!=', '<', '>='])} ${text()})`;
    case 3:
      return `(${number()} ${pick(random, ['===', '!==', '==', '<', '<=', '>', '>='])} ${number()})`;
    case 4:
      return `${text()}.${pick(random, ['startsWith', 'endsWith', 'includes'])}(${text()})`;
    case 5:
      return `[${text()}, ${simple(random, names, depth - 1)}].includes(${text()})`;
    case 6:
      return `(${quote(pick(random, LIKELY_KEYS))} in ${pick(random, ['request', 'request.user', 'context', 'context.b'])})`;
    case 7:
      return `(${anything(random, names)} ${pick(random, ['==', '!=', '===', '!=='])} ${pick(random, ['null', 'undefined', '"a"'])})`;
    case 8:
      return 'clientIp.in("10.0.0.0/8", "192.0.2.0/24")';
    case 9:
      return pick(random, [
        'ip_network("10.0.0.0/8").contains(ak_client_ip)',
        'ip_address("10.1.2.3").equals(clientIp)',
      ]);
    case 10:
      return `context.groups.includes(${text()})`;
    default:
      return 'ak_is_group_member({ groups: [] }, { name: "a" })'.replace(
        '{ groups: [] }',
        pick(random, ['request.user', 'context']),
      );
  }
}
