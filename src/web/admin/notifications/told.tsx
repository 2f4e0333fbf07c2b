import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import type { Named } from '../wire.ts';
import { SeverityBadge } from './severity-badge.tsx';
import type { Rule } from './wire.ts';

/** Who is told of what a rule fires at, how urgently, and by which ways, as sentences. */
export function Told({ rule, transports }: { readonly rule: Rule; readonly transports: readonly Named[] }) {
  const { text } = useAdmin();
  const { destination_group_obj: group, destination_event_user: own } = rule;
  const ways = transports.filter(({ pk }) => rule.transports.includes(pk));
  return (
    <div className="a-rule" data-state={group || own ? 'bound' : 'fail'}>
      <p className="a-rule-words">
        {group ? (
          <>
            {text('notice.told_group')} <Link to={pathOf('groups', group.pk, 'members')}>{group.name}</Link>
            {own ? ` ${text('notice.told_both')}` : null}
          </>
        ) : (
          text(own ? 'notice.told_user' : 'notice.told_nobody')
        )}
        {group || own ? (
          <>
            {' '}
            {text(group ? 'notice.told_many' : 'notice.told_one')}{' '}
            {rule.transports.length === 0 ? (
              text('notice.told_bell')
            ) : (
              <>
                {text('notice.told_by')} <Ways ways={ways} />
              </>
            )}
            {text('rule.end')} <SeverityBadge severity={rule.severity} />
          </>
        ) : null}
      </p>
      {group || own ? null : (
        <p className="a-soft">
          <Link to={pathOf('notification-rules', rule.pk, 'edit')}>{text('notice.tell_somebody')}</Link>
        </p>
      )}
    </div>
  );
}

function Ways({ ways }: { readonly ways: readonly Named[] }) {
  const { text } = useAdmin();
  return ways.map(({ pk, name }, index) => (
    <span key={pk}>
      {index === 0 ? '' : index === ways.length - 1 ? ` ${text('rule.and')} ` : ', '}
      <Link to={pathOf('notification-transports', pk)}>{name}</Link>
    </span>
  ));
}
