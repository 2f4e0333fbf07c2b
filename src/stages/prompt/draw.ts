import { z } from 'zod';
import type { Sandbox, ScriptContext } from '../../core/expression/sandbox.ts';
import type { FlowContext } from '../../core/flow/context.ts';
import { PROMPT_TYPES } from '../../core/flow/models.ts';
import type { Row } from '../../core/model/model.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Carries } from '../../core/words/said.ts';
import { hasChoices, kindOf, LOCALES } from './kinds.ts';

const Choice = z.strictObject({ value: z.string(), label: z.string() });
export type Choice = z.output<typeof Choice>;

/** A field as it goes to the browser. All texts are plain text. */
export const Field = z
  .strictObject({
    field_key: z.string(),
    label: z.string(),
    type: z.enum(PROMPT_TYPES),
    required: z.boolean(),
    placeholder: z.string(),
    initial_value: z.string(),
    order: z.int(),
    sub_text: z.string(),
    choices: z.array(Choice).nullable(),
  })
  .meta({ words: 'field' satisfies Carries });
export type Field = z.output<typeof Field>;

/** A field and, where the configuration says what its value is, that value: JSON data. */
export interface Drawn {
  readonly field: Field;
  readonly value?: unknown;
}

/** An expression of a prompt that gave nothing. `detail` is for administrators. */
export interface PromptFault {
  readonly prompt: { readonly pk: string; readonly name: string };
  readonly part: 'placeholder' | 'initial_value';
  readonly fault: string;
  readonly detail: string;
  readonly fatal: boolean;
  readonly line?: number;
  readonly column?: number;
}

/** What a prompt's stored row says. */
const Prompt = z.object({
  pk: z.string(),
  name: z.string(),
  field_key: z.string(),
  label: z.string(),
  type: z.enum(PROMPT_TYPES),
  required: z.boolean().default(true),
  placeholder: z.string().default(''),
  initial_value: z.string().default(''),
  order: z.int().default(0),
  sub_text: z.string().default(''),
  placeholder_expression: z.boolean().default(false),
  initial_value_expression: z.boolean().default(false),
});
type Prompt = z.output<typeof Prompt>;

/** Milliseconds until an expression counts as failed. Its running time has bounds of its own; this one is for waiting. */
const TIMEOUT = 10_000;

const own = (data: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(data, key) ? data[key] : undefined;

const text = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Choices from what an expression or the context gave: a value, or a list of values and `{label, value}`. */
function choicesFrom(value: unknown): readonly Choice[] {
  if (value === undefined || value === null || value === '') return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) return { value: text(item), label: text(item) };
    const choice = text('value' in item ? item.value : undefined);
    return { value: choice, label: 'label' in item ? text(item.label) : choice };
  });
}

/** What expressions may read of a person. */
function readable({ group_pks: _, ...user }: UserFacts): Readonly<Record<string, unknown>> {
  return user;
}

/**
 * Works the prompts out: placeholders, initial values and choices, by expressions where they are some. Faults are
 * handed back beside the fields: a failed placeholder shows its text, a failed initial value is blank, failed choices
 * are none. Nothing can stand in for a forced value: its fault is marked `fatal`, and the form must not be used.
 */
export async function drawFields(input: {
  readonly prompts: readonly Row[];
  readonly context: FlowContext;
  readonly user: UserFacts;
  readonly request: HttpFacts | null;
  readonly sandbox: Sandbox;
}): Promise<{ readonly drawn: readonly Drawn[]; readonly faults: readonly PromptFault[] }> {
  const data = input.context.prompt_data ?? {};
  const user = readable(input.user);
  const script: ScriptContext = {
    request: { user, http_request: input.request, obj: null, context: input.context },
    extra: { user, prompt_context: data },
  };
  const faults: PromptFault[] = [];

  /** What somebody else has settled is shown, and not asked for: whatever is sent, it stays. */
  function settled(prompt: Prompt): Prompt {
    const { prompt_fixed: fixed } = input.context;
    const known = own(data, prompt.field_key);
    if (!Array.isArray(fixed) || !fixed.includes(prompt.field_key) || known === undefined) return prompt;
    return kindOf(prompt.type) === 'open' && prompt.type !== 'password'
      ? { ...prompt, type: 'text_read_only' }
      : prompt;
  }

  async function run({ pk, name, type }: Prompt, part: PromptFault['part'], source: string) {
    const result = await input.sandbox.run(source, script, TIMEOUT);
    if (result.ok) return { value: result.value };
    const { ok: _, ...fault } = result;
    const fatal = part === 'initial_value' && kindOf(type) === 'forced';
    faults.push({ prompt: { pk, name }, part, fatal, ...fault });
    return undefined;
  }

  async function initial(prompt: Prompt): Promise<unknown> {
    // A password is never sent out, and a file is sent once.
    if (prompt.type === 'password' || prompt.type === 'file') return '';
    const known = own(data, prompt.field_key);
    if (known !== undefined) return known;
    if (!prompt.initial_value_expression) return prompt.initial_value;
    // The source of an expression is no value: where it fails, nothing is filled in.
    return (await run(prompt, 'initial_value', prompt.initial_value))?.value ?? '';
  }

  async function placeholder(prompt: Prompt): Promise<string> {
    if (hasChoices(prompt.type)) return '';
    if (!prompt.placeholder_expression) return prompt.placeholder;
    const result = await run(prompt, 'placeholder', prompt.placeholder);
    return result ? text(result.value) : prompt.placeholder;
  }

  async function choices(prompt: Prompt): Promise<readonly Choice[] | null> {
    if (prompt.type === 'ak-locale') return LOCALES;
    if (!hasChoices(prompt.type)) return null;
    const known = own(data, `${prompt.field_key}__choices`);
    if (Array.isArray(known)) return choicesFrom(known);
    if (!prompt.placeholder_expression) return choicesFrom(prompt.placeholder);
    return choicesFrom((await run(prompt, 'placeholder', prompt.placeholder))?.value);
  }

  async function draw(row: Row): Promise<Drawn> {
    const prompt = settled(Prompt.parse(row));
    const [value, hint, offered] = await Promise.all([initial(prompt), placeholder(prompt), choices(prompt)]);
    const start = text(value);
    const field: Field = {
      field_key: prompt.field_key,
      label: prompt.label,
      type: prompt.type,
      required: prompt.required,
      placeholder: hint,
      // A choice that is not offered cannot be the one to begin with.
      initial_value: offered && !offered.some((choice) => choice.value === start) ? '' : start,
      order: prompt.order,
      sub_text: prompt.sub_text,
      choices: offered && [...offered],
    };
    return kindOf(prompt.type) === 'forced' ? { field, value } : { field };
  }

  const drawn = await Promise.all(input.prompts.map(draw));
  return { drawn: drawn.toSorted((a, b) => a.field.order - b.field.order), faults };
}
