import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { RARELY } from '../applications/schema.ts';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { TypedForm } from '../parts/typed-form.tsx';
import { useTypes } from '../policies/use-types.ts';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import { ProviderOverview } from './provider-overview.tsx';
import { ProviderPreview } from './provider-preview.tsx';
import type { Provider } from './wire.ts';

/** One provider: what its application has to know, its form, and what it tells of a person. */
export function ProviderPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/providers/all/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Provider>(path));
  const types = useTypes('providers');
  const above = { label: text('providers.title'), to: '/providers/' };
  if (!loaded.value || !types.value)
    return <PagePending title={text('providers.one')} above={above} waits={[loaded, types]} />;
  const provider = loaded.value;
  const type = types.value.find(({ component }) => component === provider.component);
  const previews = type?.views?.includes('preview_user') ?? false;

  return (
    <>
      <ObjectHead
        name={provider.name}
        lead={type ? `${type.name}. ${type.description}` : provider.verbose_name}
        above={above}
        path={path}
        tabs={[
          { label: text('tab.overview'), to: pathOf('providers', pk) },
          ...(type ? [{ label: text('action.edit'), to: pathOf('providers', pk, 'edit') }] : []),
          ...(previews ? [{ label: text('providers.preview'), to: pathOf('providers', pk, 'preview') }] : []),
          { label: text('rights.tab'), to: pathOf('providers', pk, 'permissions') },
        ]}
      />
      {tab === '' ? <ProviderOverview provider={provider} type={type} /> : null}
      {tab === 'edit' && type ? (
        <TypedForm type={type} name={pk} folded={RARELY.provider} onSaved={() => void loaded.reload()} />
      ) : null}
      {tab === 'preview' && type && previews ? (
        <ProviderPreview path={`${type.path}${encodeURIComponent(pk)}/`} />
      ) : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model={provider.meta_model_name} pk={provider.pk} name={provider.name} />
      ) : null}
    </>
  );
}
