import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { ImportDialog } from '../blueprints/import-dialog.tsx';
import { Link } from '../link.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { List, ListLoading } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import { useLoad } from '../use-load.ts';
import type { Flow, FlowUse } from '../wire.ts';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { FLOW } from './schema.ts';

const flowPath = (slug: string) => `/flows/instances/${encodeURIComponent(slug)}/`;

/** Flows and Stages > Flows: what each is for, how long it is, and where it is in use. */
export function FlowsPage() {
  const { client, text, go, say } = useAdmin();
  const { option } = useFormWords();
  const { version, again, deleteButton, deletion } = useDeletion();
  const uses = useLoad(`uses ${version}`, () => client.get<readonly FlowUse[]>('/flows/instances/uses/'));
  const [importing, setImporting] = useState(false);
  const [copied, setCopied] = useState<Flow>();
  const create = <Button onClick={() => go('/flows/-/new/')}>{text('flows.new')}</Button>;
  const clear = async () => {
    const reply = await client.send('POST', '/flows/instances/cache_clear/');
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else say({ words: text('flows.cache_cleared') });
  };
  return (
    <>
      <PageHead
        title={text('flows.title')}
        lead={text('flows.lead')}
        actions={
          <>
            <Button variant="default" onClick={() => void clear()}>
              {text('flows.clear_cache')}
            </Button>
            <Button variant="default" onClick={() => setImporting(true)}>
              {text('flows.import')}
            </Button>
            {create}
          </>
        }
      />
      {uses.value || uses.trouble ? (
        <List<Flow>
          label={text('flows.title')}
          path="/flows/instances/"
          version={version}
          keyOf={({ pk }) => pk}
          filters={[
            {
              name: 'designation',
              label: text('flows.designation'),
              options: FLOW.properties.designation.enum.map((value) => ({ value, label: option(value) })),
            },
          ]}
          bulk={{ nameOf: ({ name }) => name, pathOf: ({ slug }) => flowPath(slug) }}
          empty={{ title: text('flows.none_title'), words: text('flows.none'), action: create }}
          columns={[
            {
              title: text('column.name'),
              sort: 'name',
              cell: (flow) => (
                <>
                  <Link to={pathOf('flows', flow.slug)} className="a-strong">
                    {flow.name}
                  </Link>
                  <span className="a-under">{flow.slug}</span>
                </>
              ),
            },
            {
              title: text('flows.designation'),
              sort: 'designation',
              cell: ({ designation }) => option(designation),
            },
            {
              title: text('flows.stages'),
              cell: ({ slug, stages }) => (
                <Link to={pathOf('flows', slug, 'stages')}>{String(stages.length)}</Link>
              ),
            },
            {
              title: text('flows.used_in'),
              cell: ({ pk }) => <Uses uses={(uses.value ?? []).filter(({ flow }) => flow === pk)} />,
            },
            {
              title: text('column.actions'),
              cell: (flow) => (
                <span className="a-actions">
                  <a href={`/if/flow/${encodeURIComponent(flow.slug)}/`} target="_blank" rel="noopener">
                    {text('flows.run')}
                  </a>
                  <a href={flow.export_url} download>
                    {text('flows.export')}
                  </a>
                  <TextButton
                    label={`${text('flows.duplicate')}: ${flow.name}`}
                    onClick={() => setCopied(flow)}
                  >
                    {text('flows.duplicate')}
                  </TextButton>
                  {deleteButton(flow.name, flowPath(flow.slug))}
                </span>
              ),
            },
          ]}
        />
      ) : (
        <ListLoading label={text('list.loading', { what: text('flows.title') })} />
      )}
      {importing ? (
        <ImportDialog
          title={text('flows.import')}
          onClose={() => setImporting(false)}
          onDone={(count) => {
            setImporting(false);
            say({ words: text('flows.imported', { count: String(count) }) });
            again();
          }}
        />
      ) : null}
      {copied ? (
        <DuplicateDialog
          flow={copied}
          onClose={() => setCopied(undefined)}
          onDone={({ name, slug }) => {
            setCopied(undefined);
            say({ words: text('flows.duplicated', { name }) });
            go(pathOf('flows', slug));
          }}
        />
      ) : null}
      {deletion}
    </>
  );
}

/** What a flow is set in, each named once. */
export function Uses({ uses }: { readonly uses: readonly FlowUse[] }) {
  const { text } = useAdmin();
  const named = [...new Set(uses.map(({ verbose_name, name }) => `${verbose_name} ${name}`))];
  return named.length === 0 ? <span className="a-soft">{text('flows.unused')}</span> : named.join(', ');
}
