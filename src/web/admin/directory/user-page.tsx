import { Skeleton } from '@mantine/core';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Facts } from '../parts/facts.tsx';
import { LinkList } from '../parts/link-list.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { User } from '../wire.ts';

/** One user: who it is, and in which groups. */
export function UserPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/core/users/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<User>(path, { include_groups: true }));
  const above = { label: text('users.title'), to: '/users/' };
  if (!loaded.value)
    return (
      <>
        <PageHead title={text('users.one')} above={above} />
        {loaded.trouble ? (
          <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
        ) : (
          <Skeleton height="20rem" radius="md" />
        )}
      </>
    );
  const user = loaded.value;
  return (
    <>
      <PageHead
        title={user.username}
        lead={user.name}
        above={above}
        actions={<Link to={`/decisions/?user=${user.pk}`}>{text('decisions.of_user')}</Link>}
      />
      <div className="a-card">
        <Facts
          facts={[
            [text('field.username'), user.username],
            [text('field.name'), user.name || '–'],
            [text('users.email'), user.email || '–'],
            [text('users.active'), text(user.is_active ? 'word.yes' : 'word.no')],
            [text('users.superuser'), text(user.is_superuser ? 'word.yes' : 'word.no')],
            [
              text('users.last_login'),
              user.last_login ? <Moment key="login" at={user.last_login} /> : text('users.never'),
            ],
            [
              text('groups.title'),
              <LinkList
                key="groups"
                links={(user.groups_obj ?? []).map(({ pk: key, name }) => ({
                  label: name,
                  to: pathOf('groups', key),
                }))}
              />,
            ],
          ]}
        />
      </div>
    </>
  );
}
