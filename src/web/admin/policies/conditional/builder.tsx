import './builder.css';
import { Input, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { CodeField } from '../../../../ui/form/code-field.tsx';
import type { ControlProps } from '../../../../ui/form/control-props.ts';
import { useAdmin } from '../../admin.ts';
import { sentenceOf } from '../../parts/trouble.tsx';
import { useLoad } from '../../use-load.ts';
import { Actions } from './actions.tsx';
import type { Catalogue } from './catalogue.ts';
import { actionsOf, documentOf } from './document.ts';
import type { BuilderTools } from './tools.ts';

/** The document of a conditional policy as rows: what is looked at, how, and what follows. */
export function ConditionalBuilder({ field, value, errors, words, lookUp, onChange }: ControlProps) {
  const { client, text } = useAdmin();
  const path = '/policies/conditional/catalog/';
  const catalogue = useLoad(path, () => client.get<Catalogue>(path));
  /** What stands in the text while it is edited as such; it may be no JSON for a while. */
  const [written, setWritten] = useState<string>();
  const [unreadable, setUnreadable] = useState(false);
  const said = errors[field.name] ?? [];

  const write = (content: string) => {
    setWritten(content);
    try {
      onChange(JSON.parse(content));
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  const switchOver = () => {
    setUnreadable(false);
    setWritten(written === undefined ? JSON.stringify(value ?? {}, undefined, 2) : undefined);
  };
  const other = (
    <button type="button" className="p-link-button" disabled={unreadable} onClick={switchOver}>
      {text(written === undefined ? 'builder.as_json' : 'builder.as_rows')}
    </button>
  );

  if (written !== undefined)
    return (
      <CodeField
        label={field.title}
        description={field.description}
        required={field.required}
        rows={14}
        language="json"
        value={written}
        errors={[
          ...(unreadable ? [words.notJson] : []),
          ...Object.entries(errors)
            .filter(([name]) => name.startsWith(`${field.name}.`))
            .map(([name, sentences]) => `${name}: ${sentences.join(' ')}`),
          ...said,
        ]}
        words={words}
        tools={other}
        onChange={write}
      />
    );
  if (!catalogue.value)
    return catalogue.trouble ? (
      <Input.Wrapper label={field.title} error={sentenceOf(catalogue.trouble, text)} />
    ) : (
      <Skeleton height="12rem" radius="md" />
    );
  const tools: BuilderTools = { catalogue: catalogue.value, errors, words, lookUp, text };
  return (
    <Input.Wrapper
      label={field.title}
      labelElement="div"
      description={text('builder.lead')}
      required={field.required}
      error={said.length > 0 ? said.join(' ') : undefined}
    >
      <div className="a-builder">
        <Actions
          tools={tools}
          // Mistakes are told by the path within the document.
          path="actions"
          actions={actionsOf(value)}
          label={field.title}
          onChange={(actions) => onChange(documentOf(actions))}
        />
        <p className="a-builder-foot">{other}</p>
      </div>
    </Input.Wrapper>
  );
}
