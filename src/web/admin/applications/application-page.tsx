import { Button } from '@mantine/core';
import { webAddress } from '../../../ui/address.ts';
import { Picture } from '../../../ui/kit/picture.tsx';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { Link } from '../link.tsx';
import { Facts } from '../parts/facts.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Application } from '../wire.ts';
import { ApplicationForm } from './application-form.tsx';
import { EntitlementHolders, Entitlements } from './entitlements.tsx';

/** One application: what it is, who may open it, and what they may do there. */
export function ApplicationPage({ params: { slug = '', tab = '', pk = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const path = `/core/applications/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Application>(path));
  const above = { label: text('applications.title'), to: '/applications/' };
  if (!loaded.value) return <PagePending title={text('applications.one')} above={above} waits={[loaded]} />;
  const application = loaded.value;
  const launch = webAddress(application.launch_url, location.href);

  return (
    <>
      <ObjectHead
        name={application.name}
        lead={application.meta_description || text('applications.one')}
        above={above}
        path={path}
        actions={
          launch ? (
            <Button component="a" href={launch} target="_blank" rel="noopener" variant="default">
              {text('applications.open')}
            </Button>
          ) : null
        }
        tabs={[
          { label: text('tab.overview'), to: pathOf('applications', slug) },
          { label: text('action.edit'), to: pathOf('applications', slug, 'edit') },
          {
            label: text('tab.bindings'),
            short: text('tab.bindings_short'),
            to: pathOf('applications', slug, 'bindings'),
          },
          { label: text('entitlements.title'), to: pathOf('applications', slug, 'entitlements') },
          { label: text('rights.tab'), to: pathOf('applications', slug, 'permissions') },
        ]}
      />
      {tab === 'bindings' ? (
        <BindingsTable
          target={{
            kind: 'application',
            pk: application.pk,
            name: application.name,
            mode: application.policy_engine_mode,
            path,
            when_unbound: application.when_unbound ?? 'pass',
          }}
        />
      ) : null}
      {tab === 'edit' ? (
        <ApplicationForm
          key={`${application.pk}-${JSON.stringify(application)}`}
          application={application}
          path={path}
          onSaved={(saved) => {
            say({ words: text('action.saved') });
            if (saved.slug === slug) void loaded.reload();
            else go(pathOf('applications', saved.slug, 'edit'), { replace: true });
          }}
        />
      ) : null}
      {tab === 'entitlements' && pk === '' ? <Entitlements application={application} /> : null}
      {tab === 'entitlements' && pk !== '' ? <EntitlementHolders application={application} pk={pk} /> : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model="authentik_core.application" pk={application.pk} name={application.name} />
      ) : null}
      {tab === '' ? <Overview application={application} /> : null}
    </>
  );
}

function Overview({ application }: { readonly application: Application }) {
  const { text } = useAdmin();
  const { provider_obj: provider } = application;
  return (
    <div className="a-card">
      <Facts
        facts={[
          [
            text('field.meta_icon'),
            <Picture key="icon" name={application.name} src={application.meta_icon_url} shape="tile" />,
          ],
          [text('column.name'), application.name],
          [text('column.slug'), <code key="slug">{application.slug}</code>],
          [
            text('column.provider'),
            provider ? (
              <Link key="provider" to={pathOf('providers', provider.pk)}>
                {`${provider.name} (${provider.verbose_name})`}
              </Link>
            ) : (
              text('applications.no_provider')
            ),
          ],
          [text('applications.launch'), application.launch_url ?? text('applications.no_launch')],
          [text('column.group'), application.group || '–'],
          [text('applications.publisher'), application.meta_publisher || '–'],
          [
            text('applications.unbound'),
            text(application.when_unbound === 'fail' ? 'rule.application.fail' : 'rule.application.pass'),
          ],
        ]}
      />
    </div>
  );
}
