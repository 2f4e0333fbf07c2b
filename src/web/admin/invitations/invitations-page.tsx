import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { mayLeave } from '../unsaved.ts';
import { INVITATION, WORDS } from './schema.ts';
import { ShareDialog } from './share-dialog.tsx';
import type { Invitation } from './wire.ts';

const PATH = '/stages/invitation/invitations/';
const own = (pk: string) => `${PATH}${pk}/`;

/** Days that an invitation is good for, where nobody says otherwise. */
const DAYS = 7;

/** Directory > Invitations. */
export function InvitationsPage() {
  const { text, say } = useAdmin();
  const [opened, setOpened] = useState<'new' | Invitation>();
  const [shared, setShared] = useState<Invitation>();
  const [doomed, setDoomed] = useState<Invitation>();
  const [version, setVersion] = useState(0);
  const create = <Button onClick={() => setOpened('new')}>{text('invitation.new')}</Button>;

  return (
    <>
      <PageHead title={text('invitation.title')} lead={text('invitation.lead')} actions={create} />
      <List<Invitation>
        label={text('invitation.title')}
        path={PATH}
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('invitation.none_title'), words: text('invitation.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => own(pk) }}
        columns={[
          {
            title: text('field.name'),
            sort: 'name',
            cell: (invitation) => (
              <button type="button" className="a-text-button a-strong" onClick={() => setOpened(invitation)}>
                {invitation.name}
              </button>
            ),
            text: ({ name }) => name,
          },
          {
            title: text('invitation.flow'),
            cell: ({ flow_obj: flow }) =>
              flow ? <Link to={pathOf('flows', flow.slug)}>{flow.name}</Link> : text('invitation.any_flow'),
            text: ({ flow_obj }) => flow_obj?.name ?? '',
          },
          {
            title: text('invitation.uses'),
            cell: ({ single_use }) => text(single_use ? 'invitation.once' : 'invitation.often'),
          },
          {
            title: text('invitation.expires'),
            sort: 'expires',
            cell: ({ expires }) => <Expiry expires={expires} />,
            text: ({ expires }) => expires ?? '',
          },
          {
            title: text('invitation.by'),
            cell: ({ created_by }) => created_by?.username ?? '',
          },
          {
            title: text('column.actions'),
            cell: (invitation) => (
              <>
                <TextButton
                  label={text('invitation.share_label', { name: invitation.name })}
                  onClick={() => setShared(invitation)}
                >
                  {text('invitation.share')}
                </TextButton>{' '}
                <TextButton
                  label={text('invitation.revoke_label', { name: invitation.name })}
                  onClick={() => setDoomed(invitation)}
                >
                  {text('invitation.revoke')}
                </TextButton>
              </>
            ),
          },
        ]}
      />
      {shared ? <ShareDialog invitation={shared} onClose={() => setShared(undefined)} /> : null}
      {doomed ? (
        <DeleteDialog
          name={doomed.name}
          path={own(doomed.pk)}
          onClose={() => setDoomed(undefined)}
          onDeleted={() => {
            setDoomed(undefined);
            setVersion(version + 1);
            say({ words: text('invitation.revoked', { name: doomed.name }) });
          }}
        />
      ) : null}
      {opened ? (
        <Dialog
          title={opened === 'new' ? text('invitation.new') : opened.name}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setOpened(undefined)}
        >
          <InvitationForm
            invitation={opened === 'new' ? undefined : opened}
            onDone={(saved) => {
              setVersion(version + 1);
              setOpened(undefined);
              // Whoever has made one wants its link.
              if (opened === 'new') setShared(saved);
              else say({ words: text('action.saved') });
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}

function InvitationForm({
  invitation,
  onDone,
}: {
  readonly invitation: Invitation | undefined;
  readonly onDone: (saved: Invitation) => void;
}) {
  const { text } = useAdmin();
  const schema = useTitled(INVITATION, WORDS);
  const [expires] = useState(() => new Date(Date.now() + DAYS * 86_400_000).toISOString());
  return (
    <ObjectForm<Invitation>
      schema={schema}
      {...(invitation ? { object: { ...invitation } } : { start: { expires } })}
      method={invitation ? 'PATCH' : 'POST'}
      path={invitation ? own(invitation.pk) : PATH}
      submit={text(invitation ? 'action.save' : 'invitation.create')}
      onDone={onDone}
    />
  );
}

function Expiry({ expires }: { readonly expires: string | null }) {
  const { text } = useAdmin();
  if (expires === null) return <Badge tone="warning">{text('invitation.lasting')}</Badge>;
  return Date.parse(expires) < Date.now() ? (
    <Badge tone="bad">{text('invitation.expired')}</Badge>
  ) : (
    <Moment at={expires} />
  );
}
