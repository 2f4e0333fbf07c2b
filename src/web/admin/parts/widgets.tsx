import { Skeleton } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import type { ControlProps } from '../../../ui/form/control-props.ts';

type Widget = ComponentType<ControlProps>;

/** A control whose script is fetched with the first form that wants it. */
function later(load: () => Promise<Widget>): Widget {
  const Loaded = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Suspense fallback={<Skeleton height="12rem" radius="md" />}>
      <Loaded {...props} />
    </Suspense>
  );
}

/** The controls that are too much for a schema alone, by the widget that it names. */
export const widgets: Readonly<Record<string, Widget>> = {
  conditional: later(async () => (await import('../policies/conditional/builder.tsx')).ConditionalBuilder),
  query: later(async () => (await import('../policies/query-field.tsx')).QueryField),
};
