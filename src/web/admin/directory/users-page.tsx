import './directory.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Picker } from '../../../ui/form/picker.tsx';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { List } from '../parts/list.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { Moment } from '../parts/moment.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { isKey } from '../texts/spoken.ts';
import { mayLeave } from '../unsaved.ts';
import type { User } from '../wire.ts';
import { AddToGroup } from './add-to-group.tsx';
import { PathTree } from './path-tree.tsx';
import { NEW_USER, USER_WORDS } from './schemas.ts';
import { ServiceAccountDialog } from './service-account-dialog.tsx';
import { useTitled } from './use-titled.ts';

const TYPES = ['internal', 'external', 'service_account', 'internal_service_account'] as const;

/** Directory > Users. */
export function UsersPage() {
  const { client, text, go, path, search } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [creating, setCreating] = useState<'user' | 'service'>();
  const [version, setVersion] = useState(0);
  const schema = useTitled(NEW_USER, USER_WORDS);
  const params = new URLSearchParams(search);
  const folder = params.get('path') ?? '';
  const group = params.get('group') ?? '';
  const yesNo = [
    { value: 'true', label: text('word.yes') },
    { value: 'false', label: text('word.no') },
  ];
  const typeOf = ({ type }: User) => {
    const key = `option.${type}`;
    return isKey(key) ? text(key) : type;
  };
  const activate = (is_active: boolean) => (user: User) =>
    client.send('PATCH', `/core/users/${user.pk}/`, { is_active });

  return (
    <>
      <PageHead
        title={text('users.title')}
        lead={text('users.lead')}
        actions={
          <>
            <Button onClick={() => setCreating('user')}>{text('users.new')}</Button>
            <Button variant="default" onClick={() => setCreating('service')}>
              {text('service.new')}
            </Button>
          </>
        }
      />
      <div className="a-with-tree">
        <PathTree folder={folder} version={version} />
        <List<User>
          label={text('users.title')}
          path="/core/users/"
          version={version}
          query={{
            include_groups: false,
            include_roles: false,
            ...(folder === '' ? {} : { path_startswith: folder }),
            ...(group === '' ? {} : { member_of: group }),
          }}
          keyOf={({ pk }) => pk}
          empty={
            folder === '' && group === ''
              ? {
                  title: text('users.none_title'),
                  words: text('users.none'),
                  action: <Button onClick={() => setCreating('user')}>{text('users.new')}</Button>,
                }
              : { title: text('list.no_hit_title'), words: text('list.no_hit_filtered') }
          }
          filters={[
            { name: 'is_active', label: text('users.active'), options: yesNo },
            {
              name: 'type',
              label: text('column.type'),
              options: TYPES.map((value) => ({ value, label: text(`option.${value}`) })),
            },
            { name: 'is_superuser', label: text('users.superuser'), options: yesNo },
          ]}
          beside={
            <div className="a-beside-picker">
              <Picker
                refersTo="authentik_core.group"
                label={text('users.in_group')}
                placeholder={text('users.in_group')}
                value={group === '' ? null : group}
                onChange={(key) => go(withParams(path, search, { group: key ?? '', page: '' }))}
                lookUp={lookUp}
                words={words}
              />
            </div>
          }
          bulk={{
            nameOf: ({ username }) => username,
            pathOf: ({ pk }) => `/core/users/${pk}/`,
            actions: [
              { label: text('users.activate'), run: activate(true) },
              { label: text('users.deactivate'), run: activate(false) },
            ],
            more: (rows, done) => <AddToGroup users={rows} onDone={done} />,
          }}
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
            { title: text('column.type'), cell: typeOf, text: ({ type }) => type },
            { title: text('users.path'), sort: 'path', cell: (user) => user.path, chosen: false },
            {
              title: text('users.active'),
              sort: 'is_active',
              cell: ({ is_active }) => (
                <Badge tone={is_active ? 'good' : 'warning'}>
                  {text(is_active ? 'word.yes' : 'word.no')}
                </Badge>
              ),
            },
            {
              title: text('users.last_login'),
              sort: 'last_login',
              cell: ({ last_login }) => (last_login ? <Moment at={last_login} /> : text('users.never')),
            },
          ]}
        />
      </div>
      {creating === 'user' ? (
        <Dialog
          title={text('users.new')}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setCreating(undefined)}
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
      {creating === 'service' ? (
        <ServiceAccountDialog
          onClose={() => {
            setCreating(undefined);
            setVersion(version + 1);
          }}
        />
      ) : null}
    </>
  );
}
