import { Button } from '@mantine/core';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import { useTransportTest } from './use-transport-test.ts';
import { TRANSPORTS, type Transport, type TransportMode } from './wire.ts';

const MODES: readonly TransportMode[] = ['local', 'email', 'webhook', 'webhook_slack'];

/** Events > Notification Transports: the ways that messages go. */
export function TransportsPage() {
  const { text, go } = useAdmin();
  const test = useTransportTest();
  const { version, deleteButton, deletion } = useDeletion();
  const create = (
    <Button onClick={() => go(pathOf('notification-transports', '-'))}>{text('notice.new_transport')}</Button>
  );
  return (
    <>
      <PageHead title={text('transports.title')} lead={text('notice.transports_lead')} actions={create} />
      <List<Transport>
        label={text('transports.title')}
        path={TRANSPORTS}
        version={version}
        keyOf={({ pk }) => pk}
        empty={{
          title: text('notice.no_transports_title'),
          words: text('notice.no_transports'),
          action: create,
        }}
        filters={[
          {
            name: 'mode',
            label: text('notice.mode'),
            options: MODES.map((value) => ({ value, label: text(`option.mode.${value}`) })),
          },
        ]}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `${TRANSPORTS}${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={pathOf('notification-transports', pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          {
            title: text('notice.mode'),
            cell: ({ mode, webhook_url }) => (
              <>
                {text(`option.mode.${mode}`)}
                {webhook_url ? <span className="a-under">{hostOf(webhook_url)}</span> : null}
              </>
            ),
            text: ({ mode }) => mode,
          },
          {
            title: text('notice.once'),
            cell: ({ send_once }) => text(send_once ? 'notice.one_each' : 'notice.one_per_person'),
            text: ({ send_once }) => String(send_once),
          },
          {
            title: text('column.actions'),
            cell: (transport) => (
              <span className="a-actions">
                <TextButton
                  label={text('notice.test_label', { name: transport.name })}
                  onClick={() => void test(transport)}
                >
                  {text('notice.test')}
                </TextButton>
                <Link to={pathOf('notification-transports', transport.pk)}>{text('action.edit')}</Link>
                {deleteButton(transport.name, `${TRANSPORTS}${transport.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {deletion}
    </>
  );
}

/** Where a webhook goes; the rest of its address is often what lets one write there. */
const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');
