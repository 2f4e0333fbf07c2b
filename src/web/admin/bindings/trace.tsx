import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Json } from '../parts/json.tsx';
import type { TraceEntry } from '../wire.ts';
import { ROW, withQuery } from './check-address.ts';

interface TraceProps {
  readonly trace: readonly TraceEntry[];
  /** When it was decided, where that is past: policies may have changed since. */
  readonly at?: string;
  /** Where the bindings are. */
  readonly bindings?: string | undefined;
}

/** What each binding contributed to a decision, in order. */
export function Trace({ trace, at, bindings }: TraceProps) {
  const { text } = useAdmin();
  if (trace.length === 0) return <p className="a-soft">{text('trace.none')}</p>;
  return (
    <ol className="a-trace" aria-label={text('trace.title')}>
      {trace.map((entry) => (
        <li key={entry.binding} data-outcome={entry.outcome}>
          <div className="a-trace-head">
            <span className="a-order-number" title={text('binding.order')}>
              {entry.order}
            </span>
            <Badge tone={entry.outcome === 'pass' ? 'good' : entry.outcome === 'fail' ? 'bad' : 'plain'}>
              {text(`trace.${entry.outcome}`)}
            </Badge>
            <span>
              <Subject subject={entry.subject} />
              {entry.negated ? <em> {text('trace.negated')}</em> : null}
            </span>
            <span className="a-soft">{text(`why.${knownReason(entry.why)}`)}</span>
            {entry.duration === null ? null : (
              <span className="a-soft">{text('verdict.duration', { ms: entry.duration.toFixed(1) })}</span>
            )}
          </div>
          {at === undefined ? null : (
            <p className="a-actions">
              {bindings ? (
                <Link to={withQuery(bindings, { [ROW]: entry.binding })}>{text('trace.binding')}</Link>
              ) : null}
              {entry.subject.kind === 'policy' && entry.subject.pk !== null ? (
                <Link to={withQuery(pathOf('policies', entry.subject.pk, 'history'), { at })}>
                  {text('trace.version')}
                </Link>
              ) : null}
            </p>
          )}
          {entry.fault ? <p className="a-error">{entry.fault.detail}</p> : null}
          {entry.dry_run_result === null ? null : (
            <p>{text(entry.dry_run_result ? 'trace.would_pass' : 'trace.would_fail')}</p>
          )}
          {entry.messages.map((message) => (
            <p key={message}>{message}</p>
          ))}
          {entry.raw === undefined ? null : <Json title={text('verdict.raw')} value={entry.raw} />}
          {entry.effects.length > 0 ? <Json title={text('verdict.effects')} value={entry.effects} /> : null}
          {entry.logs.length > 0 ? (
            <Json
              title={text('verdict.logs')}
              value={entry.logs.map(({ log_level, event }) => `${log_level}: ${event}`)}
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const reasons = [
  'member',
  'not_member',
  'same_user',
  'other_user',
  'policy',
  'nobody',
  'fault',
  'disabled',
  'expired',
  'dry_run',
] as const;

/** A reason that this page has no words for is a judgement like another. */
export const knownReason = (why: string): (typeof reasons)[number] =>
  reasons.find((reason) => reason === why) ?? 'policy';

function Subject({ subject: { kind, pk, label } }: { readonly subject: TraceEntry['subject'] }) {
  const { text } = useAdmin();
  if (kind === 'none') return text('trace.nobody');
  if (pk === null)
    return (
      <>
        {text(`subject.${kind}`)} <span className="a-soft">{text('trace.hidden')}</span>
      </>
    );
  const place = { policy: 'policies', group: 'groups', user: 'users' }[kind];
  return (
    <>
      {text(`subject.${kind}`)} <Link to={pathOf(place, pk)}>{label || String(pk)}</Link>
    </>
  );
}
