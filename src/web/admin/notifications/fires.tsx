import './notifications.css';
import { Fragment } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { ruleOf } from '../bindings/rule.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { useLoad } from '../use-load.ts';
import type { Binding, Page } from '../wire.ts';

/** More than these are not named in a row. */
const MOST = 3;

/** In a row: what makes a rule fire, or that nothing does. */
export function Fires({ rule }: { readonly rule: string }) {
  const { client, text, language } = useAdmin();
  const loaded = useLoad(rule, () =>
    client.get<Page<Binding>>('/policies/bindings/', { target: rule, ordering: 'order', page_size: 100 }),
  );
  // Whoever may not see bindings still sees the rest of the row.
  if (!loaded.value)
    return (
      <span className="a-fires" aria-busy={loaded.loading}>
        –
      </span>
    );
  const { conditions } = ruleOf(loaded.value.results, Date.now());
  if (conditions.length === 0)
    return (
      <span className="a-fires">
        <Badge tone="warning">{text('notice.never')}</Badge>
      </span>
    );
  return (
    <span className="a-fires">
      {conditions.slice(0, MOST).map(({ kind, pk, name, negated, phrases }, index) => {
        const phrase = phrases?.[language] ?? phrases?.en;
        const words = phrase ? (negated ? phrase.fails : phrase.passes) : name;
        const place = { policy: 'policies', group: 'groups', user: 'users' }[kind];
        return (
          <Fragment key={`${kind}-${pk}-${String(negated)}`}>
            {index > 0 ? ` ${text('rule.or')} ` : ''}
            {negated && !phrase ? `${text('rule.not')} ` : ''}
            <Link to={pathOf(place, pk)}>{words}</Link>
          </Fragment>
        );
      })}
      {conditions.length > MOST ? ` ${text('notice.more', { count: String(conditions.length - MOST) })}` : ''}
    </span>
  );
}
