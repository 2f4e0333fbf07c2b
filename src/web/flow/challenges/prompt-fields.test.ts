import { describe, expect, test } from 'vitest';
import type { PromptField } from '../wire.ts';
import {
  answerOf,
  autocompleteOf,
  choicesOf,
  drawingOf,
  inOrder,
  isOpen,
  isRequired,
  mayBeKept,
  passwordAutocomplete,
  promptTypes,
  startTicked,
  startValue,
} from './prompt-fields.ts';

const field = (type: string, more: Partial<PromptField> = {}): PromptField => ({
  field_key: 'key',
  label: 'Label',
  type,
  required: true,
  initial_value: 'initial',
  ...more,
});

describe('prompt fields', () => {
  test.each<[string, string, boolean, boolean]>([
    // type, drawn as, open to the person, kept for a lost session
    ['text', 'input', true, true],
    ['text_area', 'textarea', true, true],
    ['text_read_only', 'input', false, false],
    ['text_area_read_only', 'textarea', false, false],
    ['username', 'input', true, true],
    ['email', 'input', true, true],
    ['password', 'password', true, false],
    ['number', 'input', true, true],
    ['checkbox', 'checkbox', true, true],
    ['radio-button-group', 'radio', true, true],
    ['dropdown', 'select', true, true],
    ['date', 'input', true, true],
    ['date-time', 'input', true, true],
    ['file', 'file', true, false],
    ['separator', 'separator', false, false],
    ['hidden', 'hidden', false, false],
    ['static', 'static', false, false],
    ['alert_info', 'notice', false, false],
    ['alert_warning', 'notice', false, false],
    ['alert_danger', 'notice', false, false],
    ['ak-locale', 'select', true, true],
    ['from-the-future', 'input', true, true],
    ['constructor', 'input', true, true],
  ])('%s is drawn as %s', (type, as, open, kept) => {
    expect([drawingOf(field(type)).as, isOpen(field(type)), mayBeKept(field(type))]).toEqual([
      as,
      open,
      kept,
    ]);
  });

  test('every type of the wire format is in the table above', () => expect(promptTypes).toHaveLength(21));

  test.each<[string, string | null, unknown]>([
    ['text', ' kept ', ' kept '],
    ['text', '', ''],
    ['password', ' kept ', ' kept '],
    ['number', '42', 42],
    ['number', '', undefined],
    ['checkbox', 'on', true],
    ['checkbox', null, false],
    ['date', '2026-03-02', '2026-03-02'],
    ['date', '', undefined],
    ['date-time', '2026-03-02T09:30', new Date('2026-03-02T09:30').toISOString()],
    ['date-time', 'soon', 'soon'],
    ['file', '', undefined],
    ['file', 'data:text/plain;base64,aGk=', 'data:text/plain;base64,aGk='],
    ['radio-button-group', null, ''],
    ['hidden', 'forged', 'initial'],
    ['text_read_only', 'forged', 'initial'],
    ['text_area_read_only', 'forged', 'initial'],
    ['separator', 'forged', undefined],
    ['static', 'forged', undefined],
    ['alert_danger', 'forged', undefined],
  ])('%s filled with %o answers %o', (type, raw, answer) => expect(answerOf(field(type), raw)).toBe(answer));

  test('a checkbox and what nobody can change are never required', () => {
    expect(
      ['text', 'checkbox', 'hidden', 'text_read_only', 'static'].filter((type) => isRequired(field(type))),
    ).toEqual(['text']);
  });

  test('fields stand in their order, equals in the order of the wire', () => {
    const keys = [
      ['b', 2],
      ['a', 1],
      ['c', 2],
      ['z', undefined],
    ] as const;
    const fields = keys.map(([field_key, order]) =>
      field('text', { field_key, ...(order ? { order } : {}) }),
    );
    expect(inOrder(fields).map(({ field_key }) => field_key)).toEqual(['z', 'a', 'b', 'c']);
  });

  test('an instant is edited as local time and sent as the same instant', () => {
    const instant = '2026-03-02T09:30:00.000Z';
    const local = startValue(field('date-time', { initial_value: instant }), undefined);
    expect(local).toMatch(/^2026-03-0\dT\d\d:\d\d$/);
    expect(answerOf(field('date-time'), local)).toBe(instant);
    expect(startValue(field('date-time', { initial_value: 'tomorrow' }), undefined)).toBe('');
  });

  test('what was typed goes before the initial value', () => {
    expect(startValue(field('text'), 'typed')).toBe('typed');
    expect(startValue(field('text'), '')).toBe('');
    expect(startTicked(field('checkbox', { initial_value: 'True' }), undefined)).toBe(true);
    expect(startTicked(field('checkbox', { initial_value: 'true' }), false)).toBe(false);
    expect(startTicked(field('checkbox'), undefined)).toBe(false);
  });

  test('languages come from the page only where the flow gave none', () => {
    const given = [{ value: 'de', label: 'Deutsch' }];
    expect(choicesOf(field('ak-locale', { choices: given }), { en: 'English' })).toEqual(given);
    expect(choicesOf(field('ak-locale', { choices: null }), { en: 'English' })).toEqual([
      { value: 'en', label: 'English' },
    ]);
    expect(choicesOf(field('dropdown', { choices: null }), { en: 'English' })).toEqual([]);
  });

  test.each([
    ['username', 'anything', 'username'],
    ['email', 'anything', 'email'],
    ['text', 'name', 'name'],
    ['text', 'toString', 'on'],
  ])('%s with key %s is filled in as %s', (type, field_key, expected) => {
    expect(autocompleteOf(field(type, { field_key }))).toBe(expected);
  });

  test('a prompt asks for a new password unless its key says otherwise', () => {
    expect(passwordAutocomplete(field('password', { field_key: 'password_repeat' }))).toBe('new-password');
    expect(passwordAutocomplete(field('password', { field_key: 'current_password' }))).toBe(
      'current-password',
    );
  });
});
