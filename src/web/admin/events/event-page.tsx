import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Facts } from '../parts/facts.tsx';
import { Json } from '../parts/json.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { useLoad } from '../use-load.ts';
import type { AuditEvent } from '../wire.ts';
import { EventSubject } from './event-subject.tsx';
import { actionName, messageOf, sentenceOfEvent } from './telling.ts';

/** One event with everything that it tells. */
export function EventPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/events/events/${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<AuditEvent>(path));
  const above = { label: text('events.title'), to: '/events/' };
  if (!loaded.value) return <PagePending title={text('events.one')} above={above} waits={[loaded]} />;
  const event = loaded.value;
  const { user } = event;
  const request = requestOf(event.context);
  return (
    <>
      <PageHead title={sentenceOfEvent(event, text)} lead={messageOf(event) ?? ''} above={above} />
      <div className="a-card">
        <Facts
          facts={[
            [text('events.created'), <Moment key="created" at={event.created} />],
            [
              text('subject.user'),
              user.pk && user.username ? (
                <Link key="user" to={pathOf('users', user.pk)}>
                  {user.username}
                </Link>
              ) : (
                text('events.nobody')
              ),
            ],
            [text('events.kind'), actionName(event.action, text)],
            [text('events.object'), <EventSubject key="object" event={event} />],
            [text('events.client_ip'), event.client_ip ?? '–'],
            ...(request
              ? [
                  [
                    text('decisions.id'),
                    <Link key="request" to={pathOf('decisions', request)}>
                      {request}
                    </Link>,
                  ] as const,
                ]
              : []),
          ]}
        />
        <Json title={text('events.context')} value={event.context} open />
      </div>
    </>
  );
}

/** The id of the request that an event tells of: its decisions can be looked up. */
function requestOf({ http_request }: AuditEvent['context']): string | undefined {
  if (typeof http_request !== 'object' || http_request === null || !('request_id' in http_request))
    return undefined;
  return typeof http_request.request_id === 'string' ? http_request.request_id : undefined;
}
