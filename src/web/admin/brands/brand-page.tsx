import './brands.css';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { Values } from '../../../ui/form/fields.ts';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import { LoginPreview } from './login-preview.tsx';
import { BRAND, RARELY } from './schema.ts';
import { BRANDS, type Brand } from './wire.ts';

/** Stands for the key of a brand that is not there yet. */
export const NEW_BRAND = 'new';

/** One brand, or a new one: its form, and beside it the login page as it would look. */
export function BrandPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text, go, say } = useAdmin();
  const [filled, setFilled] = useState<Values>();
  const [version, setVersion] = useState(0);
  const schema = useTitled(BRAND);
  const fresh = pk === NEW_BRAND;
  const path = fresh ? BRANDS : `${BRANDS}${encodeURIComponent(pk)}/`;
  const loaded = useLoad(pk, () =>
    fresh ? Promise.resolve({ value: undefined }) : client.get<Brand & Values>(path),
  );
  const above = { label: text('brands.title'), to: '/brands/' };
  if (loaded.loading && !loaded.value)
    return (
      <>
        <PageHead title={text(fresh ? 'brands.new' : 'brands.one')} above={above} />
        <Skeleton height="30rem" radius="md" />
      </>
    );
  if (loaded.trouble && !loaded.value)
    return (
      <>
        <PageHead title={text('brands.one')} above={above} />
        <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
      </>
    );
  const brand = loaded.value;
  return (
    <>
      {brand ? (
        <ObjectHead name={brand.domain} lead={text('brands.one_lead')} above={above} path={path} />
      ) : (
        <PageHead title={text('brands.new')} lead={text('brands.one_lead')} above={above} />
      )}
      <div className="a-brand-page">
        <div className="a-card">
          <ObjectForm<Brand>
            key={version}
            schema={schema}
            object={brand}
            method={fresh ? 'POST' : 'PATCH'}
            path={path}
            folded={RARELY}
            submit={text(fresh ? 'brands.create' : 'action.save')}
            onFilled={setFilled}
            onDone={(saved) => {
              say({ words: text('action.saved') });
              if (fresh) go(pathOf('brands', saved.brand_uuid));
              else void loaded.reload().then(() => setVersion(version + 1));
            }}
          />
        </div>
        <LoginPreview brand={filled ?? brand ?? {}} />
      </div>
    </>
  );
}
