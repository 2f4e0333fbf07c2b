import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { slugFollows } from '../applications/draft.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Flow } from '../wire.ts';
import { BY_RULE, FLOW, FLOW_TITLES, FOLDED } from './schema.ts';

/** Makes a flow; its stages are added on the page that follows. */
export function NewFlowPage() {
  const { text, go, say } = useAdmin();
  const schema = useTitled(FLOW, FLOW_TITLES);
  return (
    <>
      <PageHead
        title={text('flows.new')}
        lead={text('flows.new_lead')}
        above={{ label: text('flows.title'), to: '/flows/' }}
      />
      <div className="a-card a-narrow">
        <ObjectForm<Flow>
          schema={schema}
          method="POST"
          path="/flows/instances/"
          folded={FOLDED}
          follow={slugFollows}
          without={BY_RULE}
          submit={text('flows.new')}
          onDone={({ slug, name }) => {
            go(pathOf('flows', slug, 'stages'), { replace: true });
            say({ words: text('flows.created', { name }) });
          }}
        />
      </div>
    </>
  );
}
