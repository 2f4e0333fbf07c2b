import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Flow } from '../wire.ts';

/** Flows and Stages > Flows. */
export function FlowsPage() {
  const { text } = useAdmin();
  const { option } = useFormWords();
  return (
    <>
      <PageHead title={text('flows.title')} lead={text('flows.lead')} />
      <List<Flow>
        label={text('flows.title')}
        path="/flows/instances/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('flows.none_title'), words: text('flows.none') }}
        columns={[
          {
            title: text('column.name'),
            cell: (flow) => (
              <>
                <Link to={pathOf('flows', flow.slug)} className="a-strong">
                  {flow.name}
                </Link>
                <span className="a-under">{flow.slug}</span>
              </>
            ),
          },
          { title: text('flows.designation'), cell: ({ designation }) => option(designation) },
          { title: text('flows.stages'), cell: ({ stages }) => String(stages.length) },
          {
            title: text('column.actions'),
            cell: (flow) => (
              <span className="a-actions">
                <Link to={pathOf('flows', flow.slug, 'stages')}>{text('tab.stage_bindings')}</Link>
                <Link to={pathOf('flows', flow.slug, 'bindings')}>{text('bindings.short')}</Link>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
