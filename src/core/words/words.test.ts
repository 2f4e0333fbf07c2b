import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spokenBy, spokenIn, wantsLanguage } from './language.ts';
import { translator } from './translate.ts';

describe('the language of a request', () => {
  test.each([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4', 'de'],
    ['en;q=0.2, DE;q=0.7', 'de'],
    ['de;q=0, en;q=0.1', 'en'],
    ['fr, *;q=0.5', undefined],
    ['de;q=nonsense', undefined],
    ['*', undefined],
    ['', undefined],
  ])('%s wants %s', (header, wanted) => expect(spokenIn(header)).toBe(wanted));

  test('programs that say nothing are left alone', () => {
    expect(['', '*', ' * ;q=0.5'].map(wantsLanguage)).toEqual([false, false, false]);
    expect(wantsLanguage('fr')).toBe(true);
  });

  test('a tag is known by its language', () => {
    expect(['de-CH', 'DE', 'den', 'x-de', ''].map(spokenBy)).toEqual([
      'de',
      'de',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('saying a text in another language', () => {
  const say = translator({
    'There is no such object.': 'Dieses Objekt gibt es nicht.',
    'Try again.': 'Versuchen Sie es noch einmal.',
    'There is no user "{name}".': 'Einen Benutzer „{name}“ gibt es nicht.',
    'There is no {kind} "{name}".': '„{name}“ gibt es nicht ({kind:words}).',
    '{field}: {reason}': '{field}: {reason:words}',
    'It passes: {reasons}.': 'Es besteht: {reasons:list}.',
    '…, and ': ', und ',
    '…is a member of "{name}"': 'ist Mitglied von „{name}“',
    '…group': 'Gruppe',
  });

  test.each([
    ['There is no such object.', 'Dieses Objekt gibt es nicht.'],
    ['There is no user "ada".', 'Einen Benutzer „ada“ gibt es nicht.'],
    ['There is no group "staff".', '„staff“ gibt es nicht (Gruppe).'],
    ['name: There is no such object.', 'name: Dieses Objekt gibt es nicht.'],
    ['There is no such object. Try again.', 'Dieses Objekt gibt es nicht. Versuchen Sie es noch einmal.'],
    [
      'It passes: is a member of "a", and is a member of "b".',
      'Es besteht: ist Mitglied von „a“, und ist Mitglied von „b“.',
    ],
    ['group', 'group'],
    ['What somebody wrote.', 'What somebody wrote.'],
    ['There is no user "$& {name} ".".', 'Einen Benutzer „$& {name} ".“ gibt es nicht.'],
    ['', ''],
  ])('%s', (english, german) => expect(say(english)).toBe(german));

  test('it never fails, and never takes long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(typeof say(`There is no ${text} "${text}".`)).toBe('string');
      }),
    );
    expect(say('There is no '.repeat(20_000))).toContain('There is no');
  });

  test('values stand in the translation exactly as they stood in the text', () => {
    fc.assert(
      fc.property(
        fc.string().filter((name) => !name.includes('"')),
        (name) => {
          expect(say(`There is no user "${name}".`)).toBe(`Einen Benutzer „${name}“ gibt es nicht.`);
        },
      ),
    );
  });
});
