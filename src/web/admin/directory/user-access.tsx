import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import type { AccessRow, Person } from './wire.ts';

/** Which applications this person may open now, and what decided about each. */
export function UserAccess({ user }: { readonly user: Person }) {
  const { text } = useAdmin();
  const word = (passing: boolean | null) =>
    text(passing === null ? 'access.depends' : passing ? 'access.yes' : 'access.no');
  return (
    <>
      <p className="a-first a-soft">
        {text('access.lead')} <Link to={`/decisions/?user=${user.pk}`}>{text('decisions.of_user')}</Link>
      </p>
      {user.is_active ? null : (
        <p className="a-warning" role="note">
          {text('access.inactive')}
        </p>
      )}
      <List<AccessRow>
        label={text('applications.title')}
        path={`/core/users/${user.pk}/access/`}
        keyOf={({ application }) => application.pk}
        empty={{ title: text('access.none_title'), words: text('access.none') }}
        filters={[
          {
            name: 'passing',
            label: text('access.opens'),
            options: [
              { value: 'true', label: text('access.yes') },
              { value: 'false', label: text('access.no') },
              { value: 'depends', label: text('access.depends') },
            ],
          },
        ]}
        columns={[
          {
            title: text('access.application'),
            cell: ({ application }) => (
              <Link to={pathOf('applications', application.slug, 'bindings')} className="a-strong">
                {application.name}
              </Link>
            ),
            text: ({ application }) => application.name,
          },
          {
            title: text('access.opens'),
            cell: ({ passing }) => (
              <Badge tone={passing === null ? 'plain' : passing ? 'good' : 'bad'}>{word(passing)}</Badge>
            ),
            text: ({ passing }) => word(passing),
          },
          {
            title: text('access.because'),
            cell: ({ because }) => because,
            text: ({ because }) => because,
          },
        ]}
      />
    </>
  );
}
