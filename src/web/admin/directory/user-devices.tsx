import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Reply } from '../client.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { ShortList } from '../parts/short-list.tsx';
import type { DeviceRow, Person } from './wire.ts';

const ALL = '/authenticators/admin/all/';

/** `authentik_stages_authenticator_totp.totpdevice` is of the class `totp`. */
const addressOf = ({ pk, type }: DeviceRow): string =>
  `/authenticators/admin/${type.split('.')[0]?.replace('authentik_stages_authenticator_', '') ?? ''}/${pk}/`;

/** What somebody has beside the password, and the way to begin anew when it is lost. */
export function UserDevices({ user }: { readonly user: Person }) {
  const { client, text } = useAdmin();
  const [resetting, setResetting] = useState(false);
  const [version, setVersion] = useState(0);
  const reset = async (): Promise<Reply<unknown>> => {
    const devices = await client.get<readonly DeviceRow[]>(ALL, { user: user.pk });
    if ('trouble' in devices) return devices;
    for (const device of devices.value) {
      const gone = await client.send('DELETE', addressOf(device));
      if ('trouble' in gone) return gone;
    }
    return devices;
  };
  return (
    <>
      <ShortList<DeviceRow>
        title={text('devices.title')}
        lead={text('devices.lead')}
        path={ALL}
        query={{ user: user.pk }}
        version={version}
        keyOf={({ type, pk }) => `${type} ${pk}`}
        empty={text('devices.none')}
        columns={[
          { title: text('column.name'), cell: ({ name }) => name },
          { title: text('column.type'), cell: ({ verbose_name }) => verbose_name },
          { title: text('devices.since'), cell: ({ created }) => <Moment at={created} /> },
          {
            title: text('sessions.used'),
            cell: ({ last_used }) => (last_used ? <Moment at={last_used} /> : text('users.never')),
          },
        ]}
        removal={{
          nameOf: ({ name }) => name,
          pathOf: addressOf,
          action: text('action.delete'),
          title: (name) => text('delete.title', { name }),
          words: text('devices.delete_words'),
        }}
        action={
          <Button variant="default" onClick={() => setResetting(true)}>
            {text('devices.reset')}
          </Button>
        }
      />
      {resetting ? (
        <ConfirmDialog
          title={text('devices.reset_title', { name: user.username })}
          confirm={text('devices.reset')}
          danger
          run={reset}
          onClose={() => setResetting(false)}
          onDone={() => {
            setResetting(false);
            setVersion(version + 1);
          }}
        >
          <p className="a-first">{text('devices.reset_words')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
