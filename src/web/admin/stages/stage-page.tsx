import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { LinkList } from '../parts/link-list.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { useTypes } from '../policies/use-types.ts';
import { useLoad } from '../use-load.ts';
import type { Stage, Type } from '../wire.ts';
import { EditStage } from './edit-stage.tsx';
import { FieldOrder } from './field-order.tsx';
import { linksTo } from './stages-page.tsx';

/** One stage: its settings, the flows that it is in, and where it shows fields, their order. */
export function StagePage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/stages/all/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Stage>(path));
  const types = useTypes('stages');
  const above = { label: text('stages.title'), to: '/stages/' };
  const stage = loaded.value;
  // Which tabs there are depends on the type.
  if (!stage || !types.value)
    return <PagePending title={text('stages.one')} above={above} waits={[loaded, types]} />;
  const type = types.value.find(({ meta_model_name }) => meta_model_name === stage.meta_model_name);
  const flows = linksTo(stage.flow_set);
  return (
    <>
      <ObjectHead
        name={stage.name}
        lead={stage.verbose_name}
        above={above}
        path={path}
        tabs={[
          { label: text('stages.tab_edit'), to: pathOf('stages', pk) },
          ...(type && promptsField(type)
            ? [{ label: text('stages.tab_fields'), to: pathOf('stages', pk, 'fields') }]
            : []),
          { label: text('stages.tab_flows'), to: pathOf('stages', pk, 'flows') },
        ]}
      />
      {tab === '' ? (
        <div className="a-card a-narrow">
          {flows.length > 1 ? (
            <p className="a-first">{text('stages.shared', { count: String(flows.length) })}</p>
          ) : null}
          <EditStage stage={stage} onSaved={() => void loaded.reload()} />
        </div>
      ) : null}
      {tab === 'fields' && type ? <FieldOrder stage={stage} type={type} field={promptsField(type)} /> : null}
      {tab === 'flows' ? (
        <div className="a-card a-narrow">
          {flows.length === 0 ? (
            <p className="a-first">{text('stages.no_flows')}</p>
          ) : (
            <LinkList links={flows} />
          )}
        </div>
      ) : null}
    </>
  );
}

/** The field in which a type lists prompts, if it does: any type may, so the schema says it and not the type's name. */
function promptsField({ schema }: Type): string | undefined {
  const properties = (schema?.properties ?? {}) as Readonly<Record<string, { items?: { ref?: string } }>>;
  return Object.keys(properties).find(
    (name) => properties[name]?.items?.ref === 'authentik_stages_prompt.prompt',
  );
}
