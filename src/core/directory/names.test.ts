import { describe, expect, test } from 'vitest';
import { unfitNames } from './names.ts';

describe('a name with a control character is not written', () => {
  test.each(['a\u0085b', 'a\nb', 'a\tb', '\u009f', 'a\u007f', '\u0000'])('%j', (text) => {
    expect(Object.keys(unfitNames({ username: text, name: text, path: text }, undefined))).toEqual([
      'username',
      'name',
    ]);
  });

  test.each(['Zoë', 'Ada Lovelace', 'أحمد', 'a-b_c@corp.test', '👩🏽‍💻', ''])(
    'the negative control: %j',
    (text) => {
      expect(unfitNames({ username: text, name: text }, undefined)).toEqual({});
    },
  );

  test('what is stored already stays, so that such an account can still be switched off', () => {
    const before = { username: 'a\nb', name: 'A\nB' };
    expect(unfitNames({ ...before, is_active: false }, before)).toEqual({});
    expect(Object.keys(unfitNames({ ...before, name: 'C\nD' }, before))).toEqual(['name']);
  });
});
