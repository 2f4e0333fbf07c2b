import { describe, expect, test } from 'vitest';
import { initials } from './initials.ts';
import { chooseLanguage, textsOf } from './texts.ts';

describe('texts by key', () => {
  const text = textsOf({ hello: 'Hello {name}, {name}!', plain: 'No {blank} here' });

  test('placeholders are filled in, all of them, and never twice over', () => {
    expect(text('hello', { name: '{plain} $& {name}' })).toBe('Hello {plain} $& {name}, {plain} $& {name}!');
  });

  test('a placeholder without a value stays, also where every object has such a property', () => {
    expect(text('plain', {})).toBe('No {blank} here');
    expect(textsOf({ odd: '{constructor}' })('odd', {})).toBe('{constructor}');
  });
});

describe('the language', () => {
  test.each([
    [['de-AT', 'en'], 'de'],
    [['pt-BR'], 'pt-BR'],
    [['EN-gb'], 'en'],
    [['fr', 'de'], 'de'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('of %o is %s', (wanted, expected) => {
    expect(chooseLanguage(wanted, ['en', 'de', 'pt-BR'], 'en')).toBe(expected);
  });
});

describe('initials', () => {
  test.each([
    ['Jane Okafor', 'JO'],
    ['Jane Maria van den Okafor', 'JO'],
    ['jane.okafor@corp.test', 'JO'],
    ['ärzte', 'Ä'],
    ['Grafana', 'G'],
    ['(Test) Wiki', 'TW'],
    ['李 小龍', '李小'],
    ['', '?'],
    ['--- ...', '?'],
  ])('of %o are %s', (name, expected) => expect(initials(name)).toBe(expected));
});
