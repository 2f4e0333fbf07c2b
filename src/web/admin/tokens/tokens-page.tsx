import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Copy } from '../parts/copy.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { mayLeave } from '../unsaved.ts';
import { TOKEN } from './schema.ts';
import type { Token } from './wire.ts';

const PATH = '/core/tokens/';
const own = (identifier: string) => `${PATH}${encodeURIComponent(identifier)}/`;
/** What a token is for, and whose it is, stays. */
const FIXED: ReadonlySet<string> = new Set(['user', 'intent']);

/** Directory > Tokens and App passwords. */
export function TokensPage() {
  const { text, say, me } = useAdmin();
  const [opened, setOpened] = useState<'new' | Token>();
  const [made, setMade] = useState<Token>();
  const [doomed, setDoomed] = useState<Token>();
  const [version, setVersion] = useState(0);
  const create = <Button onClick={() => setOpened('new')}>{text('token.new')}</Button>;
  const close = () => {
    setOpened(undefined);
    setMade(undefined);
  };
  const intents = (['api', 'app_password', 'recovery', 'verification'] as const).map((value) => ({
    value,
    label: text(`token.intent_${value}`),
  }));

  return (
    <>
      <PageHead title={text('token.title')} lead={text('token.lead')} actions={create} />
      <List<Token>
        label={text('token.title')}
        path={PATH}
        version={version}
        keyOf={({ identifier }) => identifier}
        empty={{ title: text('token.none_title'), words: text('token.none'), action: create }}
        filters={[
          { name: 'intent', label: text('token.intent'), options: intents },
          {
            name: 'expiring',
            label: text('token.expires'),
            options: [
              { value: 'true', label: text('token.expiring') },
              { value: 'false', label: text('token.lasting') },
            ],
          },
        ]}
        bulk={{ nameOf: ({ identifier }) => identifier, pathOf: ({ identifier }) => own(identifier) }}
        columns={[
          {
            title: text('token.identifier'),
            sort: 'identifier',
            cell: (token) => (
              <>
                <button type="button" className="a-text-button a-strong" onClick={() => setOpened(token)}>
                  {token.identifier}
                </button>
                {token.description ? <span className="a-under">{token.description}</span> : null}
              </>
            ),
          },
          {
            title: text('token.user'),
            cell: ({ user_obj }) => <Link to={pathOf('users', user_obj.pk)}>{user_obj.username}</Link>,
            text: ({ user_obj }) => user_obj.username,
          },
          {
            title: text('token.intent'),
            sort: 'intent',
            cell: ({ intent }) => text(`token.intent_${intent}`),
          },
          {
            title: text('token.expires'),
            sort: 'expires',
            cell: ({ expiring, expires }) => <Expiry expires={expiring ? expires : null} />,
          },
          {
            title: text('column.actions'),
            cell: (token) => (
              <TextButton
                label={text('token.revoke_label', { name: token.identifier })}
                onClick={() => setDoomed(token)}
              >
                {text('token.revoke')}
              </TextButton>
            ),
          },
        ]}
      />
      {doomed ? (
        <DeleteDialog
          name={doomed.identifier}
          path={own(doomed.identifier)}
          onClose={() => setDoomed(undefined)}
          onDeleted={() => {
            setDoomed(undefined);
            setVersion(version + 1);
            say({ words: text('token.revoked', { name: doomed.identifier }) });
          }}
        />
      ) : null}
      {opened ? (
        <Dialog
          title={opened === 'new' ? text('token.new') : opened.identifier}
          closeLabel={text('action.close')}
          onClose={() => (made || mayLeave(text('form.unsaved'))) && close()}
        >
          {made ? (
            <MadeToken token={made} onClose={close} />
          ) : (
            <TokenForm
              token={opened === 'new' ? undefined : opened}
              user={me.pk}
              onDone={(saved) => {
                setVersion(version + 1);
                if (opened === 'new') setMade(saved);
                else {
                  close();
                  say({ words: text('action.saved') });
                }
              }}
            />
          )}
        </Dialog>
      ) : null}
    </>
  );
}

function TokenForm({
  token,
  user,
  onDone,
}: {
  readonly token: Token | undefined;
  readonly user: number;
  readonly onDone: (saved: Token) => void;
}) {
  const { text } = useAdmin();
  const schema = useTitled(TOKEN);
  return (
    <>
      <p className="a-first a-soft">{text(token ? 'token.edit_lead' : 'token.new_lead')}</p>
      <ObjectForm<Token>
        schema={schema}
        {...(token ? { object: { ...token }, without: FIXED } : { start: { user } })}
        method={token ? 'PATCH' : 'POST'}
        path={token ? own(token.identifier) : PATH}
        submit={text(token ? 'action.save' : 'token.create')}
        onDone={onDone}
      />
    </>
  );
}

/** The key of a new token, for the only time. */
function MadeToken({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const { text } = useAdmin();
  return (
    <>
      <p className="a-first" role="status">
        {text('token.made')}
      </p>
      <Copy label={text('token.key')} value={token.key ?? ''} />
      <div className="a-form-actions">
        <Button onClick={onClose}>{text('token.kept')}</Button>
      </div>
    </>
  );
}

function Expiry({ expires }: { readonly expires: string | null }) {
  const { text } = useAdmin();
  if (expires === null) return <Badge tone="warning">{text('token.lasting')}</Badge>;
  return Date.parse(expires) < Date.now() ? (
    <Badge tone="bad">{text('token.expired')}</Badge>
  ) : (
    <Moment at={expires} />
  );
}
