/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Stopped } from '../parts/stopped.tsx';
import type { Challenge } from '../wire.ts';

/** A component that this page does not know: said by name, with a way out. */
export function UnknownComponent({ challenge }: { readonly challenge: Challenge }) {
  const { text } = usePage();
  const sentence = text('error.unknown_component', { component: challenge.component });
  return <Stopped challenge={challenge} sentence={sentence} />;
}
