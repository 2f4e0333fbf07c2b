import fc from 'fast-check';

/** Random expressions in Python: mostly sensible ones, and many whose types do not fit. */

const int = fc.oneof(
  fc.integer({ min: -5, max: 20 }),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
);
const literalOfInt = int.map((value) => (value < 0 ? `(${value})` : String(value)));
const literalOfFloat = fc
  .oneof(
    fc.constantFrom(
      '0.0',
      '1.0',
      '0.5',
      '2.5',
      '1.5',
      '0.1',
      '1e16',
      '1e-5',
      '3.14159',
      '100.0',
      '1e22',
      '2.675',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(floatLiteral),
  )
  .map((text) => (text.startsWith('-') ? `(${text})` : text));

function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'abc',
    'Hello World',
    'a,b,,c',
    ' x ',
    'ada@corp.test',
    '12',
    '-3',
    '1.5',
    'é',
    '😀b',
    "it's",
    'a\nb',
  ),
  fc.string({ maxLength: 6, unit: 'grapheme-ascii' }),
);
const literalOfText = text.map((value) => pythonText(value));

export const pythonText = (value: string): string =>
  `"${value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('{', '\\x7b')
    .replaceAll('}', '\\x7d')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are written as escapes
    .replace(/[\x00-\x1f\x7f]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;

const atom = fc.oneof(
  { weight: 4, arbitrary: literalOfInt },
  { weight: 2, arbitrary: literalOfFloat },
  { weight: 4, arbitrary: literalOfText },
  { weight: 2, arbitrary: fc.constantFrom('True', 'False', 'None', '[]', '{}', '()') },
);

const small = fc.integer({ min: -4, max: 6 }).map((value) => (value < 0 ? `(${value})` : String(value)));
const bound = fc.oneof(fc.constant(''), small);

/** Methods of texts, lists and dicts that are called on anything, with arguments that are anything. */
const methods = fc.constantFrom(
  ...[
    'upper',
    'lower',
    'strip',
    'split',
    'title',
    'isdigit',
    'isalpha',
    'splitlines',
    'capitalize',
    'copy',
    'keys',
    'items',
  ],
);
const methodsOfOne = fc.constantFrom(
  ...[
    'startswith',
    'endswith',
    'find',
    'count',
    'index',
    'split',
    'rsplit',
    'strip',
    'join',
    'get',
    'partition',
    'removeprefix',
  ],
);
const functions = fc.constantFrom(
  ...[
    'len',
    'str',
    'repr',
    'bool',
    'int',
    'float',
    'abs',
    'round',
    'list',
    'tuple',
    'sorted',
    'sum',
    'min',
    'max',
    'any',
    'all',
    'dict',
  ],
);

type Kinds = {
  readonly anything: string;
  readonly number: string;
  readonly text: string;
  readonly list: string;
};

const formats = fc.constantFrom(
  ...[
    '>8',
    '<5',
    '^7',
    '.2f',
    'd',
    '05d',
    ',',
    '.3',
    'x',
    '+',
    '%',
    'e',
    's',
    '08.1f',
    'g',
    '_',
    '.0f',
    '+.3e',
    '#x',
    '010,',
  ],
);

export const pythonExpression: fc.Arbitrary<string> = fc.letrec<Kinds>((tie) => {
  const anything = tie('anything');
  const number = tie('number');
  const textual = tie('text');
  const list = tie('list');
  const items = fc.array(anything, { maxLength: 3 });
  const binary = (of: fc.Arbitrary<string>, ...operators: string[]) =>
    fc
      .tuple(of, fc.constantFrom(...operators), of)
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`);
  const options = { depthSize: 'small' } as const;
  return {
    number: fc.oneof(
      options,
      literalOfInt,
      literalOfFloat,
      binary(number, '+', '-', '*', '/', '//', '%'),
      fc.tuple(number, small).map(([a, n]) => `(${a} ** ${n})`),
      number.map((a) => `(-${a})`),
      textual.map((a) => `len(${a})`),
      fc.tuple(fc.constantFrom('abs', 'round', 'int', 'float'), number).map(([name, a]) => `${name}(${a})`),
      fc.tuple(number, small).map(([a, n]) => `round(${a}, ${n})`),
    ),
    text: fc.oneof(
      options,
      literalOfText,
      literalOfText,
      binary(textual, '+'),
      fc.tuple(textual, small).map(([a, n]) => `(${a} * ${n})`),
      fc.tuple(textual, methods).map(([a, name]) => `str((${a}).${name}())`),
      fc.tuple(textual, bound, bound, bound).map(([a, from, to, step]) => `${a}[${from}:${to}:${step}]`),
      fc.tuple(textual, textual, textual).map(([a, b, c]) => `(${a}).replace(${b}, ${c})`),
      fc.tuple(fc.constantFrom('str', 'repr'), anything).map(([name, a]) => `${name}(${a})`),
      fc.tuple(number, formats).map(([a, format]) => `format(${a}, "${format}")`),
      anything.map((a) => (/["'\\]/.test(a) ? `str(${a})` : `f"{(${a})}"`)),
    ),
    list: fc.oneof(
      options,
      items.map((all) => `[${all.join(', ')}]`),
      items.map((all) => `(${all.map((item) => `${item}, `).join('')})`),
      fc.tuple(list, bound, bound, bound).map(([a, from, to, step]) => `${a}[${from}:${to}:${step}]`),
      fc.tuple(list, anything).map(([a, test]) => `[x for x in ${a} if ${test}]`),
      fc.tuple(textual, methodsOfOne, textual).map(([a, name, b]) => `[(${a}).${name}(${b})]`),
      list.map((a) => `list(enumerate(${a}))`),
      textual.map((a) => `(${a}).split()`),
    ),
    anything: fc.oneof(
      options,
      { weight: 2, arbitrary: atom },
      { weight: 3, arbitrary: number },
      { weight: 3, arbitrary: textual },
      { weight: 3, arbitrary: list },
      binary(number, '<', '<=', '>', '>=', '==', '!='),
      binary(textual, '<', '<=', '>', '>=', '==', '!=', 'in', 'not in'),
      binary(list, '<', '==', '!=', '>'),
      binary(anything, '==', '!=', 'and', 'or', '<', 'in', '+', '-', '/', '%'),
      fc.tuple(number, number, number).map(([a, b, c]) => `(${a} < ${b} <= ${c})`),
      fc.tuple(anything, anything, anything).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
      anything.map((a) => `(not ${a})`),
      fc
        .array(fc.tuple(atom, anything), { maxLength: 3 })
        .map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
      fc.tuple(anything, anything).map(([a, b]) => `${a}[${b}]`),
      fc.tuple(anything, methods).map(([a, name]) => `(${a}).${name}()`),
      fc.tuple(anything, methodsOfOne, anything).map(([a, name, b]) => `(${a}).${name}(${b})`),
      fc.tuple(functions, anything).map(([name, a]) => `${name}(${a})`),
      fc.tuple(anything, formats).map(([a, format]) => `format(${a}, "${format}")`),
      fc
        .tuple(anything, fc.constantFrom('%s', '%d', '%r', '%5.1f', '%x', '%s %s'))
        .map(([a, format]) => `("${format}" % ${a})`),
    ),
  };
}).anything;
