import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { PageHead } from '../parts/page-head.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Decision } from '../wire.ts';
import { DecisionList } from './decision-list.tsx';
import { DecisionView } from './decision-view.tsx';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Events > Decisions: why was she refused? The id stands on the page that refused. */
export function DecisionsPage({ params: { request = '' } }: { readonly params: Params }) {
  const { text, go } = useAdmin();
  const [typed, setTyped] = useState(request);
  const [error, setError] = useState<string>();
  const open = () => {
    const id = ID.exec(typed)?.[0];
    setError(id ? undefined : text('decisions.no_id'));
    if (id) go(pathOf('decisions', id.toLowerCase()));
  };
  return (
    <>
      <PageHead
        title={text('decisions.title')}
        lead={text('decisions.lead')}
        {...(request ? { above: { label: text('decisions.recent'), to: '/decisions/' } } : {})}
      />
      <form
        className="a-card a-check-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <TextInput
          label={text('decisions.id')}
          placeholder={text('decisions.id_hint')}
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit">{text('decisions.find')}</Button>
      </form>
      {request ? <Found request={request} /> : <DecisionList />}
    </>
  );
}

function Found({ request }: { readonly request: string }) {
  const { client, text } = useAdmin();
  const path = `/policies/decisions/${encodeURIComponent(request)}/`;
  const loaded = useLoad(path, () => client.get<{ results: readonly Decision[] }>(path));
  if (loaded.value)
    return (
      <ol className="a-decisions" aria-label={text('decisions.found')}>
        {loaded.value.results.map((decision) => (
          <li key={`${decision.target_pk}-${decision.time}`}>
            <DecisionView decision={decision} />
          </li>
        ))}
      </ol>
    );
  if (loaded.trouble) return <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />;
  return null;
}
