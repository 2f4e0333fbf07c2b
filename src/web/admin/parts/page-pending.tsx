import { Skeleton } from '@mantine/core';
import type { Loaded } from '../use-load.ts';
import { PageHead } from './page-head.tsx';
import { TroubleMessage } from './trouble.tsx';

interface PagePendingProps {
  readonly title: string;
  readonly above?: { readonly label: string; readonly to: string };
  /** What has to be there before the page can be shown. */
  readonly waits: readonly Pick<Loaded<unknown>, 'trouble' | 'reload'>[];
}

/** An object's page until what it shows is there: the heading with the way up, and why it does not come. */
export function PagePending({ title, above, waits }: PagePendingProps) {
  const trouble = waits.find((one) => one.trouble)?.trouble;
  return (
    <>
      <PageHead title={title} {...(above ? { above } : {})} />
      {trouble ? (
        <TroubleMessage trouble={trouble} retry={() => waits.forEach((one) => void one.reload())} />
      ) : (
        <Skeleton height="20rem" radius="md" />
      )}
    </>
  );
}
