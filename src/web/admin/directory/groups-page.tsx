import './directory.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Group } from '../wire.ts';
import { GroupTree } from './group-tree.tsx';
import { NEW_GROUP, USER_WORDS } from './schemas.ts';
import { useTitled } from './use-titled.ts';

/** Directory > Groups: as a list, or as the tree that they form. */
export function GroupsPage() {
  const { text, go, path, search } = useAdmin();
  const [creating, setCreating] = useState(false);
  const schema = useTitled(NEW_GROUP, USER_WORDS);
  const asTree = new URLSearchParams(search).get('view') === 'tree';
  const create = <Button onClick={() => setCreating(true)}>{text('groups.new')}</Button>;
  return (
    <>
      <PageHead title={text('groups.title')} lead={text('groups.lead')} actions={create} />
      <nav className="a-switch" aria-label={text('groups.view')}>
        <Link to={path} current={!asTree}>
          {text('groups.as_list')}
        </Link>
        <Link to={withParams(path, '', { view: 'tree' })} current={asTree}>
          {text('groups.as_tree')}
        </Link>
      </nav>
      {asTree ? (
        <div className="a-card">
          <GroupTree label={text('groups.title')} empty={text('groups.none')} />
        </div>
      ) : (
        <List<Group>
          label={text('groups.title')}
          path="/core/groups/"
          query={{ include_users: false, include_parents: true }}
          keyOf={({ pk }) => pk}
          empty={{ title: text('groups.none_title'), words: text('groups.none'), action: create }}
          filters={[
            {
              name: 'is_superuser',
              label: text('groups.superuser'),
              options: [
                { value: 'true', label: text('word.yes') },
                { value: 'false', label: text('word.no') },
              ],
            },
          ]}
          bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/core/groups/${pk}/` }}
          columns={[
            {
              title: text('column.name'),
              sort: 'name',
              cell: (group) => (
                <Link to={pathOf('groups', group.pk)} className="a-strong">
                  {group.name}
                </Link>
              ),
            },
            {
              title: text('groups.parents'),
              cell: ({ parents_obj }) => parents_obj?.map(({ name }) => name).join(', ') || '–',
              text: ({ parents_obj }) => parents_obj?.map(({ name }) => name).join(', ') ?? '',
            },
            {
              title: text('groups.members'),
              cell: ({ users = [] }) => String(users.length),
              text: ({ users = [] }) => String(users.length),
            },
            {
              title: text('groups.superuser'),
              sort: 'is_superuser',
              cell: ({ is_superuser }) =>
                is_superuser ? <Badge tone="warning">{text('word.yes')}</Badge> : text('word.no'),
            },
          ]}
        />
      )}
      {creating ? (
        <Dialog
          title={text('groups.new')}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setCreating(false)}
        >
          <ObjectForm<Group>
            schema={schema}
            method="POST"
            path="/core/groups/"
            submit={text('groups.create')}
            onDone={({ pk }) => go(pathOf('groups', pk))}
          />
        </Dialog>
      ) : null}
    </>
  );
}
