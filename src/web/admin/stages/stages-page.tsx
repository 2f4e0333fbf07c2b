import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { LinkList } from '../parts/link-list.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import type { Stage } from '../wire.ts';
import { StageWizard } from './stage-wizard.tsx';

/** Flows and Stages > Stages: every stage, of whatever type, and the flows that it is in. */
export function StagesPage() {
  const { text, go, say } = useAdmin();
  const [creating, setCreating] = useState(false);
  const { version, deleteButton, deletion } = useDeletion();
  const create = <Button onClick={() => setCreating(true)}>{text('stages.new')}</Button>;
  return (
    <>
      <PageHead title={text('stages.title')} lead={text('stages.lead')} actions={create} />
      <List<Stage>
        label={text('stages.title')}
        path="/stages/all/"
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('stages.none_title'), words: text('stages.empty'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/stages/all/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={pathOf('stages', pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          { title: text('column.type'), cell: ({ verbose_name }) => verbose_name },
          {
            title: text('stages.used_in'),
            cell: ({ flow_set }) =>
              flow_set.length === 0 ? (
                <Badge tone="warning">{text('stages.unused')}</Badge>
              ) : (
                <LinkList links={linksTo(flow_set)} />
              ),
          },
          {
            title: text('column.actions'),
            cell: (stage) => (
              <span className="a-actions">
                <Link to={pathOf('stages', stage.pk)}>{text('action.edit')}</Link>
                {deleteButton(stage.name, `/stages/all/${stage.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {creating ? (
        <StageWizard
          title={text('stages.new')}
          onClose={() => setCreating(false)}
          onDone={({ pk, name }) => {
            setCreating(false);
            go(pathOf('stages', pk));
            say({ words: text('stages.created', { name }) });
          }}
        />
      ) : null}
      {deletion}
    </>
  );
}

/** The same flow is named once, however often the stage stands in it. */
export const linksTo = (flows: Stage['flow_set']) =>
  [...new Map(flows.map((flow) => [flow.pk, flow])).values()].map(({ slug, name }) => ({
    label: name,
    to: pathOf('flows', slug, 'stages'),
  }));
