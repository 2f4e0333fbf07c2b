import { Skeleton } from '@mantine/core';
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
import type { Source } from '../wire.ts';

/** One source: what it is, and who may sign in through it. */
export function SourcePage({ params: { slug = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const { option } = useFormWords();
  const path = `/sources/all/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Source>(path));
  const above = { label: text('sources.title'), to: '/sources/' };
  if (!loaded.value)
    return (
      <>
        <PageHead title={text('sources.one')} above={above} />
        {loaded.trouble ? (
          <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
        ) : (
          <Skeleton height="20rem" radius="md" />
        )}
      </>
    );
  const source = loaded.value;
  return (
    <>
      <PageHead title={source.name} lead={source.verbose_name} above={above} />
      <Tabs
        label={source.name}
        tabs={[
          { label: text('tab.overview'), to: pathOf('sources', slug) },
          { label: text('tab.policy_bindings'), to: pathOf('sources', slug, 'bindings') },
          { label: text('rights.tab'), to: pathOf('sources', slug, 'permissions') },
        ]}
      />
      {tab === 'bindings' ? (
        <SourceBindings source={source} />
      ) : tab === 'permissions' ? (
        <ObjectPermissions model={source.meta_model_name} pk={source.pk} name={source.name} />
      ) : (
        <div className="a-card">
          <Facts
            facts={[
              [text('column.type'), source.verbose_name],
              [text('column.slug'), <code key="slug">{source.slug}</code>],
              [text('binding.enabled'), text(source.enabled ? 'word.yes' : 'word.no')],
              [text('sources.matching'), option(source.user_matching_mode)],
            ]}
          />
        </div>
      )}
    </>
  );
}

/** Only the path of its type changes a source. */
function SourceBindings({ source }: { readonly source: Source }) {
  const { client, text } = useAdmin();
  const types = useLoad('source types', () =>
    client.get<readonly { component: string; path?: string }[]>('/sources/all/types/'),
  );
  if (!types.value)
    return types.trouble ? (
      <TroubleMessage trouble={types.trouble} retry={() => void types.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const type = types.value.find(({ component }) => component === source.component);
  if (!type?.path) return <p className="a-card">{text('sources.unknown_type')}</p>;
  return (
    <BindingsTable
      target={{
        kind: 'source',
        pk: source.pk,
        name: source.name,
        mode: source.policy_engine_mode,
        path: `${type.path}${encodeURIComponent(source.slug)}/`,
        when_unbound: 'pass',
      }}
    />
  );
}
