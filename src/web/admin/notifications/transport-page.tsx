import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { Uses } from '../parts/uses.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import { idleOf, TRANSPORT, TRANSPORT_TITLES } from './schemas.ts';
import { useTransportTest } from './use-transport-test.ts';
import { TRANSPORTS, type Transport } from './wire.ts';

/** One way that messages go, with its trial; `-` for a new one. */
export function TransportPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const test = useTransportTest();
  const [testing, setTesting] = useState(false);
  const [version, setVersion] = useState(0);
  const isNew = pk === '-';
  const path = isNew ? TRANSPORTS : `${TRANSPORTS}${encodeURIComponent(pk)}/`;
  const schema = useTitled(TRANSPORT, TRANSPORT_TITLES);
  const loaded = useLoad<Transport | undefined>(path, async () =>
    isNew ? { value: undefined } : client.get<Transport>(path),
  );
  const transport = loaded.value;
  const above = { label: text('transports.title'), to: '/notification-transports/' };
  if (!isNew && !transport)
    return <PagePending title={text('notice.transport')} above={above} waits={[loaded]} />;
  return (
    <>
      {transport ? (
        <ObjectHead
          name={transport.name}
          lead={text('notice.transport_lead')}
          above={above}
          path={path}
          actions={
            <Button
              loading={testing}
              onClick={async () => {
                setTesting(true);
                await test(transport);
                setTesting(false);
              }}
            >
              {text('notice.test')}
            </Button>
          }
          tabs={[
            { label: text('action.edit'), to: pathOf('notification-transports', pk) },
            { label: text('uses.title'), to: pathOf('notification-transports', pk, 'uses') },
            { label: text('rights.tab'), to: pathOf('notification-transports', pk, 'permissions') },
          ]}
        />
      ) : (
        <PageHead title={text('notice.new_transport')} lead={text('notice.transports_lead')} above={above} />
      )}
      {tab === '' ? (
        <div className="a-card a-narrow">
          <ObjectForm<Transport>
            key={version}
            schema={schema}
            {...(transport ? { object: { ...transport } } : {})}
            method={isNew ? 'POST' : 'PATCH'}
            path={path}
            idle={idleOf}
            submit={text(isNew ? 'notice.new_transport' : 'action.save')}
            onDone={(saved) => {
              if (isNew) {
                go(pathOf('notification-transports', saved.pk), { replace: true });
                say({ words: text('notice.transport_made', { name: saved.name }) });
                return;
              }
              say({ words: text('action.saved') });
              void loaded.reload().then(() => setVersion(version + 1));
            }}
          />
        </div>
      ) : null}
      {tab === 'uses' ? <Uses path={path} /> : null}
      {tab === 'permissions' && transport ? (
        <ObjectPermissions model="authentik_events.notificationtransport" pk={pk} name={transport.name} />
      ) : null}
    </>
  );
}
