import '../directory/directory.css';
import { Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Text } from '../../../ui/texts.ts';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import type { Filter } from '../parts/list-column.ts';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Key } from '../texts/english.ts';
import type { AuditEvent } from '../wire.ts';
import { Countries } from './countries.tsx';
import { EventSubject } from './event-subject.tsx';
import { actionsOf, messageOf, sentenceOfEvent, subjectOf } from './telling.ts';

const EVERY = 5_000;

/** Events > Logs: what happened, the latest first. */
export function EventsPage() {
  const { text, path, search } = useAdmin();
  const byCountry = new URLSearchParams(search).get('view') === 'countries';
  // What is filtered for stays; which page of the list was open does not.
  const addressOf = (view: string) => withParams(path, search, { view, page: '' });
  return (
    <>
      <PageHead title={text('events.title')} lead={text('events.lead')} />
      <nav className="a-switch" aria-label={text('events.view')}>
        <Link to={addressOf('')} current={!byCountry}>
          {text('events.as_list')}
        </Link>
        <Link to={addressOf('countries')} current={byCountry}>
          {text('events.by_country')}
        </Link>
      </nav>
      {byCountry ? <Countries filters={filtersOf(text)} /> : <Log />}
    </>
  );
}

/** What the log can be narrowed by. */
const filtersOf = (text: Text<Key>): readonly Filter[] => [
  { name: 'action', label: text('events.kind'), options: actionsOf(text) },
  { name: 'username', label: text('subject.user'), input: 'words' },
  { name: 'client_ip', label: text('events.client_ip'), input: 'words' },
  { name: 'country', label: text('events.country'), input: 'words', example: 'DE' },
  { name: 'created__gt', label: text('events.since'), input: 'moment' },
  { name: 'created__lt', label: text('events.until'), input: 'moment' },
];

function Log() {
  const { text } = useAdmin();
  const [live, setLive] = useState(false);
  const version = useBeat(live);
  return (
    <List<AuditEvent>
      label={text('events.title')}
      path="/events/events/"
      query={{ ordering: '-created' }}
      version={version}
      keyOf={({ pk }) => pk}
      empty={{ title: text('events.none_title'), words: text('events.none') }}
      filters={filtersOf(text)}
      beside={
        <Switch
          label={text('events.live')}
          title={text('events.live_about')}
          checked={live}
          onChange={(event) => setLive(event.currentTarget.checked)}
        />
      }
      columns={[
        {
          title: text('events.action'),
          cell: (event) => (
            <>
              <Link to={pathOf('events', event.pk)} className="a-strong">
                {sentenceOfEvent(event, text)}
              </Link>
              <span className="a-under">{messageOf(event)}</span>
            </>
          ),
          text: (event) => sentenceOfEvent(event, text),
        },
        {
          title: text('events.object'),
          cell: (event) => <EventSubject event={event} />,
          text: (event) => subjectOf(event, text)?.words ?? '',
        },
        {
          title: text('subject.user'),
          cell: ({ user: { pk, username } }) =>
            pk && username ? <Link to={pathOf('users', pk)}>{username}</Link> : text('events.nobody'),
          text: ({ user }) => user.username ?? '',
        },
        {
          title: text('events.created'),
          cell: ({ created }) => <Moment at={created} />,
          sort: 'created',
        },
        {
          title: text('events.client_ip'),
          cell: ({ client_ip }) => client_ip ?? '–',
          text: ({ client_ip }) => client_ip ?? '',
        },
      ]}
    />
  );
}

/** Counts on every few seconds, while it is wanted and somebody can see the page. */
function useBeat(wanted: boolean): number {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setBeat((before) => before + 1);
    }, EVERY);
    return () => clearInterval(timer);
  }, [wanted]);
  return beat;
}
