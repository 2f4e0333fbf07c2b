import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import type { Blueprint } from '../wire.ts';
import { ImportDialog } from './import-dialog.tsx';
import { Status } from './status.tsx';
import { useApply } from './use-apply.ts';

/** Customization > Blueprints: what is kept applied, and how that went. */
export function BlueprintsPage() {
  const { client, text, go, say } = useAdmin();
  const { version, again, deleteButton, deletion } = useDeletion();
  const [importing, setImporting] = useState(false);
  const apply = useApply(again);
  const create = <Button onClick={() => go(pathOf('blueprints', '-'))}>{text('blueprints.new')}</Button>;
  const enable = async ({ pk }: Blueprint, enabled: boolean) => {
    const reply = await client.send('PATCH', `/managed/blueprints/${pk}/`, { enabled });
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    again();
  };
  return (
    <>
      <PageHead
        title={text('blueprints.title')}
        lead={text('blueprints.lead')}
        actions={
          <>
            <Button component="a" href="/api/v3/managed/blueprints/export/" download variant="default">
              {text('blueprints.export')}
            </Button>
            <Button variant="default" onClick={() => setImporting(true)}>
              {text('blueprints.import')}
            </Button>
            {create}
          </>
        }
      />
      <List<Blueprint>
        label={text('blueprints.title')}
        path="/managed/blueprints/"
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('blueprints.none_title'), words: text('blueprints.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/managed/blueprints/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name, path }) => (
              <>
                <Link to={pathOf('blueprints', pk)} className="a-strong">
                  {name}
                </Link>
                <span className="a-under">{path || text('blueprints.own_content')}</span>
              </>
            ),
          },
          {
            title: text('blueprints.status'),
            cell: ({ status, errors = [] }) => (
              <>
                <Status status={status} />
                {errors[0] ? <span className="a-under">{errors[0]}</span> : null}
              </>
            ),
          },
          {
            title: text('blueprints.last_applied'),
            cell: ({ last_applied }) =>
              last_applied ? <Moment at={last_applied} /> : text('blueprints.never'),
          },
          {
            title: text('blueprints.enabled'),
            cell: (blueprint) => (
              <Switch
                aria-label={`${text('blueprints.enabled')}: ${blueprint.name}`}
                checked={blueprint.enabled}
                onChange={(event) => void enable(blueprint, event.currentTarget.checked)}
              />
            ),
          },
          {
            title: text('column.actions'),
            cell: (blueprint) => (
              <span className="a-actions">
                <TextButton
                  label={text('blueprints.apply_label', { name: blueprint.name })}
                  onClick={() => void apply(blueprint)}
                >
                  {text('blueprints.apply')}
                </TextButton>
                <Link to={pathOf('blueprints', blueprint.pk)}>{text('action.edit')}</Link>
                {deleteButton(blueprint.name, `/managed/blueprints/${blueprint.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {importing ? (
        <ImportDialog
          title={text('blueprints.import')}
          onClose={() => setImporting(false)}
          onDone={(count) => {
            setImporting(false);
            say({ words: text('blueprints.imported', { count: String(count) }) });
            again();
          }}
        />
      ) : null}
      {deletion}
    </>
  );
}
