import { type AnyNode, parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonExpression } from '../../testing/python-expressions.ts';
import { pythonRule } from '../../testing/python-rules.ts';
import { isNode } from '../parse.ts';
import { KNOWN_NAMES, makeLibrary } from './runtime/library.ts';
import { type Translation, translatePython } from './translate.ts';

const translated = (source: string): Translation => {
  const found = translatePython(source);
  if ('message' in found) throw new Error(`${found.message} in ${source}`);
  return found;
};

/** The names that JavaScript would look up, and whether there is a property that is no method of the library. */
function namesIn(javascript: string): { names: Set<string>; methods: Set<string> } {
  const names = new Set<string>();
  const methods = new Set<string>();
  const visit = (node: AnyNode): void => {
    if (node.type === 'Identifier') names.add(node.name);
    if (node.type === 'MemberExpression' && node.property.type === 'Identifier')
      methods.add(node.property.name);
    for (const [field, value] of Object.entries(node)) {
      if (node.type === 'MemberExpression' && field === 'property' && !node.computed) continue;
      if (node.type === 'Property' && field === 'key') continue;
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  };
  visit(parse(javascript, { ecmaVersion: 2024 }));
  return { names, methods };
}

const OURS = new Set(['request', 'context', 'http', 'address', 'sso', 'extra', 'undefined', 'Infinity']);
const library = new Set([
  ...Object.keys(makeLibrary({ now: () => 0, words: {}, ask: () => null })),
  ...['globals', 'parameters', 'push'],
]);

/** A6: nothing that an author writes is looked up in JavaScript. */
const staysInside = (javascript: string): void => {
  const { names, methods } = namesIn(javascript);
  expect([...names].filter((name) => !/^[$_]/.test(name) && !OURS.has(name))).toEqual([]);
  expect([...methods].filter((name) => !library.has(name))).toEqual([]);
};

describe('A6: what is written', () => {
  test.each([
    'return globalThis',
    'return eval("1")',
    'return this.constructor.constructor("return 1")()',
    `return "\`$\{process}\`" + f"$\{globalThis}"`,
    'constructor = prototype = __proto = 1\nreturn [constructor, prototype]',
    'return "\\u2028\\u2029</script>", b"\\xff", \'"; process; "\'',
    'def new(function, var=1, *let, **class_): return this\nreturn new(1)',
    'return {"__proto__": 1, "constructor": 2}["__proto__"]',
    'return a.constructor, a["constructor"], a.__name__',
    'import re as constructor\nreturn constructor.match',
    '$ = 1',
    'return (lambda undefined, arguments: arguments)(1, 2)',
    'for of in [1]:\n    for await_ in [2]:\n        yield_ = of',
    'größe = "ж"\nreturn größe',
  ])('%j', (source) => {
    const found = translatePython(source);
    if ('message' in found) expect(found.code).toMatch(/syntax|refused/);
    else staysInside(found.javascript);
  });

  test('always, for all that is understood', () => {
    const name = fc.constantFrom('this', 'eval', 'constructor', '_', 'a', 'Function', 'await_', '日本');
    const quoted = fc
      .string({ unit: 'binary', maxLength: 8 })
      .map((text) => JSON.stringify(text).replaceAll('\ud800', ''));
    const statement = fc.oneof(
      pythonRule,
      pythonExpression.map((expression) => `return ${expression}`),
      fc
        .tuple(name, name, quoted)
        .map(([a, b, text]) => `${a} = ${b} = ${text}\nreturn ${a}.${b}(${b}=${a})[${text}]`),
      fc.tuple(name, name).map(([a, b]) => `def ${a}(${b}, *${b}_, **${a}): return ${a}`),
      fc.tuple(name, quoted).map(([a, text]) => `for ${a} in ${text}:\n    ${a} += f"{${a}}" + ${text}`),
    );
    fc.assert(
      fc.property(statement, (source) => {
        const found = translatePython(source);
        if (!('message' in found)) staysInside(found.javascript);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the check would notice', () => {
    expect(() => staysInside('globalThis.x')).toThrow();
    expect(() => staysInside('$.constructor("x")')).toThrow();
  });
});

test('a text is never a reason to fail', () => {
  const words = fc.constantFrom(
    ...[
      'if',
      'else',
      'x',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ':',
      '=',
      '"',
      "'",
      '\n',
      '    ',
      'for',
      'in',
      'def',
      'lambda',
      ',',
      '*',
      'f"{',
      'not',
      '1',
      '.',
      '#',
      '\\',
    ],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 30 }).map((all) => all.join(' ')),
      ),
      (source) => {
        const found = translatePython(source);
        if (!('message' in found)) return;
        const lines = source.split('\n');
        expect(found.line).toBeGreaterThanOrEqual(1);
        expect(found.line).toBeLessThanOrEqual(lines.length + 1);
        expect(found.column).toBeGreaterThanOrEqual(1);
        expect(found.message).toMatch(/\.$/);
      },
    ),
    { numRuns: 5_000 },
  );
});

test('each line of the script knows the statement that it comes from', () => {
  const { javascript, places } = translated('x = 1\n\nif x:\n    y = (\n        2)\nreturn y');
  const lines = javascript.split('\n');
  const found = places.flatMap((place, index) =>
    place ? [[lines[index]?.slice(0, 6), place.line, place.column]] : [],
  );
  expect(found).toEqual([
    ['_x = 1', 1, 1],
    ['if ($.', 3, 1],
    ['_y = 2', 4, 5],
    ['return', 6, 1],
  ]);
});

test.each([
  ['return a + b', ['a', 'b']],
  ['a = b\nreturn a', ['b']],
  ['def f(a): return a + c\nreturn f(d)', ['c', 'd']],
  ['return [x for x in y if z]', ['y', 'z']],
  ['return (lambda q: q + r)(1)', ['r']],
  ['import re\nreturn re', []],
  ['try:\n    pass\nexcept KeyError as e:\n    print(e)', ['KeyError', 'print']],
  ['global g\ng = 1', ['g']],
  ['return f"{a} {b:{c}}"', ['a', 'b', 'c']],
])('%j names %j without binding them', (source, names) => {
  expect([...translated(source).free.keys()].sort()).toEqual(names);
});

test('what is known by name is named once', () => {
  expect(new Set(KNOWN_NAMES).size).toBe(KNOWN_NAMES.length);
  expect(KNOWN_NAMES).toContain('ak_message');
});
