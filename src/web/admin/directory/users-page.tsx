import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayLeave } from '../unsaved.ts';
import type { User } from '../wire.ts';
import { NEW_USER } from './schemas.ts';
import { useTitled } from './use-titled.ts';

/** Directory > Users. */
export function UsersPage() {
  const { text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const schema = useTitled(NEW_USER);
  const create = <Button onClick={() => setCreating(true)}>{text('users.new')}</Button>;
  return (
    <>
      <PageHead title={text('users.title')} lead={text('users.lead')} actions={create} />
      <List<User>
        label={text('users.title')}
        path="/core/users/"
        keyOf={({ pk }) => pk}
        empty={{ title: text('users.none_title'), words: text('users.none'), action: create }}
        filters={[
          {
            name: 'is_active',
            label: text('users.active'),
            options: [
              { value: 'true', label: text('word.yes') },
              { value: 'false', label: text('word.no') },
            ],
          },
        ]}
        bulk={{ nameOf: ({ username }) => username, pathOf: ({ pk }) => `/core/users/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'username',
            cell: (user) => (
              <>
                <Link to={pathOf('users', user.pk)} className="a-strong">
                  {user.username}
                </Link>
                <span className="a-under">{user.name}</span>
              </>
            ),
          },
          { title: text('users.email'), sort: 'email', cell: ({ email }) => email || '–' },
          {
            title: text('users.active'),
            sort: 'is_active',
            cell: ({ is_active }) => (
              <Badge tone={is_active ? 'good' : 'warning'}>{text(is_active ? 'word.yes' : 'word.no')}</Badge>
            ),
          },
          {
            title: text('users.last_login'),
            sort: 'last_login',
            cell: ({ last_login }) => (last_login ? <Moment at={last_login} /> : text('users.never')),
          },
        ]}
      />
      {creating ? (
        <Dialog
          title={text('users.new')}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setCreating(false)}
        >
          <ObjectForm<User>
            schema={schema}
            method="POST"
            path="/core/users/"
            submit={text('users.create')}
            onDone={({ pk }) => go(pathOf('users', pk))}
          />
        </Dialog>
      ) : null}
    </>
  );
}
