import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import type { Flow } from '../wire.ts';
import { BY_RULE, FLOW, FLOW_TITLES, FOLDED } from './schema.ts';

/** A flow's own fields; with another slug it has another address. */
export function EditFlow({ flow, onSaved }: { readonly flow: Flow; readonly onSaved: () => void }) {
  const { text, say, go } = useAdmin();
  const schema = useTitled(FLOW, FLOW_TITLES);
  return (
    <div className="a-card a-narrow">
      <ObjectForm<Flow>
        key={flow.last_updated}
        schema={schema}
        object={{ ...flow }}
        method="PATCH"
        path={`/flows/instances/${encodeURIComponent(flow.slug)}/`}
        folded={FOLDED}
        without={BY_RULE}
        submit={text('action.save')}
        onDone={({ slug }) => {
          say({ words: text('action.saved') });
          if (slug === flow.slug) onSaved();
          else go(pathOf('flows', slug, 'edit'), { replace: true });
        }}
      />
    </div>
  );
}
