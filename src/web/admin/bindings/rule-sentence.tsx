import { Button, NativeSelect } from '@mantine/core';
import { Fragment } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Mode } from '../wire.ts';
import type { Condition, Rule } from './rule.ts';
import type { Target } from './target.ts';

interface RuleSentenceProps {
  readonly target: Target;
  readonly rule: Rule;
  readonly mode: Mode;
  /** True where the last binding went with what it named, or has expired: nobody passes. */
  readonly closed: boolean;
  readonly onMode: (mode: Mode) => void;
  readonly onReopen: () => void;
}

/** The whole rule as one sentence, with the mode as a part of it that can be changed. */
export function RuleSentence({ target, rule, mode, closed, onMode, onReopen }: RuleSentenceProps) {
  const { text } = useAdmin();
  const { conditions, silent } = rule;
  const { kind } = target;
  const choice = target.mode === undefined ? null : <ModeChoice mode={mode} onMode={onMode} />;
  if (conditions.length === 0)
    return (
      <div className="a-rule" data-state={closed ? 'closed' : target.when_unbound} role="status">
        <p className="a-rule-words">
          {text(`rule.${kind}.${!closed && target.when_unbound === 'pass' ? 'pass' : 'fail'}`)}
        </p>
        <p className="a-soft">{text(closed ? 'rule.closed' : 'rule.unbound')}</p>
        <Silent silent={silent} />
        {closed ? (
          <div>
            <Button variant="default" onClick={onReopen}>
              {text('rule.reopen')}
            </Button>
          </div>
        ) : null}
      </div>
    );
  const words = conditions.map((condition, index) => (
    <Fragment key={`${condition.kind}-${condition.pk}-${String(condition.negated)}`}>
      {index > 0 ? <em> {text(mode === 'all' ? 'rule.and' : 'rule.or')} </em> : null}
      <ConditionWords condition={condition} ofEvent={kind === 'notification_rule'} />
    </Fragment>
  ));
  return (
    <div className="a-rule" data-state="bound">
      <p className="a-rule-words">
        {conditions.length === 1 ? (
          text(`rule.${kind}.one`)
        ) : (
          <>
            {text(`rule.${kind}.if`)} {choice ?? text('rule.any')} {text('rule.holds')}
          </>
        )}{' '}
        {words}
        {text('rule.end')}
      </p>
      <Silent silent={silent} />
      {conditions.length === 1 && choice ? (
        <p className="a-soft a-rule-later">
          {text('rule.further')} {choice} {text('rule.further_end')}
        </p>
      ) : null}
    </div>
  );
}

function ModeChoice({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  const { text } = useAdmin();
  return (
    <NativeSelect
      className="a-rule-mode"
      aria-label={text('rule.mode')}
      value={mode}
      onChange={(event) => onMode(event.currentTarget.value === 'all' ? 'all' : 'any')}
      data={[
        { value: 'any', label: text('rule.any') },
        { value: 'all', label: text('rule.all') },
      ]}
    />
  );
}

/** What is bound and has no say, with the reason. */
function Silent({ silent }: { readonly silent: Rule['silent'] }) {
  const { text } = useAdmin();
  if (silent.length === 0) return null;
  const each = silent.map(({ name, why }) => `${name} (${text(`rule.${why}`)})`).join(', ');
  return <p className="a-soft">{text('rule.silent', { each })}</p>;
}

function ConditionWords({
  condition: { kind, pk, name, negated, expires, phrases },
  ofEvent,
}: {
  readonly condition: Condition;
  /** The person is that of an event. */
  readonly ofEvent: boolean;
}) {
  const { text, language } = useAdmin();
  const place = { policy: 'policies', group: 'groups', user: 'users' }[kind];
  const phrase = phrases?.[language] ?? phrases?.en;
  const verb = kind === 'policy' || !ofEvent ? kind : (`event_${kind}` as const);
  return (
    <>
      {phrase ? (
        // The name of the policy is in the table below; here its meaning is what is read.
        <span title={name}>
          <Link to={pathOf(place, pk)}>{negated ? phrase.fails : phrase.passes}</Link>
        </span>
      ) : (
        <>
          {text(negated ? `rule.not_${verb}` : `rule.${verb}`)} <Link to={pathOf(place, pk)}>{name}</Link>
        </>
      )}
      {expires === null ? null : (
        <span className="a-soft">
          {' '}
          ({text('rule.until')} <Moment at={expires} />)
        </span>
      )}
    </>
  );
}
