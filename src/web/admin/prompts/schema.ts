import type { JsonSchema } from '../../../ui/form/fields.ts';
import type { Key } from '../texts/english.ts';

/** A prompt as it is edited. The order is that of the form; which fields there are the API says (see the test). */
export const PROMPT = {
  type: 'object',
  required: ['name', 'field_key', 'label', 'type'],
  properties: {
    name: { type: 'string' },
    field_key: { type: 'string' },
    label: { type: 'string' },
    type: {
      type: 'string',
      enum: [
        'text',
        'text_area',
        'text_read_only',
        'text_area_read_only',
        'username',
        'email',
        'password',
        'number',
        'checkbox',
        'radio-button-group',
        'dropdown',
        'date',
        'date-time',
        'file',
        'separator',
        'hidden',
        'static',
        'alert_info',
        'alert_warning',
        'alert_danger',
        'ak-locale',
      ],
      default: 'text',
    },
    required: { type: 'boolean', default: true },
    sub_text: { type: 'string', default: '' },
    placeholder: { type: 'string', default: '', widget: 'lines' },
    placeholder_expression: { type: 'boolean', default: false },
    initial_value: { type: 'string', default: '', widget: 'lines' },
    initial_value_expression: { type: 'boolean', default: false },
    order: { type: 'integer', default: 0 },
  },
} as const satisfies JsonSchema;

/** The words of a prompt's fields. */
export const TITLES: Readonly<Record<string, Key>> = {
  name_about: 'prompts.name_about',
  field_key: 'prompts.field_key',
  field_key_about: 'prompts.field_key_about',
  label: 'prompts.label',
  label_about: 'prompts.label_about',
  type: 'prompts.type',
  required: 'prompts.required',
  sub_text: 'prompts.sub_text',
  sub_text_about: 'prompts.sub_text_about',
  placeholder: 'prompts.placeholder',
  placeholder_about: 'prompts.placeholder_about',
  placeholder_expression: 'prompts.placeholder_expression',
  initial_value: 'prompts.initial_value',
  initial_value_about: 'prompts.initial_value_about',
  initial_value_expression: 'prompts.initial_value_expression',
  order: 'prompts.order',
  order_about: 'prompts.order_about',
};
