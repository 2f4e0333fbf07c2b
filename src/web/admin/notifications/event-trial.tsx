import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { Trouble } from '../client.ts';
import { sentenceOfEvent } from '../events/telling.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { each } from '../parts/each.ts';
import { Moment } from '../parts/moment.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import type { AuditEvent, Explanation, Page } from '../wire.ts';

/** So many of the latest events are tried. */
const MOST = 20;

interface Tried {
  readonly event: AuditEvent;
  readonly fires: boolean;
  /** What stood in the way of an answer. */
  readonly detail: string | undefined;
}

/** Would it have fired? Asks the rule about the latest events; nobody is told. */
export function EventTrial({ rule }: { readonly rule: string }) {
  const { client, text } = useAdmin();
  const [tried, setTried] = useState<readonly Tried[]>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    const found = await client.get<Page<AuditEvent>>('/events/events/', {
      ordering: '-created',
      page_size: MOST,
    });
    if ('trouble' in found) setTrouble(found.trouble);
    else {
      let failed: Trouble | undefined;
      const answers = await each(found.value.results, async (event): Promise<Tried> => {
        const asked = { target: rule, context: { event }, time: event.created };
        const ask = (user: number | null) =>
          client.send<Explanation>('POST', '/policies/explain/', { ...asked, user });
        let reply = await ask(event.user.pk ?? null);
        // The user of an old event may be gone; the rule then knows nobody.
        if ('trouble' in reply && reply.trouble.fields.user) reply = await ask(null);
        if ('trouble' in reply) {
          failed ??= reply.trouble;
          return { event, fires: false, detail: sentenceOf(reply.trouble, text) };
        }
        const fault = reply.value.trace.find((entry) => entry.fault)?.fault;
        return { event, fires: reply.value.passing, detail: fault?.detail };
      });
      // Where every question failed alike, it is said once.
      const all = answers.length > 0 && answers.every(({ detail }) => detail !== undefined);
      setTrouble(all ? failed : undefined);
      setTried(all && failed ? undefined : answers);
    }
    setBusy(false);
  };

  const firing = tried?.filter(({ fires }) => fires).length ?? 0;
  return (
    <section className="a-card" aria-labelledby="event-trial">
      <h2 id="event-trial">{text('notice.trial')}</h2>
      <p className="a-soft">{text('notice.trial_lead')}</p>
      <Button variant="default" loading={busy} onClick={() => void run()}>
        {text('notice.try')}
      </Button>
      {trouble ? (
        <p className="a-error" role="alert">
          {sentenceOf(trouble, text)}
        </p>
      ) : null}
      <p role="status" className="a-told-count">
        {tried ? text('notice.tried', { firing: String(firing), count: String(tried.length) }) : null}
      </p>
      {tried && tried.length > 0 ? (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('notice.answer')}</th>
                <th scope="col">{text('events.action')}</th>
                <th scope="col">{text('events.created')}</th>
              </tr>
            </thead>
            <tbody>
              {tried.map(({ event, fires, detail }) => (
                <tr key={event.pk}>
                  <td>
                    <Badge tone={fires ? 'good' : 'plain'}>
                      {text(fires ? 'notice.would_fire' : 'notice.would_not')}
                    </Badge>
                    {detail ? <span className="a-under">{detail}</span> : null}
                  </td>
                  <td>
                    <Link to={pathOf('events', event.pk)}>{sentenceOfEvent(event, text)}</Link>
                  </td>
                  <td>
                    <Moment at={event.created} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
