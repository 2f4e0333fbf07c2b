import { Button, NativeSelect } from '@mantine/core';
import { Fragment } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
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
  if (conditions.length === 0)
    return (
      <div className="a-rule" data-state={closed ? 'closed' : target.when_unbound} role="status">
        <p className="a-rule-words">
          {closed
            ? text(`rule.${kind}.fail`)
            : text(`rule.${kind}.${target.when_unbound === 'pass' ? 'pass' : 'fail'}`)}
        </p>
        <p className="a-soft">
          {closed
            ? text('rule.closed')
            : text(silent > 0 ? 'rule.unbound_silent' : 'rule.unbound', { count: String(silent) })}
        </p>
        {closed ? (
          <div>
            <Button variant="default" onClick={onReopen}>
              {text('rule.reopen')}
            </Button>
          </div>
        ) : null}
      </div>
    );
  return (
    <div className="a-rule" data-state="bound">
      <p className="a-rule-words">
        {text(`rule.${kind}.if`)}{' '}
        <NativeSelect
          className="a-rule-mode"
          aria-label={text('rule.mode')}
          value={mode}
          onChange={(event) => onMode(event.currentTarget.value === 'all' ? 'all' : 'any')}
          data={[
            { value: 'any', label: text('rule.any') },
            { value: 'all', label: text('rule.all') },
          ]}
        />{' '}
        {text('rule.holds')}{' '}
        {conditions.map((condition, index) => (
          <Fragment key={`${condition.kind}-${condition.pk}-${String(condition.negated)}`}>
            {index > 0 ? <em> {text(mode === 'all' ? 'rule.and' : 'rule.or')} </em> : null}
            <ConditionWords condition={condition} />
          </Fragment>
        ))}
        {text('rule.end')}
      </p>
      {silent > 0 ? (
        <p className="a-soft">
          {silent === 1 ? text('rule.silent_one') : text('rule.silent', { count: String(silent) })}
        </p>
      ) : null}
    </div>
  );
}

function ConditionWords({ condition: { kind, pk, name, negated } }: { readonly condition: Condition }) {
  const { text } = useAdmin();
  const place = { policy: 'policies', group: 'groups', user: 'users' }[kind];
  return (
    <>
      {text(negated ? `rule.not_${kind}` : `rule.${kind}`)} <Link to={pathOf(place, pk)}>{name}</Link>
    </>
  );
}
