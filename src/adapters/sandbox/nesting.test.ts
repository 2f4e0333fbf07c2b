import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isTooDeep } from './nesting.ts';
import { createSandbox } from './sandbox.ts';

/** Ways to write a text that is as deep as it is long: `n` levels. */
const SHAPES: Readonly<Record<string, (n: number) => string>> = {
  not: (n) => `return ${'!'.repeat(n)}1`,
  typeof: (n) => `return ${'typeof '.repeat(n)}1`,
  parentheses: (n) => `return ${'('.repeat(n)}1${')'.repeat(n)}`,
  arrays: (n) => `return ${'['.repeat(n)}${']'.repeat(n)}`,
  objects: (n) => `return ${'{a:'.repeat(n)}1${'}'.repeat(n)}`,
  functions: (n) => `${'function f(){'.repeat(n)}${'}'.repeat(n)}`,
  classes: (n) => `return ${'class{a='.repeat(n)}1${'}'.repeat(n)}`,
  templates: (n) => `return ${'`${'.repeat(n)}1${'}`'.repeat(n)}`,
  arrows: (n) => `return ${'a=>'.repeat(n)}1`,
  choices: (n) => `return ${'a?b:'.repeat(n)}c`,
  powers: (n) => `return ${'a**'.repeat(n)}a`,
  assignments: (n) => `let a; ${'a='.repeat(n)}1`,
  sums: (n) => `return ${'a+'.repeat(n)}a`,
  members: (n) => `return a${'.b'.repeat(n)}`,
  calls: (n) => `return a${'()'.repeat(n)}`,
  ifs: (n) => `${'if(a)'.repeat(n)};`,
  elses: (n) => `${'if(a){}else '.repeat(n)}{}`,
  labels: (n) => `${Array.from({ length: n }, (_, i) => `l${i}:`).join('')};`,
  generics: (n) => `let a: ${'A<'.repeat(n)}B${'>'.repeat(n)}`,
  'object types': (n) => `let a: ${'{a:'.repeat(n)}A${'}'.repeat(n)}`,
};

/** The deepest that is let through. */
function deepest(shape: (n: number) => string): string {
  let [low, high] = [1, 60_000];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shape(middle).length > 65_000 || isTooDeep(shape(middle))) high = middle;
    else low = middle;
  }
  return shape(low);
}

describe('texts that are nested deeply', () => {
  test.each(Object.entries(SHAPES))('%s: 20,000 levels never get to the stripper', (_name, shape) => {
    expect(isTooDeep(shape(20_000))).toBe(true);
  });

  test('the deepest of each that are let through leave the stripper as it was', () => {
    const texts = Object.values(SHAPES).map(deepest);
    const script = `
      const { strip } = await import(${JSON.stringify(join(import.meta.dirname, 'strip.ts'))});
      for (const text of ${JSON.stringify(texts)}) {
        try { strip('async function body(){\\n' + text + '\\n}'); } catch (error) {
          if (/memory|unreachable|stack/.test(String(error))) throw error;
        }
        strip('const fine: number = 1');
      }`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  test('what people write is not deep', () => {
    const lines = Array.from({ length: 900 }, (_, index) => `const a${index} = f(g([${index}, { b: 1 }]));`);
    expect(isTooDeep(lines.join('\n'))).toBe(false);
    expect(isTooDeep(`return [${'"name", '.repeat(6_000)}]`)).toBe(false);
  });
});

describe('the sandbox', () => {
  const sandbox = createSandbox({ size: 1 });
  afterAll(() => sandbox.close());

  test('A5: a text that would break the stripper is refused, and the next one is understood', async () => {
    const bomb = `return ${'!'.repeat(20_000)}1`;
    expect(await sandbox.run(bomb, { request: {} }, 1_000)).toMatchObject({ ok: false, fault: 'syntax' });
    expect(await sandbox.check(bomb, 'any')).toMatchObject([{ code: 'depth' }]);
    expect(await sandbox.run('const a: number = 1; return a', { request: {} }, 1_000)).toMatchObject({
      value: 1,
    });
    expect(await sandbox.check('const a: number = 1; return a', 'any')).toEqual([]);
  });
});
