import { z } from 'zod';
import type { Field } from './draw.ts';

export const readMessages = {
  required: 'This field is required.',
  text: 'Enter text without control characters.',
  too_long: 'Use at most 150 characters.',
  email: 'Enter a valid e-mail address.',
  number: 'Enter a whole number.',
  checkbox: 'Tick the box or leave it empty.',
  date: 'Enter a date such as 2026-01-31.',
  'date-time': 'Enter a date and time such as 2026-01-31T12:00:00Z.',
  file: 'Choose a file.',
  choice: 'Choose one of the options.',
};

export type ReadError = keyof typeof readMessages;

/** One field's answer: a value (JSON data), nothing at all, or what is wrong with it. */
export type Read = { readonly value: unknown } | { readonly absent: true } | { readonly error: ReadError };

const Email = z.email().max(254);
const Day = z.iso.date();
const Moment = z.iso.datetime({ offset: true, local: true });
const DATA_URI = /^data:(?:[\w.+-]+\/[\w.+-]+(?:;[\w.+-]+=[^;,]*)*)?;base64,[A-Za-z0-9+/]*={0,2}$/;

const YES: readonly unknown[] = [true, 'true', 'on', '1', 'yes'];
const NO: readonly unknown[] = [false, 'false', 'off', '0', 'no', '', null, undefined];

/** Reads what the browser sent for an open field, by the field's type. */
export function read(field: Field, raw: unknown): Read {
  if (field.type === 'checkbox') {
    if (YES.includes(raw)) return { value: true };
    return NO.includes(raw) ? { value: false } : { error: 'checkbox' };
  }
  const plain = typeof raw === 'number' ? String(raw) : raw;
  if (plain === undefined || plain === null) return field.required ? { error: 'required' } : { absent: true };
  if (typeof plain !== 'string') return { error: isChoice(field) ? 'choice' : 'text' };
  // A zero byte cannot be stored; a password keeps every blank, and blanks alone are no name.
  if (plain.includes('\0')) return { error: 'text' };
  const isBlank = (field.type === 'password' ? plain : plain.trim()) === '';
  if (isBlank && field.required) return { error: 'required' };
  if (isBlank)
    return ['number', 'date', 'date-time', 'file'].includes(field.type)
      ? { absent: true }
      : blank(plain, field);
  return typed(field, plain);
}

const isChoice = (field: Field): boolean => field.choices !== null;

const blank = (plain: string, field: Field): Read => ({ value: field.type === 'password' ? plain : '' });

function typed(field: Field, plain: string): Read {
  if (field.choices) {
    return field.choices.some(({ value }) => value === plain) ? { value: plain } : { error: 'choice' };
  }
  switch (field.type) {
    case 'username': {
      const value = plain.trim();
      return value.length > 150 ? { error: 'too_long' } : { value };
    }
    case 'email': {
      const value = plain.trim();
      return Email.safeParse(value).success ? { value } : { error: 'email' };
    }
    case 'number': {
      const value = /^\s*[+-]?\d+\s*$/.test(plain) ? Number(plain) : Number.NaN;
      return Number.isSafeInteger(value) ? { value } : { error: 'number' };
    }
    case 'date':
      return Day.safeParse(plain).success ? { value: plain } : { error: 'date' };
    case 'date-time': {
      if (!Moment.safeParse(plain).success) return { error: 'date-time' };
      // Without an offset the time is read as UTC, wherever the server stands.
      const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(plain) ? plain : `${plain}Z`;
      return { value: new Date(zoned).toISOString() };
    }
    case 'file':
      return DATA_URI.test(plain) ? { value: plain } : { error: 'file' };
    default:
      return { value: plain };
  }
}
