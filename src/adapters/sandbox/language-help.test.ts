import { afterAll, describe, expect, test } from 'vitest';
import type { HelpOptions } from '../../core/expression/language-help.ts';
import type { ExpressionTarget } from '../../core/expression/sandbox.ts';
import { createLanguageHelp } from './language-help.ts';

const help = createLanguageHelp();
afterAll(() => help.close());

/** The place is where the bar stands. */
function placed(marked: string) {
  const before = marked.split('|')[0] ?? '';
  const lines = before.split('\n');
  return {
    source: marked.replace('|', ''),
    at: { line: lines.length, column: (lines.at(-1) ?? '').length + 1 },
  };
}

const labels = async (marked: string, target: ExpressionTarget = 'any', options?: HelpOptions) => {
  const { source, at } = placed(marked);
  return (await help.complete(source, at, target, options)).map(({ label }) => label);
};
const explained = (marked: string, target: ExpressionTarget = 'any', options?: HelpOptions) => {
  const { source, at } = placed(marked);
  return help.explain(source, at, target, options);
};
const python = { language: 'python' } as const;

describe('completion', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['return request.user.|', ['email', 'username', 'groups'], ['request', 'process']],
    ['const a = 1;\nif (request.|) return true', ['user', 'context', 'time'], ['a']],
    ['return context.geoip?.|', ['country', 'continent'], []],
    [
      'const mine = 1;\nreturn |',
      ['request', 'clientIp', 'ak_is_group_member', 'mine', 'Math'],
      ['eval', 'Proxy'],
    ],
    ['return "a".|', ['endsWith', 'length'], []],
    ['return request.nothing.|', [], ['email']],
  ])('%s', async (marked, there, missing) => {
    const found = await labels(marked);
    expect(found).toEqual(expect.arrayContaining([...there]));
    expect(found.filter((label) => missing.includes(label))).toEqual([]);
  });

  test('each target has its own context, and the answer of a check stands as `result`', async () => {
    expect(await labels('return context.|', 'prompt')).toContain('prompt_data');
    expect(await labels('return context.|', 'notification_rule')).toContain('event');
    expect(await labels('return context.|', 'application')).not.toContain('prompt_data');
    expect(await labels('return |', 'property_mapping')).toContain('provider');
    expect(await labels('return result.|', 'any', { result: true })).toEqual(['passing', 'messages']);
  });

  test('says what each is', async () => {
    const { source, at } = placed('return request.user.|');
    const found = await help.complete(source, at, 'any');
    expect(found.find(({ label }) => label === 'email')).toMatchObject({
      kind: 'property',
      type: expect.stringMatching(/email: string$/),
    });
    const top = await help.complete(
      ...(Object.values(placed('return ak_|')) as [string, { line: number; column: number }]),
      'any',
    );
    expect(top.find(({ label }) => label === 'ak_message')).toMatchObject({
      about: expect.stringMatching(/shown/),
    });
  });

  test('Python has the members of the same types, and its own names', async () => {
    expect(await labels('if True:\n    return request.user.|', 'any', python)).toEqual(
      expect.arrayContaining(['email', 'username']),
    );
    expect(await labels('mine = 1\nreturn |', 'any', python)).toEqual(
      expect.arrayContaining(['request', 'ak_is_group_member', 'len', 'mine', 'not']),
    );
    expect(await labels('return request.user.email.|', 'any', python)).not.toContain('endsWith');
  });
});

describe('the type under the pointer', () => {
  test.each<[string, HelpOptions, RegExp]>([
    ['return request.user.em|ail', {}, /email: string/],
    ['return ak_mess|age("a")', {}, /ak_message: \(text: string\) => void/],
    ['const mine = 1 + 1;\nreturn mi|ne', {}, /const mine: number/],
    ['return request.user.em|ail', python, /email: string/],
  ])('%s', async (marked, options, type) => {
    expect((await explained(marked, 'any', options))?.type).toMatch(type);
  });

  test('is told with what the word is for; of what is nothing, nothing is told', async () => {
    expect((await explained('return client|Ip'))?.about).toMatch(/client's address/);
    expect(await explained('return 1 + | 2')).toBeUndefined();
  });
});

describe('A8: no file of this machine is named', () => {
  test.each([
    'const a = import("/|',
    'import a from "../|',
    '/// <reference path="/|',
    'const a = require("/|',
    'export * from "/|',
    'declare module "/|',
    'type A = import("/|',
    '\\u0069mport("/|',
    '/** @import a from "/| */',
    'import a = require("/|',
  ])('%s', async (marked) => {
    expect(await labels(marked)).toEqual([]);
    expect(await explained(marked)).toBeUndefined();
  });

  test.each<[string, string, HelpOptions?]>([
    ['a comment', '// import what they may read\nreturn request.user.|'],
    ['a comment of several lines', '/* the export\n of a module */ return request.user.|'],
    ['a text', 'if (context.application?.name === "Export \\u2192 import") return request.user.|'],
    ['a text of several lines', 'const a = `no\nnamespace`; return request.user.|'],
    ['Python', '# import nothing\nreturn request.user.|', python],
    ['a statement of Python', 'import os\nreturn request.user.|', python],
  ])('the control: the same words in %s are only said', async (_, marked, options) => {
    expect(await labels(marked, 'any', options)).toContain('email');
  });

  test.each([
    'const a = "// "; import("/|',
    'const a = /"/; import("/|") // "',
    'const a = `${import("/|',
    "const a = 1 // '\nimport('/|",
  ])('however a text is mixed with comments: %s', async (marked) => {
    expect((await labels(marked)).filter((label) => /etc|usr|tmp|home/.test(label))).toEqual([]);
  });

  test('the control: the same text without the way to files is completed', async () => {
    expect(await labels('const a = (request.|')).toContain('user');
  });
});

describe('A5: the help is bounded', () => {
  test('types that compute for ever are given up, and the next question is answered', async () => {
    const bomb = `
      type Grow<N extends number, T extends any[] = []> = T["length"] extends N ? T : Grow<N, [...T, ...T, 0] | [...T, 1]>;
      type D = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
      const a: Grow<999> = []; const b: \`\${D}\${D}\${D}\${D}\${D}\` = "x"; return a.|`;
    const began = performance.now();
    await labels(bomb);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await labels('return request.|')).toContain('user');
  });

  test('a text that is too long or nested too deeply is not even read', async () => {
    expect(await labels(`${' '.repeat(70_000)}return request.|`)).toEqual([]);
    expect(await labels(`return ${'('.repeat(500)}request.|`)).toEqual([]);
  });

  test('whoever asks many questions holds up nobody else: each has one place in the line', async () => {
    const order: string[] = [];
    const ask = async (asker: number, marked: string) => {
      const found = await labels(marked, 'any', { asker });
      if (found.length > 0) order.push(`${asker}`);
      return found;
    };
    const flood = Array.from({ length: 20 }, () => ask(1, 'return request.|'));
    const other = ask(2, 'return request.user.|');
    expect(await other).toContain('email');
    const answered = (await Promise.all(flood)).map((found) => found.length > 0);
    // The first was under way, and the last is what stands there now.
    expect(answered).toEqual(answered.map((_, index) => index === 0 || index === 19));
    expect(order.toSorted()).toEqual(['1', '1', '2']);
  });

  test('questions beyond a number of people are answered by nothing, the others are answered', async () => {
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, asker) => labels('return request.|', 'any', { asker })),
    );
    expect(many.filter((found) => found.length > 0).length).toBeGreaterThan(0);
    expect(many.filter((found) => found.length === 0).length).toBeGreaterThan(0);
  });
});
