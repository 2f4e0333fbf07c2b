import { Button } from '@mantine/core';
import { BASE } from './address.ts';
import { useAdmin } from './admin.ts';
import { PageHead } from './parts/page-head.tsx';

/** An address that leads nowhere, with the way home. */
export function UnknownPage() {
  const { text } = useAdmin();
  return (
    <>
      <PageHead title={text('page.unknown_title')} lead={text('page.unknown')} />
      <Button component="a" href={`${BASE}/`}>
        {text('page.home')}
      </Button>
    </>
  );
}
