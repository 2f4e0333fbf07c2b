import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Trace } from '../bindings/trace.tsx';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Facts } from '../parts/facts.tsx';
import { Json } from '../parts/json.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Decision } from '../wire.ts';
import { TargetLink } from './target-link.tsx';

/** One past decision: what was asked, what was answered, and every step of the way there. */
export function DecisionView({ decision }: { readonly decision: Decision }) {
  const { text } = useAdmin();
  const { passing, unbound, closed } = decision;
  return (
    <article className="a-card a-decision" data-passing={passing}>
      <h2>
        <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>{' '}
        <TargetLink decision={decision} />
      </h2>
      {decision.messages.map((message) => (
        <p key={message} className="a-quote">
          {message}
        </p>
      ))}
      <Facts
        facts={[
          [
            text('subject.user'),
            decision.user_pk === null ? (
              text('events.nobody')
            ) : (
              <Link key="user" to={pathOf('users', decision.user_pk)}>
                {decision.username}
              </Link>
            ),
          ],
          [text('events.client_ip'), decision.client_ip ?? '–'],
          [text('decisions.time'), <Moment key="time" at={decision.time} />],
          [text('decisions.mode'), text(decision.mode === 'all' ? 'decisions.all' : 'decisions.any')],
          [text('decisions.revision'), String(decision.revision)],
          [text('decisions.duration'), text('verdict.duration', { ms: decision.duration.toFixed(1) })],
        ]}
      />
      {closed || unbound ? (
        <p className="a-first">{text(closed ? 'rule.closed' : 'decisions.unbound')}</p>
      ) : null}
      <h3>{text('trace.title')}</h3>
      <Trace trace={decision.trace} />
      <Json title={text('decisions.facts')} value={decision.facts} />
    </article>
  );
}
