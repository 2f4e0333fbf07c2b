import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { sentenceOfEvent } from '../events/telling.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import type { AuditEvent } from '../wire.ts';
import type { Person } from './wire.ts';

/** What this person did, and what was done to their account. */
export function UserEvents({ user }: { readonly user: Person }) {
  const { text, path, search } = useAdmin();
  const about = new URLSearchParams(search).get('what') === 'about';
  const query = about
    ? { context_model_app: 'authentik_core', context_model_name: 'user', context_model_pk: user.pk }
    : { username: user.username };
  const choice = (what: '' | 'about') => withParams(path, search, { what, page: '' });
  return (
    <>
      <nav className="a-switch" aria-label={text('user_events.which')}>
        <Link to={choice('')} current={!about}>
          {text('user_events.by')}
        </Link>
        <Link to={choice('about')} current={about}>
          {text('user_events.about')}
        </Link>
      </nav>
      <List<AuditEvent>
        label={text('events.title')}
        path="/events/events/"
        query={query}
        keyOf={({ pk }) => pk}
        empty={{ title: text('user_events.none_title'), words: text('user_events.none') }}
        columns={[
          {
            title: text('events.action'),
            cell: (event) => (
              <Link to={pathOf('events', event.pk)} className="a-strong">
                {sentenceOfEvent(event, text)}
              </Link>
            ),
            text: (event) => sentenceOfEvent(event, text),
          },
          {
            title: text('events.created'),
            cell: ({ created }) => <Moment at={created} />,
            sort: 'created',
          },
          {
            title: text('events.client_ip'),
            cell: ({ client_ip }) => client_ip ?? '–',
            sort: 'client_ip',
          },
        ]}
      />
    </>
  );
}
