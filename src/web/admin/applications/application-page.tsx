import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { webAddress } from '../../../ui/address.ts';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Application } from '../wire.ts';

/** One application: what it is, and who may open it. */
export function ApplicationPage({ params: { slug = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const [deleting, setDeleting] = useState(false);
  const path = `/core/applications/${encodeURIComponent(slug)}/`;
  const loaded = useLoad(path, () => client.get<Application>(path));
  const above = { label: text('applications.title'), to: '/applications/' };
  if (!loaded.value)
    return (
      <>
        <PageHead title={text('applications.one')} above={above} />
        {loaded.trouble ? (
          <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
        ) : (
          <Skeleton height="20rem" radius="md" />
        )}
      </>
    );
  const application = loaded.value;
  const launch = webAddress(application.launch_url, location.href);

  return (
    <>
      <PageHead
        title={application.name}
        lead={application.meta_description || text('applications.one')}
        above={above}
        actions={
          <>
            {launch ? (
              <Button component="a" href={launch} target="_blank" rel="noopener" variant="default">
                {text('applications.open')}
              </Button>
            ) : null}
            <Button variant="default" onClick={() => setDeleting(true)}>
              {text('action.delete')}
            </Button>
          </>
        }
      />
      <Tabs
        label={application.name}
        tabs={[
          { label: text('tab.overview'), to: pathOf('applications', slug) },
          { label: text('tab.bindings'), to: pathOf('applications', slug, 'bindings') },
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
      ) : tab === 'permissions' ? (
        <ObjectPermissions model="authentik_core.application" pk={application.pk} name={application.name} />
      ) : (
        <div className="a-card">
          <Facts
            facts={[
              [text('column.name'), application.name],
              [text('column.slug'), <code key="slug">{application.slug}</code>],
              [
                text('column.provider'),
                application.provider_obj
                  ? `${application.provider_obj.name} (${application.provider_obj.verbose_name})`
                  : text('applications.no_provider'),
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
      )}
      {deleting ? (
        <DeleteDialog
          name={application.name}
          path={path}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            go('/applications/');
            say({ words: text('delete.done', { name: application.name }) });
          }}
        />
      ) : null}
    </>
  );
}
