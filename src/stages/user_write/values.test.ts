import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wanted } from './values.ts';

const nothing = { attributes: {}, discarded: [] };

test.each([
  {
    name: 'texts',
    data: { username: ' ada ', name: ' Ada L ', email: 'a@b.c ' },
    want: { username: 'ada', name: ' Ada L ', email: 'a@b.c' },
  },
  { name: 'a number as username', data: { username: 7 }, want: { username: '7' } },
  { name: 'a password, as typed', data: { password: ' x ' }, want: { password: ' x ' } },
  { name: 'an empty password: left alone', data: { password: '' }, want: {} },
  { name: 'the component of the page', data: { component: 'ak-stage-prompt' }, want: {} },
  {
    name: 'row 48: a nested attribute',
    data: { 'attributes.settings.locale': 'de' },
    want: { attributes: { settings: { theme: 'dark', locale: 'de' } } },
  },
  {
    name: 'the same with underscores',
    data: { attributes_settings_locale: 'de' },
    want: { attributes: { settings: { theme: 'dark', locale: 'de' } } },
  },
  {
    name: 'an underscore between dots stays',
    data: { 'attributes.first_name': 'A' },
    want: { attributes: { first_name: 'A' } },
  },
  {
    name: 'what is in the way gives way',
    data: { 'attributes.phone.home': '1' },
    want: { attributes: { phone: { home: '1' } } },
  },
  {
    name: 'an object is merged',
    data: { attributes: { settings: { a: 1 }, x: [1] } },
    want: { attributes: { settings: { theme: 'dark', a: 1 }, x: [1] } },
  },
  {
    name: 'two values under one attribute',
    data: { 'attributes.n.a': 1, 'attributes.n.b': 2 },
    want: { attributes: { n: { a: 1, b: 2 } } },
  },
  { name: 'row 50: an unknown key', data: { shoe_size: 42 }, want: { discarded: ['shoe_size'] } },
  {
    name: 'texts that are none',
    data: { username: { a: 1 }, email: ['x'], name: true, password: 5 },
    want: { discarded: ['username', 'email', 'name', 'password'] },
  },
  { name: 'attributes that are none', data: { attributes: 'x' }, want: { discarded: ['attributes'] } },
  {
    name: 'a path that is none',
    data: { 'attributes.': 1, 'attributes..a': 1, attributes_: 1 },
    want: { discarded: ['attributes.', 'attributes..a', 'attributes_'] },
  },
])('$name', ({ data, want }) => {
  const before = { settings: { theme: 'dark' }, phone: '1' };
  expect(wanted(data, before)).toEqual({ ...nothing, ...want });
});

test('row 49: nothing that gives power is taken', () => {
  const data = {
    groups: ['admins'],
    roles: ['r'],
    is_superuser: true,
    is_active: true,
    is_staff: true,
    pk: 1,
    uuid: 'u',
    type: 'internal',
    path: 'p',
    date_joined: 'd',
    last_login: 'l',
    password_change_date: 'd',
    set_password: 'x',
    user_permissions: ['*'],
    ak_groups: ['admins'],
    username_: 'x',
    attribute: { a: 1 },
  };
  expect(wanted(data, {})).toEqual({ ...nothing, discarded: Object.keys(data) });
});

const hostile = JSON.parse(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"attributes.__proto__.polluted":1,' +
    '"attributes.constructor.prototype.polluted":1,"attributes_prototype":1,' +
    '"attributes":{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"b":[{"constructor":1,"c":2}]}},' +
    '"attributes.x":{"prototype":1,"y":2}}',
) as Record<string, unknown>;

test('A7: hostile keys are data that is left out', () => {
  expect(wanted(hostile, {})).toEqual({
    attributes: { a: { b: [{ c: 2 }] }, x: { y: 2 } },
    discarded: [
      '__proto__',
      'constructor',
      'attributes.__proto__.polluted',
      'attributes.constructor.prototype.polluted',
      'attributes_prototype',
    ],
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('A7: whatever the keys are, no object of the language changes and nothing but the allow-list comes out', () => {
  const part = fc.constantFrom(
    'attributes',
    'username',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'groups',
    'a',
    '',
    'is_superuser',
  );
  const key = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('.', '_'))
    .map(([parts, divider]) => parts.join(divider));
  const value = fc.oneof(fc.string(), fc.integer(), fc.dictionary(part, fc.jsonValue()));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value)), (entries) => {
      const result = wanted(Object.fromEntries(entries), {});
      const { attributes, ...rest } = result;
      for (const name of Object.keys(rest))
        expect(['username', 'name', 'email', 'password', 'discarded']).toContain(name);
      for (const name of ['__proto__', 'constructor', 'prototype'])
        expect(Object.hasOwn(attributes, name)).toBe(false);
      expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
