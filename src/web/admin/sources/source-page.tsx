import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { TypedForm } from '../parts/typed-form.tsx';
import { useTypes } from '../policies/use-types.ts';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Source } from '../wire.ts';
import { FIXED, RARELY } from './form.ts';
import { SourceConnections } from './source-connections.tsx';
import { SourceOverview } from './source-overview.tsx';

/** One source: what has to be entered at the provider, its form, who may sign in through it, and who does. */
export function SourcePage({ params: { slug = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, go } = useAdmin();
  const path = `/sources/all/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Source>(path));
  const types = useTypes('sources');
  const above = { label: text('sources.title'), to: '/sources/' };
  if (!loaded.value || !types.value)
    return <PagePending title={text('sources.one')} above={above} waits={[loaded, types]} />;
  const source = loaded.value;
  const type = types.value.find(({ component }) => component === source.component);
  const typePath = type?.path ? `${type.path}${encodeURIComponent(slug)}/` : undefined;
  return (
    <>
      <ObjectHead
        name={source.name}
        lead={type ? `${type.name}. ${type.description}` : source.verbose_name}
        above={above}
        path={path}
        tabs={[
          { label: text('tab.overview'), to: pathOf('sources', slug) },
          ...(type ? [{ label: text('action.edit'), to: pathOf('sources', slug, 'edit') }] : []),
          { label: text('tab.policy_bindings'), to: pathOf('sources', slug, 'bindings') },
          { label: text('sources.users'), to: pathOf('sources', slug, 'users') },
          { label: text('sources.groups'), to: pathOf('sources', slug, 'groups') },
          { label: text('rights.tab'), to: pathOf('sources', slug, 'permissions') },
        ]}
      />
      {tab === '' ? <SourceOverview source={source} path={typePath} /> : null}
      {tab === 'edit' && type ? (
        <TypedForm<Source>
          type={type}
          name={slug}
          folded={RARELY}
          without={FIXED}
          onSaved={(saved) =>
            saved.slug === slug
              ? void loaded.reload()
              : go(pathOf('sources', saved.slug, 'edit'), { replace: true })
          }
        />
      ) : null}
      {tab === 'bindings' ? (
        typePath ? (
          <BindingsTable
            target={{
              kind: 'source',
              pk: source.pk,
              name: source.name,
              mode: source.policy_engine_mode,
              path: typePath,
              when_unbound: 'pass',
            }}
          />
        ) : (
          <p className="a-card">{text('sources.unknown_type')}</p>
        )
      ) : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model={source.meta_model_name} pk={source.pk} name={source.name} />
      ) : null}
      {tab === 'users' || tab === 'groups' ? <SourceConnections slug={slug} kind={tab} /> : null}
    </>
  );
}
