import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PromptType } from './kinds.ts';
import { type ReadError, read, readMessages } from './read.ts';

const field = (type: PromptType, more = {}) => ({
  field_key: 'key',
  label: 'Key',
  type,
  required: true,
  placeholder: '',
  initial_value: '',
  order: 0,
  sub_text: '',
  choices: type === 'dropdown' || type === 'radio-button-group' ? [{ value: 'a', label: 'A' }] : null,
  ...more,
});

const value = (value: unknown) => ({ value });
const error = (error: ReadError) => ({ error });
const absent = { absent: true };

describe('a required field', () => {
  test.each<[PromptType, unknown, object]>([
    ['text', 'x', value('x')],
    ['text', ' x ', value(' x ')],
    ['text', 7, value('7')],
    ['text', '', error('required')],
    ['text', '  ', error('required')],
    ['text', undefined, error('required')],
    ['text', null, error('required')],
    ['text', true, error('text')],
    ['text', 'a\0b', error('text')],
    ['text_area', 'a\nb', value('a\nb')],
    ['username', ' ada ', value('ada')],
    ['username', 'a'.repeat(150), value('a'.repeat(150))],
    ['username', 'a'.repeat(151), error('too_long')],
    ['email', ' ada@corp.test ', value('ada@corp.test')],
    ['email', 'ada', error('email')],
    ['email', 'ada@corp.test\nBcc: x@y.z', error('email')],
    ['email', `${'a'.repeat(250)}@corp.test`, error('email')],
    ['password', ' ', value(' ')],
    ['password', ' x\t', value(' x\t')],
    ['password', 'pässwörd\u0308', value('pässwörd\u0308')],
    ['password', '', error('required')],
    ['number', 7, value(7)],
    ['number', ' -7 ', value(-7)],
    ['number', 1.5, error('number')],
    ['number', '1e3', error('number')],
    ['number', '0x10', error('number')],
    ['number', 'seven', error('number')],
    ['number', '9007199254740993', error('number')],
    ['checkbox', true, value(true)],
    ['checkbox', 'on', value(true)],
    ['checkbox', false, value(false)],
    ['checkbox', undefined, value(false)],
    ['checkbox', '', value(false)],
    ['checkbox', 'maybe', error('checkbox')],
    ['date', '2026-01-31', value('2026-01-31')],
    ['date', '2028-02-29', value('2028-02-29')],
    ['date', '2026-02-29', error('date')],
    ['date', '31.01.2026', error('date')],
    ['date-time', '2026-01-31T12:00:00Z', value('2026-01-31T12:00:00.000Z')],
    ['date-time', '2026-01-31T12:00', value('2026-01-31T12:00:00.000Z')],
    ['date-time', '2026-01-31T12:00:30.5+02:00', value('2026-01-31T10:00:30.500Z')],
    ['date-time', '2026-01-31 12:00', error('date-time')],
    ['date-time', '2026-02-30T12:00:00Z', error('date-time')],
    ['dropdown', 'a', value('a')],
    ['dropdown', 'A', error('choice')],
    ['dropdown', '', error('required')],
    ['dropdown', true, error('choice')],
    ['radio-button-group', 'b', error('choice')],
    ['radio-button-group', 'a', value('a')],
    ['file', 'data:text/plain;base64,aGk=', value('data:text/plain;base64,aGk=')],
    ['file', 'data:text/plain;charset=utf-8;base64,aGk=', value('data:text/plain;charset=utf-8;base64,aGk=')],
    ['file', 'data:;base64,', value('data:;base64,')],
    ['file', 'data:text/html,<script>', error('file')],
    ['file', 'https://evil.test/x', error('file')],
    ['file', 'javascript:alert(1)', error('file')],
  ])('%s: %j', (type, raw, want) => {
    expect(read(field(type), raw)).toEqual(want);
  });
});

describe('an optional field', () => {
  test.each<[PromptType, unknown, object]>([
    ['text', '', value('')],
    ['text', ' ', value('')],
    ['text', undefined, absent],
    ['text', null, absent],
    ['username', '', value('')],
    ['email', '', value('')],
    ['email', 'x', error('email')],
    ['password', '', value('')],
    ['number', '', absent],
    ['number', undefined, absent],
    ['date', '', absent],
    ['date-time', '', absent],
    ['file', '', absent],
    ['dropdown', '', value('')],
    ['dropdown', 'x', error('choice')],
  ])('%s: %j', (type, raw, want) => {
    expect(read(field(type, { required: false }), raw)).toEqual(want);
  });
});

test('whatever is sent, a choice is one of the choices', () => {
  const raw = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('a', 'constructor', '__proto__'),
  );
  fc.assert(
    fc.property(raw, (sent) => {
      const result = read(field('dropdown'), sent);
      if ('value' in result) expect(result.value).toBe('a');
      else expect(Object.keys(readMessages)).toContain('error' in result ? result.error : '');
    }),
  );
});

test('whatever is sent, it is read quickly', () => {
  const long = 'a'.repeat(1_000_000);
  const began = performance.now();
  for (const type of ['text', 'email', 'number', 'date', 'date-time', 'file', 'dropdown'] as const) {
    read(field(type), long);
    read(field(type), `data:${long};${long}`);
    read(field(type), ' '.repeat(1_000_000));
    read(field(type), `data:a/b${';a=b'.repeat(200_000)}`);
  }
  expect(performance.now() - began).toBeLessThan(5000);
});
