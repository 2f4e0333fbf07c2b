/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { type Filled, Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import type { AnswerValue, PromptChallenge, PromptField } from '../wire.ts';
import { PromptControl } from './prompt-control.tsx';
import { answerOf, drawingOf, inOrder, isOpen, isRequired, mayBeKept } from './prompt-fields.ts';

/** A form whose fields were chosen by the flow's author. */
export function Prompt({ challenge }: { readonly challenge: PromptChallenge }) {
  const { text } = usePage();
  const fields = inOrder(challenge.fields ?? []);

  const read = async (data: FormData): Promise<Filled> => {
    const values: Record<string, AnswerValue> = Object.create(null);
    const typed: Record<string, AnswerValue> = Object.create(null);
    const errors: Record<string, string> = {};
    for (const field of fields) {
      const key = field.field_key;
      const raw = await rawOf(data.get(nameOf(field)));
      if (raw instanceof Error) {
        errors[key] = text('field.unreadable_file');
        continue;
      }
      const value = answerOf(field, raw);
      if (isRequired(field) && (value === undefined || value === '')) {
        errors[key] = text(drawingOf(field).as === 'radio' ? 'field.choose' : 'field.missing');
      }
      if (value === undefined) continue;
      values[key] = value;
      if (mayBeKept(field)) typed[key] = value;
    }
    return { values, typed, errors };
  };

  return (
    <Form
      title={challenge.flow_info?.title || text('prompt.title')}
      lead={text('prompt.lead')}
      names={fields.filter(isOpen).map((field) => field.field_key)}
      read={read}
    >
      {fields.map((field) => (
        <PromptControl key={field.field_key} field={field} formName={nameOf(field)} />
      ))}
      <Submit label={text('action.continue')} />
    </Form>
  );
}

/** Field names of a flow's author can be anything; in the document they stand behind a prefix of ours. */
const nameOf = ({ field_key }: PromptField) => `prompt-${field_key}`;

function rawOf(value: FormDataEntryValue | null): Promise<string | null | Error> | string | null {
  if (value === null || typeof value === 'string') return value;
  return value.size === 0 ? '' : dataUri(value);
}

/** A file as base64 data URI; an error as a value, for files can vanish between choosing and reading. */
function dataUri(file: File): Promise<string | Error> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => resolve(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
}
