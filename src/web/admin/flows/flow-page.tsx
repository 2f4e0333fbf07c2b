import { Button, Skeleton } from '@mantine/core';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { Facts } from '../parts/facts.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Flow } from '../wire.ts';
import { StageBindings } from './stage-bindings.tsx';

/** One flow: what it is, its stages in order, and to whom it applies. */
export function FlowPage({ params: { slug = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const { option } = useFormWords();
  const path = `/flows/instances/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Flow>(path));
  const above = { label: text('flows.title'), to: '/flows/' };
  if (!loaded.value)
    return (
      <>
        <PageHead title={text('flows.one')} above={above} />
        {loaded.trouble ? (
          <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
        ) : (
          <Skeleton height="20rem" radius="md" />
        )}
      </>
    );
  const flow = loaded.value;
  return (
    <>
      <PageHead
        title={flow.name}
        lead={text('flows.lead_one', { designation: option(flow.designation) })}
        above={above}
        actions={
          <Button
            component="a"
            href={`/if/flow/${encodeURIComponent(slug)}/`}
            target="_blank"
            rel="noopener"
            variant="default"
          >
            {text('flows.run')}
          </Button>
        }
      />
      <Tabs
        label={flow.name}
        tabs={[
          { label: text('tab.overview'), to: pathOf('flows', slug) },
          { label: text('tab.stage_bindings'), to: pathOf('flows', slug, 'stages') },
          { label: text('tab.bindings'), to: pathOf('flows', slug, 'bindings') },
          { label: text('rights.tab'), to: pathOf('flows', slug, 'permissions') },
        ]}
      />
      {tab === 'stages' ? <StageBindings flow={flow} /> : null}
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
        <div className="a-card">
          <Facts
            facts={[
              [text('flows.heading'), flow.title],
              [text('column.slug'), <code key="slug">{flow.slug}</code>],
              [text('flows.designation'), option(flow.designation)],
              [text('flows.authentication'), option(flow.authentication)],
              [text('flows.denied_action'), option(flow.denied_action)],
              [text('flows.stages'), String(flow.stages.length)],
            ]}
          />
        </div>
      ) : null}
    </>
  );
}
