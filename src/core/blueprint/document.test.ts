import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from './document.ts';
import { BlueprintError, faultText } from './fault.ts';

const faults = (text: string): readonly string[] => {
  try {
    readDocument(text);
  } catch (error) {
    if (error instanceof BlueprintError) return error.faults.map(faultText);
    throw error;
  }
  return [];
};

const entry = (body: string) =>
  `version: 1\nentries:\n  - model: authentik_flows.flow\n${body.replace(/^/gm, '    ')}\n`;

describe('a document', () => {
  test('is read with names, labels, places and ids', () => {
    const document = readDocument(`# yaml-language-server: $schema=x
version: 1
metadata:
  name: Mine
  labels:
    postern/instantiate: "false"
context:
  host: id.example.com
entries:
  - model: authentik_flows.flow
    id: flow
    state: created
    conditions: [true]
    identifiers: {slug: x}
    attrs:
      title: !Context host
  - model: authentik_flows.flowstagebinding
    identifiers: {target: !KeyOf flow}
`);
    expect(document).toMatchObject({ name: 'Mine', labels: { 'postern/instantiate': 'false' } });
    expect(document.context.map(({ key }) => key)).toEqual(['host']);
    expect(document.entries.map(({ label, id, at }) => [label, id, at.line])).toEqual([
      ['entry 1 (authentik_flows.flow)', 'flow', 10],
      ['entry 2 (authentik_flows.flowstagebinding)', undefined, 17],
    ]);
  });

  test('anchors, aliases and merge keys', () => {
    const document = readDocument(`version: 1
entries:
  - model: a.b
    attrs: &base {one: 1, two: 2}
  - model: a.b
    attrs: {<<: *base, two: 3}
`);
    const [, second] = document.entries;
    const attrs = second?.attrs?.kind === 'map' ? second.attrs.entries : [];
    expect(attrs.map(({ key, value }) => [key, value.kind === 'scalar' && value.value])).toEqual([
      ['one', 1],
      ['two', 3],
    ]);
  });

  test.each<[string, string, string[]]>([
    ['no map', '- a', ['line 1: A blueprint is a map with the keys version, metadata and entries.']],
    [
      'neither version nor entries',
      'metadata: {name: x}',
      [
        'line 1, field version: This has to be the number 1.',
        'line 1, field entries: This has to be a list of entries.',
      ],
    ],
    ['another version', 'version: 2\nentries: []', ['line 1, field version: This has to be the number 1.']],
    [
      'an unknown key',
      'version: 1\nentrys: []\nentries: []',
      ['line 2, field entrys: There is no such key here. Did you mean entries?'],
    ],
    [
      'no YAML',
      'version: 1\nentries: [',
      [expect.stringMatching(/^line 2: This is no YAML: /) as unknown as string],
    ],
    [
      'a key twice',
      'version: 1\nversion: 1\nentries: []',
      [expect.stringMatching(/line 2: .*unique/) as unknown as string],
    ],
    [
      'an entry without a model',
      'version: 1\nentries:\n  - id: x',
      ['entry 1, line 3, field model: This is required, e.g. authentik_flows.flow.'],
    ],
    [
      'an unknown key of an entry',
      entry('identifers: {a: 1}'),
      [
        'entry 1 (authentik_flows.flow), line 4, field identifers: There is no such key here. Did you mean identifiers?',
      ],
    ],
    [
      'an unknown state',
      entry('state: presnt'),
      [
        'entry 1 (authentik_flows.flow), line 4, field state: This has to be one of present, created, must_created, absent. Did you mean present?',
      ],
    ],
    [
      'attrs that are no map',
      entry('attrs: [1]'),
      ['entry 1 (authentik_flows.flow), line 4, field attrs: This has to be a map.'],
    ],
    [
      'an unknown tag',
      entry('attrs: {a: !Fnd [a, [b, c]]}'),
      ['line 4: There is no tag !Fnd. Did you mean !Find?'],
    ],
    [
      'row 82: an id that nobody has',
      entry('attrs: {a: !KeyOf flwo}'),
      ['entry 1 (authentik_flows.flow), line 4: No entry has the id "flwo".'],
    ],
    [
      'an id that comes later',
      `${entry('attrs: {a: !KeyOf later}')}  - model: a.b\n    id: later\n`,
      ['entry 1 (authentik_flows.flow), line 4: The entry with the id "later" has to stand before this one.'],
    ],
    [
      'an id twice',
      `${entry('id: x')}  - model: a.b\n    id: x\n`,
      ['entry 2 (a.b), line 5, field id: The id "x" is already in use.'],
    ],
    [
      '!Value outside of a loop',
      entry('attrs: {a: !Value 0}'),
      ['line 4: !Value 0 stands inside 0 loops; depths count from 0.'],
    ],
    [
      'a loop over itself',
      entry('attrs: {a: !Enumerate [!Value 0, SEQ, 1]}'),
      ['line 4: !Value 0 is the loop itself, whose list is not known yet.'],
    ],
    [
      'an alias of nothing',
      entry('attrs: *nothing'),
      [expect.stringMatching(/nothing/) as unknown as string],
    ],
  ])('with %s is refused, with the place', (_, text, want) => expect(faults(text)).toEqual(want));

  test.each([
    '!Find model',
    '!Find [model]',
    '!Find [model, [a]]',
    '!Find [model, a]',
    '!KeyOf [a]',
    '!KeyOf',
    '!Context [a, b, c]',
    '!Env',
    '!Format text',
    '!If [a, b]',
    '!If [a, b, c, d]',
    '!Condition [AND]',
    '!Condition [MAYBE, a]',
    '!Enumerate [a, LIST, b]',
    '!Enumerate [a, SEQ]',
    '!Index x',
    '!Value -1',
    '!AtIndex [a]',
  ])('with %s is refused, with the right form', (tag) => {
    expect(faults(entry(`attrs: {a: ${tag}}`))).toEqual([expect.stringMatching(/^line 4: Write !\w+ .*\.$/)]);
  });

  test('all faults are told at once', () => {
    expect(
      faults('version: 1\nentries:\n  - model: a.b\n    stat: x\n    attrs: 3\n  - id: 1\n'),
    ).toHaveLength(3);
  });

  test.each([
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (name) => {
        const before = String.fromCharCode(name.charCodeAt(0) - 1);
        return `${name}: &${name} [${Array(10).fill(`*${before}`)}]\n`;
      })}`,
    ],
    ['100,000 brackets', '['.repeat(100_000)],
    ['100,000 dashes', '- '.repeat(100_000)],
    ['two mebibytes', `a: ${'x'.repeat(2_000_000)}`],
    ['200 levels', `a: ${'{a: '.repeat(200)}1${'}'.repeat(200)}`],
  ])('%s is refused within the time of a test', (_, text) => {
    expect(faults(text).length).toBeGreaterThan(0);
  });

  test('whatever the text, the answer is a document or faults, never another error', () => {
    const piece = fc.constantFrom(
      ...'version: 1,\n,entries:,  - ,model: a.b,!KeyOf ,!Find ,!Enumerate ,[,],{,},x,&a ,*a,<<: ,!!binary ,",0,: '.split(
        ',',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => Array.isArray(faults(pieces.join('')))),
      { numRuns: 500 },
    );
  });
});
