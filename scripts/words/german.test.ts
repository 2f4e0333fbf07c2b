import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { translator } from '../../src/core/words/translate.ts';
import { fieldErrors } from '../../src/server/bind.ts';
import { germanLists, germanOf } from '../../src/server/words/german.ts';
import { german as schemaErrors } from '../../src/server/words/schema-errors.de.ts';
import { PROVIDER_NAMES } from '../../src/sources/oauth/types.ts';
import { german as options } from '../../src/web/admin/texts/german.ts';
import { catalogue } from '../contract.ts';
import { code, sentences } from './sentences.ts';
import { formOptions, shown } from './shown.ts';

const german = germanOf(catalogue);
const entries = Object.entries(german);
const say = translator(german);
const tables = shown();
const spoken = sentences();

/** A text with all its places alike: what they are called is only known to the translation. */
const form = (text: string): string => text.replace(/(?:\{\w*\})+/g, '{}');
const known = new Set(Object.keys(german).map(form));
const places = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = '']) => name))].toSorted();

/** What is the same in both languages: words that both have, and names. */
const SAME = new Set([
  ...[
    'Name',
    'Token',
    'Tokens',
    'Provider',
    'Providers',
    'Scopes',
    'UUID',
    'Hybrid',
    'Port',
    'Version',
    'STARTTLS',
  ],
  ...['Captcha', 'Duo', 'Twilio'],
  ...Object.values(PROVIDER_NAMES),
]);

/** Values of choices that are names themselves: of methods of a protocol, of programs. */
const TECHNICAL = /^(none|plain|S256|application\/.*|authentik\.\w.*)$/;

describe('what the server says, in German', () => {
  test('there is something to look at', () => {
    expect(tables.size).toBeGreaterThan(500);
    expect(spoken.length).toBeGreaterThan(400);
    expect(entries.length).toBeGreaterThan(800);
  });

  test('every title, label, description, message and action of a table has German', () => {
    const missing = [...tables].filter(
      ([text]) => !SAME.has(text) && !known.has(form(text)) && say(text) === text,
    );
    expect(missing).toEqual([]);
  });

  test('every sentence in the code has German', () => {
    const missing = spoken.filter(({ text }) => !known.has(form(text)) && say(text) === text);
    expect(missing.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  test('nothing is translated that nobody says any more', () => {
    const said = new Set([...tables.keys(), ...spoken.map(({ text }) => text)].map(form));
    const all = code().replace(/\\(['`])/g, '$1');
    const isSaid = (text: string) =>
      text
        .replace(/^…/, '')
        .split(/\{\w+\}/)
        .every((part) => all.includes(part.replace(/^[\s"()]+|[\s"()]+$/g, '')));
    const stale = Object.keys(german).filter(
      (text) => !(text in schemaErrors) && !said.has(form(text)) && !isSaid(text),
    );
    expect(stale).toEqual([]);
  });

  test('German fills in the same values, and is German', () => {
    for (const [english, text] of entries) {
      // Of what a schema expected and got, German says no more than somebody wants to know.
      if (english in schemaErrors)
        expect(places(english), english).toEqual(expect.arrayContaining([...places(text)]));
      else expect(places(text), english).toEqual(places(english));
      if (!SAME.has(english)) expect(text, english).not.toBe(english);
    }
  });

  test('none is empty, has two spaces or English quotation marks', () => {
    const odd = entries.filter(([, text]) => text.trim() === '' || /\s{2}|”/.test(text));
    expect(odd).toEqual([]);
  });

  test('the same English is the same German wherever it stands', () => {
    const different = germanLists(catalogue).flatMap((list) =>
      Object.entries(list).filter(([english, text]) => german[english] !== text),
    );
    expect(different).toEqual([]);
  });

  test('every choice in a form has words', () => {
    const wordless = formOptions().filter(
      ({ field, value }) =>
        !(`option.${field}.${value}` in options) && !(`option.${value}` in options) && !TECHNICAL.test(value),
    );
    expect(wordless).toEqual([]);
  });

  test.each<[z.ZodType, unknown]>([
    [z.string(), 1],
    [z.string().min(1), ''],
    [z.string().min(3), 'a'],
    [z.string().max(1), 'ab'],
    [z.string().length(2), 'a'],
    [z.int(), 1.5],
    [z.int().min(1), 0],
    [z.int().max(1), 2],
    [z.number(), Number.NaN],
    [z.boolean(), 'yes'],
    [z.array(z.string()).min(1), []],
    [z.array(z.string()).max(1), ['a', 'b']],
    [z.enum(['a', 'b']), 'c'],
    [z.literal('a'), 'b'],
    [z.uuid(), 'x'],
    [z.email(), 'x'],
    [z.url(), 'x'],
    [z.iso.datetime(), 'x'],
    [z.strictObject({}), { other: 1 }],
    [z.object({ name: z.string() }), {}],
    [z.union([z.string(), z.int()]), true],
    [z.record(z.string(), z.string()), []],
  ])('what a schema has against a value (%#)', (schema, value) => {
    const { error } = schema.safeParse(value);
    for (const text of Object.values(fieldErrors(error?.issues ?? [])).flat())
      expect(say(String(text))).not.toBe(text);
  });

  test.each([
    ['The policy "Too old" does not pass.', 'Die Richtlinie „Too old“ besteht nicht.'],
    [
      'The policy "x" does not pass (Use at least 12 characters.), which is negated: passes.',
      'Die Richtlinie „x“ besteht nicht (Benutzen Sie mindestens 12 Zeichen.), umgekehrt: besteht.',
    ],
    [
      'Is not a member of the group "staff", which is negated: passes.',
      'Ist kein Mitglied der Gruppe „staff“, umgekehrt: besteht.',
    ],
    [
      'Nothing that counts is bound. Everyone can open this application.',
      'Nichts ist gebunden, das zählt. Alle können diese Anwendung öffnen.',
    ],
    [
      'Does not pass: is not a member of the group "a", and the policy "b" does not pass (Stop.).',
      'Besteht nicht: ist kein Mitglied der Gruppe „a“, und die Richtlinie „b“ besteht nicht (Stop.).',
    ],
    [
      'Line 3, column 7: An expression cannot import anything.',
      'Zeile 3, Spalte 7: Ein Ausdruck kann nichts importieren.',
    ],
    [
      'Nobody will be able to open the application "Wiki" until somebody adds a binding or opens it again.',
      'Niemand wird die Anwendung „Wiki“ öffnen können, bis jemand eine Bindung hinzufügt oder wieder öffnet.',
    ],
    [
      'Still in use by Policy binding "a", Password Stage "b". Change that first.',
      'Noch in Gebrauch: Bindung „a“, Passwort-Stufe „b“. Ändern Sie das zuerst.',
    ],
    ['Can delete Password Stage', 'Passwort-Stufe: löschen'],
    ['There is no such field. Did you mean name?', 'Ein solches Feld gibt es nicht. Meinten Sie name?'],
    ['What somebody has written.', 'What somebody has written.'],
  ])('%s', (english, text) => expect(say(english)).toBe(text));
});
