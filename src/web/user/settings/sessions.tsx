import { Button } from '@mantine/core';
import { useState } from 'react';
import { everyPage } from '../api.ts';
import { sentenceOf } from '../failure.tsx';
import { failureOf, useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { AskFirst } from './ask-first.tsx';
import { deviceOf, momentOf, placeOf } from './in-words.ts';
import { Part, Rows, Words } from './part.tsx';

/** Where I am signed in, and the way to end it there. */
export function Sessions() {
  const { client, text, language, me, left, say } = useUser();
  const [busy, setBusy] = useState(false);
  const sessions = useResult(
    () =>
      everyPage((paging) =>
        client.call('core_authenticated_sessions_list', {
          query: { user__username: me.username, ordering: '-last_used', ...paging },
        }),
      ),
    left,
  );
  const end = (uuid: string) => client.call('core_authenticated_sessions_destroy', { path: { uuid } });
  const others = sessions.value?.filter(({ current }) => !current) ?? [];
  const endOthers = async () => {
    setBusy(true);
    for (const { uuid } of others) {
      const result = await end(uuid);
      if (left(result)) return;
      if (!('value' in result)) {
        say(sentenceOf(failureOf(result), text), 'danger');
        break;
      }
    }
    setBusy(false);
    await sessions.reload();
  };

  return (
    <Part
      title={text('settings.sessions')}
      lead={text('sessions.lead')}
      actions={
        others.length > 1 ? (
          <Button variant="default" loading={busy} onClick={() => void endOthers()}>
            {text('sessions.end_others')}
          </Button>
        ) : null
      }
    >
      <Rows asked={sessions} empty={text('sessions.none')} keyOf={({ uuid }) => uuid}>
        {(session) => {
          const device = deviceOf(session, text);
          const place = placeOf(session.geo_ip, language);
          return (
            <>
              <Words
                name={device}
                badge={session.current ? text('sessions.this_one') : undefined}
                lines={[
                  place
                    ? text('sessions.place', { place, ip: session.last_ip })
                    : text('sessions.address', { ip: session.last_ip || '–' }),
                  text('sessions.used', { when: momentOf(session.last_used, language) }),
                ]}
              />
              {session.current ? null : (
                <AskFirst
                  label={text('sessions.end')}
                  about={text('sessions.end_label', { device })}
                  question={text('sessions.end_title', { device })}
                  consequence={text('sessions.end_words')}
                  confirm={text('sessions.end')}
                  act={() => end(session.uuid)}
                  done={() => {
                    say(text('sessions.ended'));
                    void sessions.reload();
                  }}
                />
              )}
            </>
          );
        }}
      </Rows>
    </Part>
  );
}
