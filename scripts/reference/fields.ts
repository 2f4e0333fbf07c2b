import { z } from 'zod';
import { type Model, metaOf } from '../../src/core/model/model.ts';

type Json = Readonly<Record<string, unknown>>;

/** The fields of a model as a table: name, type, default, meaning. `without`: fields that are told of elsewhere. */
export function fieldTable(model: Model, without: ReadonlySet<string> = new Set()): string {
  const schema = z.toJSONSchema(model.fields, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {})
    .filter(([name]) => !without.has(name))
    .map(([name, field]) => {
      const meta = metaOf(model.fields.shape[name] as z.ZodType);
      return `| \`${name}\` | ${cell(typeOf(field))} | ${cell(defaultOf(field, required.has(name)))} | ${cell(meaning(meta))} |`;
    });
  if (rows.length === 0) return 'It has no fields of its own.';
  return ['| field | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Nobody reads more words than these in a cell of a table. */
const MOST = 60;

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => `\`${String(value)}\``);
  return words.length <= MOST
    ? `one of ${words.join(', ')}`
    : `one of ${words.length} words: ${words.slice(0, 3).join(', ')}, …`;
}

/** The type in words, e.g. `text`, `one of a, b`, `list of whole number`. */
function typeOf(field: Json): string {
  const { type, enum: values, const: constant, items, anyOf, format } = field;
  if (Array.isArray(values)) return oneOf(values);
  if (constant !== undefined) return constant === '' ? 'empty' : `\`${String(constant)}\``;
  if (Array.isArray(anyOf)) return [...new Set((anyOf as Json[]).map(typeOf))].join(' or ');
  switch (type) {
    case 'string':
      return format === 'uuid' ? 'UUID' : format === 'date-time' ? 'time' : 'text';
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'yes or no';
    case 'null':
      return 'none';
    case 'array':
      return `list of ${typeOf((items ?? {}) as Json)}`;
    case 'object':
      return 'object';
    default:
      return 'any';
  }
}

function defaultOf(field: Json, isRequired: boolean): string {
  if (isRequired) return 'required';
  const { default: value } = field;
  if (value === undefined) return 'made by Postern';
  if (value === null) return 'none';
  if (value === '') return 'empty';
  return Array.isArray(value) && value.length === 0 ? 'empty list' : `\`${JSON.stringify(value)}\``;
}

function meaning({
  title = '',
  description = '',
  secret,
}: {
  title?: string;
  description?: string;
  secret?: boolean;
}) {
  const words = [title === '' ? '' : `${title}.`, description, secret ? 'Write-only.' : ''];
  return words.filter(Boolean).join(' ');
}
