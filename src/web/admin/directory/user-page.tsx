import { PagePending } from '../parts/page-pending.tsx';
import './directory.css';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import { AttributesEditor } from './attributes-editor.tsx';
import { UserAccess } from './user-access.tsx';
import { UserActions } from './user-actions.tsx';
import { UserConsents } from './user-consents.tsx';
import { UserCredentials } from './user-credentials.tsx';
import { UserEvents } from './user-events.tsx';
import { UserGroups } from './user-groups.tsx';
import { UserOverview } from './user-overview.tsx';
import { UserSessions } from './user-sessions.tsx';
import { isProgram, type Person } from './wire.ts';

const TABS = [
  'access',
  'groups',
  'sessions',
  'consents',
  'credentials',
  'attributes',
  'events',
  'permissions',
] as const;

/** One user: who it is, what they may, what they hold, and what happened. */
export function UserPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/core/users/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Person>(path));
  const above = { label: text('users.title'), to: '/users/' };
  if (!loaded.value) return <PagePending title={text('users.one')} above={above} waits={[loaded]} />;
  const user = loaded.value;
  const changed = () => void loaded.reload();
  return (
    <>
      <PageHead
        title={user.username}
        lead={<Lead user={user} />}
        above={above}
        actions={<UserActions user={user} onChanged={changed} />}
      />
      <Tabs
        label={user.username}
        tabs={[
          { label: text('tab.overview'), to: pathOf('users', pk) },
          ...TABS.map((name) => ({ label: text(`usertab.${name}`), to: pathOf('users', pk, name) })),
        ]}
      />
      {tab === 'access' ? (
        <UserAccess user={user} />
      ) : tab === 'groups' ? (
        <UserGroups user={user} onChanged={changed} />
      ) : tab === 'sessions' ? (
        <UserSessions user={user} />
      ) : tab === 'consents' ? (
        <UserConsents user={user} />
      ) : tab === 'credentials' ? (
        <UserCredentials user={user} />
      ) : tab === 'attributes' ? (
        <AttributesEditor
          key={user.last_updated}
          path={path}
          attributes={user.attributes}
          lead={text('users.attributes_lead')}
          onSaved={changed}
        />
      ) : tab === 'events' ? (
        <UserEvents user={user} />
      ) : tab === 'permissions' ? (
        <ObjectPermissions model="authentik_core.user" pk={pk} name={user.username} />
      ) : (
        <UserOverview user={user} />
      )}
    </>
  );
}

function Lead({ user }: { readonly user: Person }) {
  const { text } = useAdmin();
  return (
    <span className="a-badges">
      {user.name || text('users.no_name')}
      {user.is_active ? null : <Badge tone="warning">{text('users.inactive')}</Badge>}
      {user.is_superuser ? <Badge tone="warning">{text('users.superuser')}</Badge> : null}
      {isProgram(user) ? <Badge>{text('option.service_account')}</Badge> : null}
    </span>
  );
}
