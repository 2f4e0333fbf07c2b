import { Button } from '@mantine/core';
import { BASE, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { NEW_BRAND } from './brand-page.tsx';
import { BRANDS, type Brand } from './wire.ts';

/** System > Brands: how each domain looks and which flows it uses. */
export function BrandsPage() {
  const { text, go } = useAdmin();
  const address = pathOf('brands', NEW_BRAND);
  const create = (
    <Button
      component="a"
      href={`${BASE}${address}`}
      onClick={(event) => {
        event.preventDefault();
        go(address);
      }}
    >
      {text('brands.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={text('brands.title')} lead={text('brands.lead')} actions={create} />
      <List<Brand>
        label={text('brands.title')}
        path={BRANDS}
        keyOf={({ brand_uuid }) => brand_uuid}
        empty={{ title: text('brands.none_title'), words: text('brands.none'), action: create }}
        bulk={{ nameOf: ({ domain }) => domain, pathOf: ({ brand_uuid }) => `${BRANDS}${brand_uuid}/` }}
        columns={[
          {
            title: text('field.domain'),
            sort: 'domain',
            cell: ({ brand_uuid, domain }) => (
              <Link to={pathOf('brands', brand_uuid)} className="a-strong">
                {domain}
              </Link>
            ),
          },
          {
            title: text('field.branding_title'),
            cell: ({ branding_title }) => branding_title,
            text: ({ branding_title }) => branding_title,
          },
          {
            title: text('field.default'),
            sort: 'default',
            cell: (brand) =>
              brand.default ? <Badge tone="good">{text('word.yes')}</Badge> : text('word.no'),
          },
        ]}
      />
    </>
  );
}
