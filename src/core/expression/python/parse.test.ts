import { describe, expect, test } from 'vitest';
import { translatePython } from './translate.ts';

const problem = (source: string) => {
  const found = translatePython(source);
  return 'message' in found ? found : undefined;
};

describe('what no Python would take', () => {
  test.each([
    ['x = = 1', 1, 5],
    ['return (1', 1, 10],
    ['return 1)', 1, 9],
    ['return [1}', 1, 10],
    ['if x\n    return 1', 1, 5],
    ['if x:\nreturn 1', 2, 1],
    ['if x:\n    return 1\n  return 2', 3, 3],
    ['x = 1\n  y = 2', 2, 3],
    ['else:\n    pass', 1, 1],
    ['return "abc', 1, 8],
    ["x = '''abc", 1, 5],
    ['return f"{1"', 1, 10],
    ['return f"}"', 1, 10],
    ['return f"{}"', 1, 11],
    ['return f"{1!x}"', 1, 12],
    ['1 = x', 1, 1],
    ['f() = 1', 1, 1],
    ['a + b = 1', 1, 1],
    ['x + 1 += 2', 1, 1],
    ['a, b += 1', 1, 1],
    ['*a, *b = x', 1, 1],
    ['break', 1, 1],
    ['continue', 1, 1],
    ['def f():\n    break', 2, 5],
    ['for x in y:\n    def f():\n        continue', 3, 9],
    ['f(a=1, 2)', 1, 8],
    ['f(a=1, a=2)', 1, 8],
    ['f(**a, *b)', 1, 8],
    ['f(x for x in y, 1)', 1, 15],
    ['def f(a=1, b): pass', 1, 12],
    ['def f(a, a): pass', 1, 10],
    ['def f(*, **k): pass', 1, 7],
    ['def f(**k, a): pass', 1, 12],
    ['def f(/, a): pass', 1, 7],
    ['x = 012', 1, 5],
    ['x = 1__0', 1, 5],
    ['x = 1abc', 1, 5],
    ['x = 0xg', 1, 5],
    ['try:\n    pass', 2, 9],
    ['try:\n    pass\nexcept:\n    pass\nexcept KeyError:\n    pass', 5, 1],
    ['try:\n    pass\nexcept KeyError, e:\n    pass', 3, 16],
    ['return a b', 1, 10],
    ['x = $', 1, 5],
    ['x = a ! b', 1, 7],
    ['x = "\\x1"', 1, 5],
    ['return b"é"', 1, 8],
    ['return "a" b"b"', 1, 12],
    ['return *a', 1, 8],
    ['return (*a)', 1, 9],
    ['x = yield', undefined, undefined],
    ['nonlocal x', 1, 1],
    ['def f():\n    nonlocal nothing\n    nothing = 1', 2, 5],
    ['import', 1, 7],
    ['from re import (match', 1, 22],
    ['lambda: (yield)', undefined, undefined],
    ['[(yield x) for x in y]', undefined, undefined],
    ['if x: for y in z: pass', 1, 7],
    ['return x if y', 1, 14],
    ['return not', 1, 11],
    ['return a not b', 1, 10],
    ['x = {1: 2, 3}', 1, 13],
    ['x = {1, 2: 3}', 1, 10],
    ['def class(): pass', 1, 5],
    ['None = 1', 1, 1],
    ['x.1', undefined, undefined],
    ['[i := 1 for i in y]', 1, 2],
  ])('%j', (source, line, column) => {
    expect(problem(source)).toMatchObject(line === undefined ? {} : { line, column });
    expect(['syntax', 'refused']).toContain(problem(source)?.code);
  });
});

describe('what Python has and expressions have not: the message says what to write instead', () => {
  test.each([
    ['class A:\n    pass', 'use functions, dicts and tuples'],
    ['with open("x") as f:\n    pass', 'there are no files'],
    ['async def f():\n    pass', 'Leave it out'],
    ['return await f()', 'Leave it out'],
    ['@dec\ndef f():\n    pass', 'call the function yourself'],
    ['match x:\n    case 1:\n        pass', '`if`, `elif` and `else`'],
    ['import os', 'expressions have re, ipaddress, datetime, json, math and hashlib'],
    ['from authentik.core.models import User', 'expressions have re'],
    ['from re import nothing', '`nothing` cannot be imported from `re`'],
    ['from re import *', 'Name what you import'],
    ['from . import x', 'by its whole name'],
    ['return x.__class__.__bases__', '`.__bases__` is inside of Python'],
    ['return __builtins__', '`__builtins__` is inside of Python'],
    ['__x__ = 1', 'inside of Python'],
    ['return 2j', 'Complex numbers'],
    ['return a @ b', 'Matrices'],
    ['return ...', '`...` means nothing'],
    ['return "\\N{BULLET}"', 'write the character itself'],
    ['try:\n    pass\nexcept* KeyError:\n    pass', 'write `except`'],
    ['[x async for x in y]', 'write `for`'],
  ])('%j', (source, message) => {
    expect(problem(source)).toMatchObject({ code: 'refused', message: expect.stringContaining(message) });
  });

  test.each([
    ['('.repeat(500) + ')'.repeat(500), 'depth'],
    [`${'not '.repeat(5_000)}x`, 'depth'],
    [`${'-'.repeat(5_000)}x`, 'depth'],
    [Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n'), 'depth'],
    ['#'.repeat(70_000), 'size'],
  ])('%#: what is too deep or too long', (source, code) => {
    expect(problem(source)).toMatchObject({ code });
  });
});

describe('what is fine', () => {
  test.each([
    '',
    '# only a comment',
    '  return 1',
    '\n\n   x = 1\n   return x\n',
    'return 1;',
    'x = match = case = 1\nmatch[0] if False else match',
    'print(match)\nreturn 1',
    'if x: pass\nelse: return 1',
    'return (yield_ for yield_ in [1])',
    'x: "a type" = 1\ny: int',
    'def f(a: int, *args: str, b: bool = True, **kw: dict) -> int: return a',
    'a = b, = [1]',
    'for x, in [(1,)]: pass',
    'for i, (a, *b) in c: pass',
    'x = 1 if y else 2 if z else 3',
    'return lambda: (lambda x, /, y=1, *a, z, **k: x)',
    'del a, b[0], (c, d)',
    'return a if b else lambda: c',
    'return {**a, "b": 1, **c}, {*a, 1}, [*a, *b], (*a, 1)',
    'return f(*a, 1, *b, c=1, **d, **e)',
    'return a[1:2, ::3, ...] if False else 1'.replace(', ...', ''),
    'return f"{a!r:>{b}}{{}}{c=}" f\'{d["x"]}\' "e"',
    'return f"""{\n    a\n}"""',
    'return rb\'\\x\' + b"\\x41"',
    'return not a in b, not a is b, a is not b, a not in b',
    'return a < b < c == d',
    'if (x := 1) and (y := 2): return x',
    'return [y := 1, y]',
    'global g\ng = 1\nreturn g',
    '\tif a:\n\t\treturn 1\n\treturn 2',
    'if a:\n    x = (1 +\n2)\n    return x',
    'return 1\r\n',
    'x = """a\n  b\n"""\nreturn x',
    'return 0xFF, 0o7, 0b1, 1_0, 1., .5, 1e5, 00, 1if a else 2',
    'try:\n    pass\nexcept (A, B) as e:\n    raise X(1) from e\nexcept:\n    raise\nelse:\n    pass\nfinally:\n    pass',
    'while a:\n    break\nelse:\n    pass',
    'return größe',
  ])('%j', (source) => {
    expect(problem(source)).toBeUndefined();
  });
});
