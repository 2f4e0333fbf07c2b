import { Button } from '@mantine/core';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import { Fires } from './fires.tsx';
import { SeverityBadge } from './severity-badge.tsx';
import { RULES, type Rule, type Severity } from './wire.ts';

const SEVERITIES: readonly Severity[] = ['notice', 'warning', 'alert'];

/** Events > Notification Rules: which events are told to whom. */
export function RulesPage() {
  const { text, go } = useAdmin();
  const { version, deleteButton, deletion } = useDeletion();
  const create = (
    <Button onClick={() => go(pathOf('notification-rules', '-'))}>{text('notice.new_rule')}</Button>
  );
  return (
    <>
      <PageHead title={text('rules.title')} lead={text('notice.rules_lead')} actions={create} />
      <List<Rule>
        label={text('rules.title')}
        path={RULES}
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('notice.no_rules_title'), words: text('notice.no_rules'), action: create }}
        filters={[
          {
            name: 'severity',
            label: text('notice.severity'),
            options: SEVERITIES.map((value) => ({ value, label: text(`option.severity.${value}`) })),
          },
        ]}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `${RULES}${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={pathOf('notification-rules', pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          { title: text('notice.fires'), cell: ({ pk }) => <Fires rule={pk} /> },
          {
            title: text('notice.severity'),
            cell: ({ severity }) => <SeverityBadge severity={severity} />,
            text: ({ severity }) => severity,
          },
          {
            title: text('notice.who'),
            cell: ({ destination_group_obj: group, destination_event_user: own }) => (
              <>
                {group ? <Link to={pathOf('groups', group.pk)}>{group.name}</Link> : null}
                {own ? <span className="a-under">{text('notice.event_user')}</span> : null}
                {group || own ? null : text('notice.nobody')}
              </>
            ),
            text: ({ destination_group_obj }) => destination_group_obj?.name ?? '',
          },
          {
            title: text('column.actions'),
            cell: (rule) => (
              <span className="a-actions">
                <Link to={pathOf('notification-rules', rule.pk, 'edit')}>{text('action.edit')}</Link>
                {deleteButton(rule.name, `${RULES}${rule.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {deletion}
    </>
  );
}
