import { describe, expect, test } from 'vitest';
import { IpAddress } from './address.ts';
import { isTruthy } from './truth.ts';
import { isGroupMember, listFlatten, regexMatch, regexReplace, slugify } from './words.ts';

describe('words', () => {
  test.each([
    ['ada@corp.test', '@corp\\.test$', true],
    ['ada@corp.test', 'corp', true],
    ['ADA', '(?i)ada', true],
    ['a\nb', '(?s)a.b', true],
    ['a-b', '[\\w\\-]+', true],
    ['x', '\\Ax\\Z', true],
    ['xy', '\\Ax\\Z', false],
    ['aa', '(?P<c>a)(?P=c)', true],
  ])('regex_match(%j, %j) is %s', (value, pattern, want) => expect(regexMatch(value, pattern)).toBe(want));

  test('regex_match takes a RegExp and remembers nothing between calls', () => {
    const pattern = /a/g;
    expect([regexMatch('a', pattern), regexMatch('a', pattern)]).toEqual([true, true]);
  });

  test.each([[null], [1], [undefined], [{}]])('regex_match(%j) is an error, not false', (value) =>
    expect(() => regexMatch(value as unknown as string, 'a')).toThrow(TypeError),
  );

  test.each([
    ['a.b.c', '\\.', '-', 'a-b-c'],
    ['ada@x', '(\\w+)@(\\w+)', '\\2 at \\1', 'x at ada'],
    ['ada', '(?P<n>a)', '[\\g<n>]', '[a]d[a]'],
    ['a', 'a', '$& $1', '$& $1'],
    ['a', 'a', '\\\\1', '\\1'],
    ['ab', '(a)|(b)', '<\\1>', '<a><>'],
  ])('regex_replace(%j, %j, %j) is %j', (value, pattern, by, want) =>
    expect(regexReplace(value, pattern, by)).toBe(want),
  );

  test.each([
    [[1, 2], 1],
    [[], null],
    ['x', 'x'],
    [null, null],
  ])('list_flatten(%j) is %j', (value, want) => expect(listFlatten(value as unknown)).toEqual(want));

  test.each([
    ['Crème Brûlée!', 'creme-brulee'],
    ['  --a  b__c-- ', 'a-b__c'],
    ['日本', ''],
    ['Ångström 2', 'angstrom-2'],
  ])('slugify(%j) is %j', (value, want) => expect(slugify(value)).toBe(want));

  test('ak_is_group_member', () => {
    const user = { groups: [{ pk: '1', name: 'staff', is_superuser: false }] };
    expect(isGroupMember(user, { name: 'staff' })).toBe(true);
    expect(isGroupMember(user, { name: 'staff', is_superuser: true })).toBe(false);
    expect(isGroupMember({ groups: [] }, { name: 'staff' })).toBe(false);
    expect(() => isGroupMember(user, { nome: 'staff' })).toThrow(/not nome/);
    expect(() => isGroupMember(user, {})).toThrow(TypeError);
    expect(() => isGroupMember({}, { name: 'staff' })).toThrow(TypeError);
  });
});

test.each([
  [true, true],
  ['no', true],
  ['false', true],
  [1, true],
  [[0], true],
  [{ a: 0 }, true],
  [new IpAddress('::1'), true],
  [false, false],
  ['', false],
  [0, false],
  [null, false],
  [undefined, false],
  [Number.NaN, false],
  [[], false],
  [{}, false],
])('%j is read as %s', (value, want) => expect(isTruthy(value)).toBe(want));
