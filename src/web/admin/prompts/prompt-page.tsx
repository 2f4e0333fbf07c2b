import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { useLoad } from '../use-load.ts';
import type { Prompt } from '../wire.ts';
import { Preview } from './preview.tsx';
import { PROMPT, TITLES } from './schema.ts';
import './prompts.css';

type Values = Readonly<Record<string, unknown>>;

const PATH = '/stages/prompt/prompts/';

/** One prompt beside what people will see of it; `-` for one that is yet to be made. */
export function PromptPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const isNew = pk === '-';
  const path = isNew ? PATH : `${PATH}${encodeURIComponent(pk)}/`;
  const loaded = useLoad<(Prompt & Values) | undefined>(path, async () =>
    isNew ? { value: undefined } : client.get<Prompt & Values>(path),
  );
  const schema = useTitled(PROMPT, TITLES);
  const [filled, setFilled] = useState<Values>();
  const prompt = loaded.value;
  const above = { label: text('prompts.title'), to: '/prompts/' };
  if (!isNew && !prompt) return <PagePending title={text('prompts.one')} above={above} waits={[loaded]} />;
  return (
    <>
      <PageHead title={prompt?.name ?? text('prompts.new')} lead={text('prompts.lead')} above={above} />
      <div className="a-prompt">
        <div className="a-card">
          <ObjectForm<Prompt>
            key={String(prompt?.last_updated)}
            schema={schema}
            object={prompt}
            method={isNew ? 'POST' : 'PUT'}
            path={path}
            submit={text(isNew ? 'prompts.new' : 'action.save')}
            onFilled={setFilled}
            onDone={(saved) => {
              if (isNew) {
                go(pathOf('prompts', saved.pk), { replace: true });
                say({ words: text('prompts.created', { name: saved.name }) });
                return;
              }
              say({ words: text('action.saved') });
              void loaded.reload();
            }}
          />
        </div>
        <Preview values={filled ?? prompt} />
      </div>
    </>
  );
}
