import { Button } from '@mantine/core';
import { Picture } from '../../../ui/kit/picture.tsx';
import { BASE, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Application } from '../wire.ts';

const NEW = pathOf('applications', '-', 'new');

/** Applications > Applications. */
export function ApplicationsPage() {
  const { text, go } = useAdmin();
  const create = (
    <Button
      component="a"
      href={`${BASE}${NEW}`}
      onClick={(event) => {
        event.preventDefault();
        go(NEW);
      }}
    >
      {text('applications.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={text('applications.title')} lead={text('applications.lead')} actions={create} />
      <List<Application>
        label={text('applications.title')}
        path="/core/applications/"
        query={{ superuser_full_list: true }}
        keyOf={({ pk }) => pk}
        empty={{ title: text('applications.none_title'), words: text('applications.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ slug }) => `/core/applications/${slug}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: (application) => (
              <span className="a-named">
                <Picture name={application.name} src={application.meta_icon_url} shape="tile" />
                <span>
                  <Link to={pathOf('applications', application.slug)} className="a-strong">
                    {application.name}
                  </Link>
                  {application.meta_publisher ? (
                    <span className="a-under">{application.meta_publisher}</span>
                  ) : null}
                </span>
              </span>
            ),
          },
          { title: text('column.group'), sort: 'group', cell: ({ group }) => group || '–' },
          {
            title: text('column.provider'),
            cell: ({ provider_obj }) =>
              provider_obj ? <Link to={pathOf('providers', provider_obj.pk)}>{provider_obj.name}</Link> : '–',
            text: ({ provider_obj }) => provider_obj?.name ?? '',
          },
          { title: text('column.type'), cell: ({ provider_obj }) => provider_obj?.verbose_name ?? '–' },
          {
            title: text('column.actions'),
            cell: (application) => (
              <span className="a-actions">
                <Link to={pathOf('applications', application.slug, 'edit')}>{text('action.edit')}</Link>
                <Link to={pathOf('applications', application.slug, 'bindings')}>
                  {text('bindings.short')}
                </Link>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
