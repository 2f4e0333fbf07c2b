import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { Facts } from '../parts/facts.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Finding, Flow, FlowUse } from '../wire.ts';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { FlowCheck } from './flow-check.tsx';
import { Uses } from './flows-page.tsx';
import { StageBindings } from './stage-bindings.tsx';

/** The drawing brings a library of its own, which no other page needs. */
const Diagram = lazy(async () => ({ default: (await import('./diagram.tsx')).Diagram }));
/** Few visits change the flow itself, or look into a run. */
const EditFlow = lazy(async () => ({ default: (await import('./edit-flow.tsx')).EditFlow }));
const Inspector = lazy(async () => ({ default: (await import('./inspector.tsx')).Inspector }));

/** One flow: what it is, its stages in order, to whom it applies, and a run of it to look into. */
export function FlowPage({ params: { slug = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const path = `/flows/instances/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Flow>(path));
  // What another tab has changed is looked at again when this one opens.
  const check = useLoad(`${path}${tab}`, () => client.get<{ findings: readonly Finding[] }>(`${path}check/`));
  const [copying, setCopying] = useState(false);
  const above = { label: text('flows.title'), to: '/flows/' };
  const { option } = useFormWords();
  if (!loaded.value) return <PagePending title={text('flows.one')} above={above} waits={[loaded]} />;
  const flow = loaded.value;
  const changed = () => {
    void loaded.reload();
    void check.reload();
  };
  const findings = check.value?.findings ?? [];
  return (
    <>
      <ObjectHead
        name={flow.name}
        lead={text('flows.lead_one', { designation: option(flow.designation) })}
        above={above}
        path={path}
        actions={
          <>
            <Button variant="default" onClick={() => setCopying(true)}>
              {text('flows.duplicate')}
            </Button>
            <Button component="a" href={flow.export_url} download variant="default">
              {text('flows.export')}
            </Button>
            <Button
              component="a"
              href={`/if/flow/${encodeURIComponent(slug)}/`}
              target="_blank"
              rel="noopener"
              variant="default"
            >
              {text('flows.run')}
            </Button>
          </>
        }
        tabs={[
          { label: text('tab.overview'), to: pathOf('flows', slug) },
          { label: text('flows.tab_edit'), to: pathOf('flows', slug, 'edit') },
          { label: text('tab.stage_bindings'), to: pathOf('flows', slug, 'stages') },
          {
            label: text('tab.bindings'),
            short: text('tab.bindings_short'),
            to: pathOf('flows', slug, 'bindings'),
          },
          { label: text('flows.tab_inspect'), to: pathOf('flows', slug, 'inspect') },
          { label: text('rights.tab'), to: pathOf('flows', slug, 'permissions') },
        ]}
      />
      {findings.length > 0 && tab !== 'inspect' ? <FlowCheck slug={slug} findings={findings} /> : null}
      {tab === 'edit' ? (
        <Suspense fallback={<Skeleton height="20rem" radius="md" />}>
          <EditFlow flow={flow} onSaved={changed} />
        </Suspense>
      ) : null}
      {tab === 'stages' ? <StageBindings flow={flow} onChanged={changed} /> : null}
      {tab === 'inspect' ? (
        <Suspense fallback={<Skeleton height="20rem" radius="md" />}>
          <Inspector flow={flow} />
        </Suspense>
      ) : null}
      {tab === 'bindings' ? (
        <BindingsTable
          target={{
            kind: 'flow',
            pk: flow.pk,
            name: flow.name,
            mode: flow.policy_engine_mode,
            path,
            when_unbound: 'pass',
          }}
        />
      ) : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model="authentik_flows.flow" pk={flow.pk} name={flow.name} />
      ) : null}
      {tab === '' ? (
        <div className="a-overview">
          <Suspense fallback={<Skeleton height="30rem" radius="md" aria-label={text('diagram.loading')} />}>
            <Diagram flow={flow} onChanged={changed} />
          </Suspense>
          <Overview flow={flow} sound={check.value !== undefined && findings.length === 0} />
        </div>
      ) : null}
      {copying ? (
        <DuplicateDialog
          flow={flow}
          onClose={() => setCopying(false)}
          onDone={(copy) => {
            setCopying(false);
            say({ words: text('flows.duplicated', { name: copy.name }) });
            go(pathOf('flows', copy.slug));
          }}
        />
      ) : null}
    </>
  );
}

function Overview({ flow, sound }: { readonly flow: Flow; readonly sound: boolean }) {
  const { client, text } = useAdmin();
  const { option } = useFormWords();
  const uses = useLoad('uses', () => client.get<readonly FlowUse[]>('/flows/instances/uses/'));
  return (
    <aside className="a-card">
      <Facts
        facts={[
          [text('flows.heading'), flow.title],
          [text('column.slug'), <code key="slug">{flow.slug}</code>],
          [text('flows.designation'), option(flow.designation)],
          [text('flows.authentication'), option(flow.authentication)],
          [text('flows.denied_action'), option(flow.denied_action)],
          [
            text('flows.used_in'),
            <Uses key="uses" uses={(uses.value ?? []).filter((use) => use.flow === flow.pk)} />,
          ],
          ...(sound ? [[text('check.mistakes'), text('check.none')] as const] : []),
        ]}
      />
    </aside>
  );
}
