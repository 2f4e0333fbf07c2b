import { useEffect, useState } from 'react';
import type { PromptField } from '../../flow/wire.ts';
import { useAdmin } from '../admin.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { DrawnPrompt } from './drawn-prompt.tsx';
import { PROMPT } from './schema.ts';

type Values = Readonly<Record<string, unknown>>;

/** How long somebody may pause between two keys before the field is drawn anew. */
const PAUSE = 350;

/** A prompt as people would see it, drawn by the login page's own parts from what the server makes of it. */
export function Preview({ values }: { readonly values: Values | undefined }) {
  const { client, text } = useAdmin();
  const [fields, setFields] = useState<readonly PromptField[]>();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const wanted = values ? JSON.stringify(bodyOf(values)) : undefined;

  useEffect(() => {
    if (wanted === undefined) return;
    let current = true;
    const timer = setTimeout(async () => {
      const body: Values = JSON.parse(wanted);
      const reply = await client.send<{ readonly fields: readonly PromptField[] }>(
        'POST',
        '/stages/prompt/prompts/preview/',
        body,
      );
      if (!current) return;
      if ('value' in reply) {
        setFields(reply.value.fields);
        setWrong([]);
      } else {
        const said = Object.values(reply.trouble.fields).flat();
        setWrong(said.length > 0 ? said : [sentenceOf(reply.trouble, text)]);
      }
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, client, text]);

  return (
    <section className="a-preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{text('prompts.preview')}</h2>
      <p className="a-soft">{text(values?.label ? 'prompts.preview_lead' : 'prompts.preview_incomplete')}</p>
      {wrong.length > 0 ? (
        <div className="p-form-errors" role="status">
          {wrong.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
      {fields && wrong.length === 0 && values?.label ? <DrawnPrompt fields={fields} /> : null}
    </section>
  );
}

/** What the form has so far; what only matters for storing stands in, so that nobody has to fill it in to see. */
const bodyOf = (values: Values): Values => ({
  ...Object.fromEntries(
    Object.keys(PROMPT.properties).flatMap((name) =>
      values[name] === undefined ? [] : [[name, values[name]]],
    ),
  ),
  name: values.name || 'preview',
  field_key: values.field_key || 'preview',
  label: values.label || '…',
});
