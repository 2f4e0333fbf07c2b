import { Button } from '@mantine/core';
import { Picture } from '../../../ui/kit/picture.tsx';
import type { Result } from '../../client.ts';
import { everyPage } from '../api.ts';
import { BASE } from '../sign-in.ts';
import { useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { AskFirst } from './ask-first.tsx';
import { dayOf } from './in-words.ts';
import { Part, Rows, Words } from './part.tsx';
import { type Service, servicesOf } from './services.ts';

/** Other accounts of mine that I can sign in with here. */
export function Connections() {
  const { client, text, language, me, left, say } = useUser();
  const services = useResult<readonly Service[]>(async (): Promise<Result<readonly Service[]>> => {
    const [offered, connections] = await Promise.all([
      client.call('sources_all_user_settings_list', {}),
      everyPage((paging) =>
        client.call('sources_user_connections_all_list', { query: { user: me.pk, ...paging } }),
      ),
    ]);
    if (!('value' in offered)) return offered;
    return 'value' in connections ? { value: servicesOf(offered.value, connections.value) } : connections;
  }, left);
  const back = new URLSearchParams({ next: `${BASE}/settings/connections/` });
  return (
    <Part title={text('settings.connections')} lead={text('connections.lead')}>
      <Rows asked={services} empty={text('connections.none')} keyOf={({ slug }) => slug}>
        {({ name, icon, connect, connection }) => (
          <>
            <Picture name={name} src={icon} shape="tile" />
            <Words
              name={name}
              lines={[
                connection
                  ? text('connections.since', { day: dayOf(connection.created, language) })
                  : text('connections.not_yet'),
              ]}
            />
            {connection ? (
              <AskFirst
                label={text('connections.disconnect')}
                about={text('connections.disconnect_label', { name })}
                question={text('connections.disconnect_title', { name })}
                consequence={text('connections.disconnect_words', { name })}
                confirm={text('connections.disconnect')}
                act={() =>
                  client.call('sources_user_connections_all_destroy', {
                    path: { id: String(connection.pk) },
                  })
                }
                done={() => {
                  say(text('connections.disconnected', { name }));
                  void services.reload();
                }}
              />
            ) : connect ? (
              <Button
                component="a"
                href={`${connect}?${back}`}
                variant="default"
                aria-label={text('connections.connect_label', { name })}
              >
                {text('connections.connect')}
              </Button>
            ) : null}
          </>
        )}
      </Rows>
    </Part>
  );
}
