import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { TypedForm } from '../parts/typed-form.tsx';
import { Uses } from '../parts/uses.tsx';
import { useTypes } from '../policies/use-types.ts';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import { MappingTest } from './mapping-test.tsx';
import { HIDDEN } from './mappings-page.tsx';
import type { Mapping } from './wire.ts';

/** One property mapping: its form, a place to try it, and what uses it. */
export function MappingPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/propertymappings/all/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Mapping>(path));
  const types = useTypes('propertymappings');
  const above = { label: text('mappings.title'), to: '/mappings/' };
  if (!loaded.value || !types.value)
    return <PagePending title={text('mappings.one')} above={above} waits={[loaded, types]} />;
  const mapping = loaded.value;
  const type = types.value.find(({ component }) => component === mapping.component);
  return (
    <>
      <ObjectHead
        name={mapping.name}
        lead={type ? `${type.name}. ${type.description}` : mapping.verbose_name}
        above={above}
        path={path}
        tabs={[
          { label: text('action.edit'), to: pathOf('mappings', pk) },
          { label: text('mappings.test'), to: pathOf('mappings', pk, 'test') },
          { label: text('uses.title'), to: pathOf('mappings', pk, 'uses') },
          { label: text('rights.tab'), to: pathOf('mappings', pk, 'permissions') },
        ]}
      />
      {tab === '' && type ? (
        <TypedForm
          type={type}
          name={pk}
          without={HIDDEN}
          above={
            mapping.managed ? <p className="a-first a-soft">{text('mappings.managed_help')}</p> : undefined
          }
          onSaved={() => void loaded.reload()}
        />
      ) : null}
      {tab === 'test' ? <MappingTest path={path} /> : null}
      {tab === 'uses' ? <Uses path={path} /> : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model={mapping.meta_model_name} pk={mapping.pk} name={mapping.name} />
      ) : null}
    </>
  );
}
