import { localOf } from '../../../ui/form/local-time.ts';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { paramsOf, withQuery } from '../bindings/check-address.ts';
import { Trace } from '../bindings/trace.tsx';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Facts } from '../parts/facts.tsx';
import { Json } from '../parts/json.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Decision } from '../wire.ts';
import { useTargetAddress } from './use-target-address.ts';

/** One past decision: what was asked, what was answered, and every step of the way there. */
export function DecisionView({ decision }: { readonly decision: Decision }) {
  const { text } = useAdmin();
  const { passing, unbound, closed, target_name, target_pk, user_pk } = decision;
  const bindings = useTargetAddress(decision);
  const question = {
    user: user_pk === null ? null : String(user_pk),
    address: decision.client_ip ?? '',
    time: localOf(decision.time),
    context: '',
  };
  return (
    <article className="a-card a-decision" data-passing={passing}>
      <h2>
        <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>{' '}
        {bindings ? <Link to={bindings}>{target_name}</Link> : target_name}
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
            user_pk === null ? (
              text('events.nobody')
            ) : (
              <Link key="user" to={pathOf('users', user_pk)}>
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
      <Trace trace={decision.trace} at={decision.time} bindings={bindings} />
      <Json title={text('decisions.facts')} value={decision.facts} />
      <p className="a-actions a-decision-ways">
        {bindings ? (
          <Link to={withQuery(bindings, paramsOf(question, target_pk))}>{text('decisions.ask_again')}</Link>
        ) : null}
        <Link to={`/decisions/?${new URLSearchParams({ target: target_pk })}`}>
          {text('decisions.of_target')}
        </Link>
        {user_pk === null ? null : (
          <Link to={`/decisions/?${new URLSearchParams({ user: String(user_pk) })}`}>
            {text('decisions.of_user')}
          </Link>
        )}
      </p>
    </article>
  );
}
