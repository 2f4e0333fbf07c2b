import type { AnswerValue, PromptChoice, PromptField } from '../wire.ts';

/** How a prompt field is drawn. Types that the page does not know are drawn as a line of text. */
export type Drawing =
  | {
      readonly as: 'input';
      readonly type: 'text' | 'email' | 'number' | 'date' | 'datetime-local';
      readonly readOnly: boolean;
    }
  | { readonly as: 'textarea'; readonly readOnly: boolean }
  | { readonly as: 'password' | 'checkbox' | 'radio' | 'select' | 'file' | 'separator' | 'hidden' | 'static' }
  | { readonly as: 'notice'; readonly tone: 'info' | 'warning' | 'danger' };

const drawings: Readonly<Record<string, Drawing>> = {
  text: { as: 'input', type: 'text', readOnly: false },
  text_read_only: { as: 'input', type: 'text', readOnly: true },
  text_area: { as: 'textarea', readOnly: false },
  text_area_read_only: { as: 'textarea', readOnly: true },
  username: { as: 'input', type: 'text', readOnly: false },
  email: { as: 'input', type: 'email', readOnly: false },
  password: { as: 'password' },
  number: { as: 'input', type: 'number', readOnly: false },
  checkbox: { as: 'checkbox' },
  'radio-button-group': { as: 'radio' },
  dropdown: { as: 'select' },
  date: { as: 'input', type: 'date', readOnly: false },
  'date-time': { as: 'input', type: 'datetime-local', readOnly: false },
  file: { as: 'file' },
  separator: { as: 'separator' },
  hidden: { as: 'hidden' },
  static: { as: 'static' },
  alert_info: { as: 'notice', tone: 'info' },
  alert_warning: { as: 'notice', tone: 'warning' },
  alert_danger: { as: 'notice', tone: 'danger' },
  'ak-locale': { as: 'select' },
};

/** Every prompt field type of the wire format. */
export const promptTypes: readonly string[] = Object.keys(drawings);

const text: Drawing = { as: 'input', type: 'text', readOnly: false };

export function drawingOf(field: PromptField): Drawing {
  return Object.hasOwn(drawings, field.type) ? (drawings[field.type] ?? text) : text;
}

/** Fields in the order that their author gave them; equal orders keep the order of the wire. */
export function inOrder(fields: readonly PromptField[]): PromptField[] {
  return [...fields].sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
}

/** Whether a person can change this field: only such fields can be missing, or be filled in again. */
export function isOpen(field: PromptField): boolean {
  const drawing = drawingOf(field);
  if (drawing.as === 'input' || drawing.as === 'textarea') return !drawing.readOnly;
  return !['separator', 'hidden', 'static', 'notice'].includes(drawing.as);
}

/** Whether what was typed here may be kept in memory to fill the form again. */
export const mayBeKept = (field: PromptField): boolean =>
  isOpen(field) && !['password', 'file'].includes(drawingOf(field).as);

/** A checkbox is never required: unticked is an answer. */
export const isRequired = (field: PromptField): boolean =>
  isOpen(field) && (field.required ?? false) && field.type !== 'checkbox';

/** What browsers and password managers fill this field with. */
export function autocompleteOf(field: PromptField): string {
  if (field.type === 'username') return 'username';
  if (field.type === 'email') return 'email';
  const known: Readonly<Record<string, string>> = {
    username: 'username',
    email: 'email',
    name: 'name',
    first_name: 'given-name',
    last_name: 'family-name',
    phone: 'tel',
    organization: 'organization',
  };
  return Object.hasOwn(known, field.field_key) ? (known[field.field_key] ?? 'on') : 'on';
}

/** A prompt asks for a new password, unless the field says that it wants the old one. */
export const passwordAutocomplete = (field: PromptField): 'current-password' | 'new-password' =>
  /current|old/.test(field.field_key) ? 'current-password' : 'new-password';

/** The choices of a radio group or dropdown; for `ak-locale` without choices, the page's own languages. */
export function choicesOf(
  field: PromptField,
  languages: Readonly<Record<string, string>>,
): readonly PromptChoice[] {
  if (field.choices?.length) return field.choices;
  if (field.type !== 'ak-locale') return [];
  return Object.entries(languages).map(([value, label]) => ({ value, label }));
}

/**
 * One field's answer from what the form holds, or undefined where the field says nothing (decoration, or an optional
 * number, date or file left empty). `raw` is null for an unticked checkbox; a file comes as its data URI.
 */
export function answerOf(field: PromptField, raw: string | null): AnswerValue | undefined {
  const drawing = drawingOf(field);
  if (drawing.as === 'separator' || drawing.as === 'static' || drawing.as === 'notice') return undefined;
  if (drawing.as === 'checkbox') return raw !== null;
  if (!isOpen(field)) return field.initial_value ?? '';
  const value = raw ?? '';
  if (drawing.as === 'password') return value;
  if (value === '' && ['number', 'date', 'date-time', 'file'].includes(field.type)) return undefined;
  if (field.type === 'number') return Number(value);
  if (field.type === 'date-time') return toInstant(value);
  return value;
}

/** The value that an input starts with; `datetime-local` wants local time without a zone. */
export function startValue(field: PromptField, kept: AnswerValue | undefined): string {
  const value = kept === undefined || kept === null ? (field.initial_value ?? '') : String(kept);
  return field.type === 'date-time' ? toLocal(value) : value;
}

/** A checkbox starts ticked by the words that mean yes on the wire. */
export function startTicked(field: PromptField, kept: AnswerValue | undefined): boolean {
  const value = kept ?? field.initial_value ?? '';
  return value === true || ['true', '1', 'yes', 'on'].includes(String(value).toLowerCase());
}

/** An instant in UTC (RFC 3339) for a local date and time; what is no date stays as it was, for the server to refuse. */
function toInstant(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : date.toISOString();
}

function toLocal(instant: string): string {
  const date = new Date(instant);
  if (instant === '' || Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
