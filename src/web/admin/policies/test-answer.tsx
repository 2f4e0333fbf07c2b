import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Json } from '../parts/json.tsx';
import type { PolicyCall, TestResult } from '../wire.ts';
import { factsRead } from './facts-read.ts';

/** What a policy has answered in a trial, and everything that led to it. */
export function TestAnswer({ result }: { readonly result: TestResult }) {
  const { text } = useAdmin();
  const {
    passing,
    messages,
    explanation = [],
    log_messages,
    reasons = [],
    effects = [],
    calls = [],
  } = result;
  const { raw_result, facts, reads = [], lane } = result;
  // The sentence about the policy says its messages too.
  const said = explanation.join('\n');
  const read = facts ? factsRead(reads, facts) : [];
  return (
    <div className="a-answer" data-passing={passing} role="status">
      <p className="a-answer-verdict">
        <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>
        {typeof result.duration === 'number' ? (
          <span className="a-soft">{text('verdict.duration', { ms: result.duration.toFixed(1) })}</span>
        ) : null}
        {lane ? <span className="a-soft">{text(`test.lane_${lane}`)}</span> : null}
      </p>
      {[...explanation, ...messages.filter((message) => !said.includes(message))].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {reasons.length > 0 ? <p className="a-soft">{reasons.join(', ')}</p> : null}
      {read.length > 0 ? (
        <>
          <h3>{text('test.reads')}</h3>
          <dl className="a-reads">
            {read.map(({ path, value }) => (
              <div key={path}>
                <dt>
                  <code>{path}</code>
                </dt>
                <dd>
                  <code>{value === undefined ? text('test.not_there') : JSON.stringify(value)}</code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {calls.length > 0 ? <Calls calls={calls} /> : null}
      {effects.length > 0 ? <Json title={text('verdict.effects')} value={effects} open /> : null}
      {log_messages.length > 0 ? (
        <Json
          title={text('verdict.logs')}
          value={log_messages.map(({ log_level, event }) => `${log_level}: ${event}`)}
          open
        />
      ) : null}
      {raw_result === undefined || raw_result === null ? null : (
        <Json title={text('verdict.raw')} value={raw_result} />
      )}
      {facts ? <Json title={text('test.facts')} value={facts} /> : null}
    </div>
  );
}

/** The answers of other policies, those of the deeper ones further in. */
function Calls({ calls }: { readonly calls: readonly PolicyCall[] }) {
  const { text } = useAdmin();
  return (
    <>
      <h3>{text('test.calls')}</h3>
      <ul className="a-calls">
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a policy may be asked more than once, and the order never changes
          <li key={index} data-depth={Math.min(call.depth, 5)}>
            <Badge tone={call.passing ? 'good' : 'bad'}>
              {text(call.passing ? 'verdict.pass' : 'verdict.fail')}
            </Badge>
            {call.name === '' ? (
              <span>{text('test.hidden_policy')}</span>
            ) : (
              <Link to={pathOf('policies', call.policy)}>{call.name}</Link>
            )}
            {[...(call.fault ? [call.fault] : []), ...call.messages].map((sentence) => (
              <span key={sentence}>{sentence}</span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
