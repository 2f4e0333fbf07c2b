import { Skeleton } from '@mantine/core';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Facts } from '../parts/facts.tsx';
import { LinkList } from '../parts/link-list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Group, Named } from '../wire.ts';

/** One group: who is in it, and how it stands to others. */
export function GroupPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/core/groups/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () =>
    client.get<Group>(path, { include_users: true, include_parents: true, include_children: true }),
  );
  const above = { label: text('groups.title'), to: '/groups/' };
  if (!loaded.value)
    return (
      <>
        <PageHead title={text('groups.one')} above={above} />
        {loaded.trouble ? (
          <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
        ) : (
          <Skeleton height="20rem" radius="md" />
        )}
      </>
    );
  const group = loaded.value;
  const groups = (found: readonly Named[] | null | undefined) => (
    <LinkList
      links={(found ?? []).map(({ pk: key, name }) => ({ label: name, to: pathOf('groups', key) }))}
    />
  );
  return (
    <>
      <PageHead title={group.name} lead={text('groups.one')} above={above} />
      <div className="a-card">
        <Facts
          facts={[
            [
              text('groups.members'),
              <LinkList
                key="members"
                links={(group.users_obj ?? []).map(({ pk: key, username }) => ({
                  label: username,
                  to: pathOf('users', key),
                }))}
              />,
            ],
            [text('groups.parents'), groups(group.parents_obj)],
            [text('groups.children'), groups(group.children_obj)],
            [text('groups.superuser'), text(group.is_superuser ? 'word.yes' : 'word.no')],
          ]}
        />
      </div>
    </>
  );
}
