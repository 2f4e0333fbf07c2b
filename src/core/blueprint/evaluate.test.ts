import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../model/model.ts';
import { Evaluation, isTruthy, type Json, type World } from './evaluate.ts';
import { BlueprintError } from './fault.ts';
import { readYaml } from './read-yaml.ts';

const world: World = {
  keyOf: (id) => (id === 'flow' ? { pk: 'pk-of-flow' } : { reason: `No entry has the id "${id}".` }),
  find: async (model, where) =>
    model === 'authentik_core.group' && where.every(([field, value]) => field === 'name' && value === 'staff')
      ? ({ pk: 'pk-of-staff', name: 'staff' } as Row)
      : undefined,
  env: (name) => ({ HOME: '/root', BLANK: '' })[name],
  file: async (path) => (path === '/run/secrets/key' ? 'secret' : undefined),
  context: { host: 'id.example.com', nothing: null, list: ['a', 'b'], map: { x: 1, y: 2 }, yes: true },
};

const evaluate = (text: string, over: Partial<World> = {}): Promise<Json> =>
  new Evaluation({ ...world, ...over }).value(readYaml(text));

describe('tags', () => {
  test.each<[string, Json]>([
    ['{a: [1, x, true, null, 1.5]}', { a: [1, 'x', true, null, 1.5] }],
    ['!KeyOf flow', 'pk-of-flow'],
    ['!Find [authentik_core.group, [name, staff]]', 'pk-of-staff'],
    ['!Find [authentik_core.group, [name, nobody]]', null],
    ['!Find [authentik_core.group, [name, !Context nothing]]', null],
    ['!AtIndex [!FindObject [authentik_core.group, [name, staff]], name]', 'staff'],
    ['!Context host', 'id.example.com'],
    ['!Context missing', null],
    ['!Context [missing, 7]', 7],
    ['!Context [nothing, 7]', null],
    ['!Context [missing, !Context host]', 'id.example.com'],
    ['!Env HOME', '/root'],
    ['!Env [HOME, d]', '/root'],
    ['!Env [X, d]', 'd'],
    ['!Env X', null],
    ['!Env [BLANK, d]', ''],
    ['!File /run/secrets/key', 'secret'],
    ['!File [/etc/passwd, none]', 'none'],
    ['!Format ["https://%s/%d?%%", !Context host, 3]', 'https://id.example.com/3?%'],
    ['!Format [plain]', 'plain'],
    ['!Format ["%s", [1, a]]', '[1,"a"]'],
    ['!If [true, a, b]', 'a'],
    ['!If [!Context nothing, a, b]', 'b'],
    ['!If [[], a, b]', 'b'],
    ['!If [!Context yes]', true],
    ['!If 0', false],
    ['!If [""]', false],
    ['!Condition [AND, true, 1, x]', true],
    ['!Condition [AND, true, 0]', false],
    ['!Condition [or, 0, x]', true],
    ['!Condition [NAND, true]', false],
    ['!Condition [NAND, true, 0]', true],
    ['!Condition [NOR, 0, ""]', true],
    ['!Condition [XOR, true]', true],
    ['!Condition [XOR, true, true]', false],
    ['!Condition [XNOR, true]', false],
    ['!Condition [XNOR, true, true]', true],
    ['!Enumerate [[a, b], SEQ, !Format ["%d%s", !Index 0, !Value 0]]', ['0a', '1b']],
    ['!Enumerate [!Context map, MAP, [!Format ["k%s", !Index 0], !Value 0]]', { kx: 1, ky: 2 }],
    ['!Enumerate [{}, SEQ, 1]', []],
    [
      '!Enumerate [[1, 2], SEQ, !Enumerate [[a, b], SEQ, !Format ["%d%s", !Value 1, !Value 0]]]',
      [
        ['1a', '1b'],
        ['2a', '2b'],
      ],
    ],
    ['!Enumerate [[[1], [2, 3]], SEQ, !Enumerate [!Value 1, SEQ, !Value 0]]', [[1], [2, 3]]],
    ['!AtIndex [[a, b], 1]', 'b'],
    ['!AtIndex [[a, b], -1]', 'b'],
    ['!AtIndex [!Context map, y]', 2],
    ['!AtIndex [[a], 5, d]', 'd'],
    ['!AtIndex [{a: 1}, constructor, d]', 'd'],
  ])('%s -> %j', async (text, want) => expect(await evaluate(text)).toEqual(want));

  test.each([
    ['!KeyOf other', /No entry has the id "other"/],
    ['!File /etc/passwd', /not there/],
    ['!Format ["%s"]', /more places/],
    ['!Format ["x", 1]', /more arguments/],
    ['!Format ["%d", a]', /takes a number/],
    ['!Format ["50%"]', /percent sign/],
    ['!Enumerate [text, SEQ, 1]', /Only a list or a map/],
    ['!Enumerate [[1], MAP, 1]', /\[key, value\]/],
    ['!AtIndex [[a], 5]', /nothing at 5/],
    ['!AtIndex [[a], x]', /nothing at "x"/],
    ['!AtIndex [text, 0]', /nothing at 0/],
  ])('%s is a fault', async (text, reason) => {
    const fault = await evaluate(text).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(BlueprintError);
    expect((fault as BlueprintError).faults).toMatchObject([
      { line: 1, reason: expect.stringMatching(reason) },
    ]);
  });

  test('loops within loops end', async () => {
    const list = `[${Array(100).fill(1)}]`;
    const text = `!Enumerate [${list}, SEQ, !Enumerate [${list}, SEQ, !Enumerate [${list}, SEQ, 1]]]`;
    await expect(evaluate(text)).rejects.toThrow(/too many values/);
  });

  test('hostile keys are plain data', async () => {
    const made = (await evaluate('{__proto__: {polluted: 1}, constructor: 2}')) as object;
    expect(Object.keys(made)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('data without tags comes out as it went in, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        expect(await evaluate(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200 },
    );
  });

  test('!Condition with an N always says the opposite', async () => {
    const operands = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        operands,
        fc.constantFrom(['AND', 'NAND'], ['OR', 'NOR'], ['XOR', 'XNOR']),
        async (list, pair) => {
          const [one, other] = await Promise.all(
            pair.map((mode) => evaluate(`!Condition [${mode}, ${list}]`)),
          );
          expect(one).toBe(!other);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test.each<[Json, boolean]>([
  [null, false],
  [false, false],
  [0, false],
  ['', false],
  [[], false],
  [{}, false],
  ['false', true],
  [[null], true],
  [{ a: null }, true],
])('%j is %s', (value, want) => expect(isTruthy(value)).toBe(want));
