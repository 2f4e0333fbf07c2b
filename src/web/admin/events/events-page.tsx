import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { AuditEvent } from '../wire.ts';

/** Events > Logs: what happened, the latest first. */
export function EventsPage() {
  const { text } = useAdmin();
  return (
    <>
      <PageHead title={text('events.title')} lead={text('events.lead')} />
      <List<AuditEvent>
        label={text('events.title')}
        path="/events/events/"
        query={{ ordering: '-created' }}
        keyOf={({ pk }) => pk}
        empty={{ title: text('events.none_title'), words: text('events.none') }}
        columns={[
          {
            title: text('events.action'),
            cell: (event) => (
              <>
                <Link to={pathOf('events', event.pk)} className="a-strong">
                  {event.action.replaceAll('_', ' ')}
                </Link>
                <span className="a-under">{event.app}</span>
              </>
            ),
          },
          { title: text('subject.user'), cell: ({ user }) => user.username || text('events.nobody') },
          { title: text('events.created'), cell: ({ created }) => <Moment at={created} /> },
          { title: text('events.client_ip'), cell: ({ client_ip }) => client_ip ?? '–' },
        ]}
      />
    </>
  );
}
