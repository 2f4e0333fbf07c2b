import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { ShortList } from '../parts/short-list.tsx';
import type { Person, SessionRow } from './wire.ts';

/** Where this person is signed in, and the way to end that. */
export function UserSessions({ user }: { readonly user: Person }) {
  const { client, text } = useAdmin();
  const [ending, setEnding] = useState(false);
  const [version, setVersion] = useState(0);
  const place = ({ last_ip, geo_ip }: SessionRow) =>
    [last_ip, geo_ip?.city, geo_ip?.country].filter(Boolean).join(', ') || '–';
  return (
    <>
      <ShortList<SessionRow>
        title={text('usertab.sessions')}
        lead={text('sessions.lead')}
        path="/core/authenticated_sessions/"
        query={{ user: user.pk }}
        version={version}
        keyOf={({ uuid }) => uuid}
        empty={text('sessions.none')}
        columns={[
          {
            title: text('sessions.browser'),
            cell: ({ user_agent, current }) => (
              <span className="a-badges">
                {user_agent.string || text('sessions.unknown')}
                {current ? <Badge tone="good">{text('sessions.this')}</Badge> : null}
              </span>
            ),
          },
          { title: text('sessions.place'), cell: place },
          { title: text('sessions.used'), cell: ({ last_used }) => <Moment at={last_used} /> },
          { title: text('sessions.expires'), cell: ({ expires }) => <Moment at={expires} /> },
        ]}
        removal={{
          nameOf: place,
          pathOf: ({ uuid }) => `/core/authenticated_sessions/${uuid}/`,
          action: text('sessions.end'),
          title: (name) => text('sessions.end_title', { name }),
          words: text('sessions.end_words'),
        }}
        action={
          <Button variant="default" onClick={() => setEnding(true)}>
            {text('sessions.end_all')}
          </Button>
        }
      />
      {ending ? (
        <ConfirmDialog
          title={text('sessions.end_all_title', { name: user.username })}
          confirm={text('sessions.end_all')}
          danger
          run={() => client.send('DELETE', `/core/authenticated_sessions/bulk_delete/?user_pks=${user.pk}`)}
          onClose={() => setEnding(false)}
          onDone={() => {
            setEnding(false);
            setVersion(version + 1);
          }}
        >
          <p className="a-first">{text('sessions.end_words')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
